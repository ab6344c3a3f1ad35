import {
  findConflicts,
  isNoChange,
  type Link,
  type LinkPlan,
  type LinkType,
  pathIn,
  planEdit,
  readLinks,
  toPayload,
  withTypes,
} from '../domain';
import { put } from './assignAndVerify';
import { checkEcho, checkPolicy } from './checks';
import { lookAtIncoming } from './droppedIncoming';
import { EditError, throwIfAborted } from './errors';
import type { ChangeRecord, OpenRecord } from './journal/journal';
import type { IsStillHeld } from './lock/lock';
import type { OpenOutcomes } from './openOutcomes';
import { type Reading, readToWrite } from './reading';
import { sendGuard, StaleReadError } from './sendGuard';
import type { ChangeRequest, EditorCallOptions, LinkChangeOutcome, LinkEditorOptions } from './types';

/** Who writes the links of an entry all the time is left alone. */
const MOST_TIMES = 3;

interface WriteOptions extends EditorCallOptions {
  /** Link types that are good enough where links tell their own. */
  readonly types: readonly LinkType[];
  readonly isStillHeld: IsStillHeld;
  readonly open: OpenOutcomes;
}

/**
 * One change, while nobody else of ours changes the entry: reserve the way, read again, merge, keep the before-image,
 * write, compare. All of it once more where others wrote before it could be sent.
 * Requests: the pages of the links, again where there are several and nobody has read them before, the PUT, and the
 * pages once more where incoming links may have vanished. What had to wait is read again before it is sent.
 */
export async function applyChange(
  options: LinkEditorOptions,
  change: ChangeRequest,
  write: WriteOptions,
): Promise<LinkChangeOutcome> {
  for (let times = 1; times <= MOST_TIMES; times += 1) {
    try {
      return await writeOnce(options, change, write);
    } catch (error) {
      if (!(error instanceof StaleReadError)) throw error;
    }
  }
  throw new EditError('inconsistentRead', { sourceId: change.sourceId });
}

async function writeOnce(
  options: LinkEditorOptions,
  change: ChangeRequest,
  { signal, types, isStillHeld, open }: WriteOptions,
): Promise<LinkChangeOutcome> {
  const { repository, policy, connection } = options;
  const { sourceId, base } = change;
  const call = signal ? { signal } : {};
  const ticket = await repository.reserve(call);
  try {
    const reading = await readToWrite(options, { sourceId, base, types, ticket, call });
    await open.look(sourceId, reading);
    const { current, links: now } = reading;
    const plan = merge(change, reading);
    if (isNoChange(plan))
      return { sourceId, madeIn: connection, plan, sent: false, links: now, droppedIncoming: [] };
    checkEcho(sourceId, current);
    checkPolicy(change, policy());
    throwIfAborted(signal);

    const record = await keepBeforeImage(options, change, plan, reading);
    open.forget(sourceId);
    const beforeSend = sendGuard(options, reading, { sourceId, ticket, call, isStillHeld });
    const answer = await put(options, {
      ...{ sourceId, plan, reading, record, ticket, call, beforeSend },
      open,
      lookAtIncoming: (links, isWhole) => lookAtIncoming(options, reading, sourceId, links, isWhole),
    });
    const outgoing = answer.links.filter((link) => link.sourceId === sourceId);
    const { incoming } = answer;
    const links = [...outgoing, ...(incoming?.now ?? current.incoming)];
    const droppedIncoming = incoming?.lost ?? [];
    options.onWritten?.({ sourceId, links, targetIds: touched(plan, droppedIncoming) });
    return {
      sourceId,
      madeIn: connection,
      plan,
      sent: true,
      links,
      recordId: record.id,
      droppedIncoming,
      ...(!incoming && { incomingUnchecked: true }),
    };
  } finally {
    ticket.release();
  }
}

/** Our edit on top of what the server has now; refuses overlaps with what others did since the base. */
function merge({ sourceId, edit, base }: ChangeRequest, { current, links, types }: Reading): LinkPlan {
  const { outgoing } = current;
  if (base) {
    const conflicts = findConflicts(readLinks(base, sourceId, types).outgoing, outgoing, edit);
    if (conflicts.length > 0) throw new EditError('conflict', { sourceId, conflicts, theirs: links });
  }
  return planEdit(outgoing, edit);
}

async function keepBeforeImage(
  { journal, connection }: LinkEditorOptions,
  { sourceId, cause, group, undoOf, known = [] }: ChangeRequest,
  { added, removed, changed, kept, after }: LinkPlan,
  { links: before, types }: Reading,
): Promise<OpenRecord> {
  const entryPath = known.find(({ id }) => id === sourceId)?.path ?? pathIn(before, sourceId);
  const { id, name, baseUrl, repoId } = connection;
  const record: ChangeRecord = {
    // Property by property: what callers keep in their own connections is no business of the journal.
    connection: { id, name, baseUrl, repoId },
    cause,
    ...(group !== undefined && { group }),
    ...(undoOf !== undefined && { undoOf }),
    entryId: sourceId,
    ...(entryPath && { entryPath }),
    // Labels may change their types later: what they meant now is kept.
    before: withTypes(before, types),
    payload: toPayload(after),
    added,
    removed,
    changed,
    kept: kept.length,
  };
  try {
    return await journal.begin(record);
  } catch (cause) {
    throw new EditError('journalFailed', { sourceId, cause });
  }
}

function touched({ added, removed, changed }: LinkPlan, lost: readonly Link[]): number[] {
  const links = [...added, ...removed, ...changed.map(({ after }) => after)];
  return [...new Set([...links.map(({ targetId }) => targetId), ...lost.map(({ sourceId }) => sourceId)])];
}
