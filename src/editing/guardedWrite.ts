import { ApiError, type Link, type LinkType } from '../api';
import { findConflicts, isNoChange, planEdit, readLinks, toPayload, type LinkPlan } from '../links';
import { checkEcho, checkPolicy, pathIn, throwIfAborted } from './checks';
import { EditError } from './errors';
import { missingLinks } from './incoming';
import type { ChangeRecord, OpenRecord } from './journal/journal';
import { Overtaken, put } from './put';
import { readSteadily } from './readSteadily';
import type { IsHeld } from './turn/turn';
import type { EditorCallOptions, LinkChange, LinkChangeOutcome, LinkEditorOptions } from './types';

/** Who writes the links of an entry all the time is left alone. */
const MOST_TIMES = 3;

/**
 * One change, while nobody else of ours changes the entry: read again, merge, keep the before-image, write, compare.
 * All of it once more where others wrote while the PUT had to wait for the server's limit.
 * Requests: the pages of the links, again where there are several and nobody has read them before, the PUT, and the
 * pages once more where incoming links may have vanished.
 */
export async function guardedWrite(
  options: LinkEditorOptions,
  change: LinkChange,
  types: readonly LinkType[],
  call: EditorCallOptions & { readonly isHeld: IsHeld },
): Promise<LinkChangeOutcome> {
  for (let times = 1; times <= MOST_TIMES; times += 1) {
    try {
      return await writeOnce(options, change, types, call);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  throw new EditError('unsteadyRead', { sourceId: change.sourceId });
}

async function writeOnce(
  options: LinkEditorOptions,
  change: LinkChange,
  types: readonly LinkType[],
  { signal, isHeld }: EditorCallOptions & { readonly isHeld: IsHeld },
): Promise<LinkChangeOutcome> {
  const { repository, policy } = options;
  const { sourceId, base } = change;
  const call = signal ? { signal } : {};
  const now = await readSteadily(
    (onPage) => repository.getLinks(sourceId, { ...call, onPage }),
    sourceId,
    base,
  );
  const current = readLinks(now, sourceId, types);
  const plan = merge(change, now, types);
  if (isNoChange(plan))
    return { sourceId, madeIn: options.connection, plan, sent: false, links: now, lostIncoming: [] };
  checkEcho(sourceId, current);
  checkPolicy(change, policy());
  throwIfAborted(signal);

  const record = await keepBeforeImage(options, change, plan, now);
  if (!(await isHeld())) {
    await record.finish({ outcome: 'refused', reason: 'busyElsewhere' });
    throw new EditError('busyElsewhere', { sourceId });
  }
  const answer = await put(options, { sourceId, plan, current, before: now, types, record, isHeld, call });
  const outgoing = answer.links.filter((link) => link.sourceId === sourceId);
  const after = await lookAtIncoming(options, sourceId, current.incoming, answer, types);
  const links = [...outgoing, ...(after ?? current.incoming)];
  const lostIncoming = after ? missingLinks(current.incoming, after, types) : [];
  options.onWritten?.({ sourceId, links, targetIds: touched(plan, lostIncoming) });
  return {
    sourceId,
    madeIn: options.connection,
    plan,
    sent: true,
    links,
    recordId: record.id,
    lostIncoming,
    ...(!after && { incomingUnchecked: true }),
  };
}

/** Our edit on top of what the server has now; refuses overlaps with what others did since the base. */
function merge(
  { sourceId, edit, base }: LinkChange,
  now: readonly Link[],
  types: readonly LinkType[],
): LinkPlan {
  const { outgoing } = readLinks(now, sourceId, types);
  if (base) {
    const conflicts = findConflicts(readLinks(base, sourceId, types).outgoing, outgoing, edit);
    if (conflicts.length > 0) throw new EditError('conflict', { sourceId, conflicts, theirs: now });
  }
  return planEdit(outgoing, edit);
}

async function keepBeforeImage(
  { journal, connection }: LinkEditorOptions,
  { sourceId, cause, group, undoOf, known = [] }: LinkChange,
  { added, removed, changed, kept, after }: LinkPlan,
  before: readonly Link[],
): Promise<OpenRecord> {
  const entryPath = known.find(({ id }) => id === sourceId)?.fullPath ?? pathIn(before, sourceId);
  const { id, name, baseUrl, repoId } = connection;
  const record: ChangeRecord = {
    // Property by property: what callers keep in their own connections is no business of the journal.
    connection: { id, name, baseUrl, repoId },
    cause,
    ...(group !== undefined && { group }),
    ...(undoOf !== undefined && { undoOf }),
    entryId: sourceId,
    ...(entryPath !== undefined && { entryPath }),
    before,
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

/**
 * Incoming links after a PUT, which on some servers drops them. Nothing is asked when there were none, or when the
 * answer lists them all. `undefined`: could not be read, which is no failure of the change.
 */
async function lookAtIncoming(
  { repository }: LinkEditorOptions,
  sourceId: number,
  before: readonly Link[],
  answer: { readonly links: readonly Link[]; readonly isWhole: boolean },
  types: readonly LinkType[],
): Promise<readonly Link[] | undefined> {
  const answered = readLinks(answer.links, sourceId, types).incoming;
  if (answer.isWhole || missingLinks(before, answered, types).length === 0) return answered;
  try {
    return readLinks(await repository.getLinks(sourceId), sourceId, types).incoming;
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

function touched({ added, removed, changed }: LinkPlan, lost: readonly Link[]): number[] {
  const links = [...added, ...removed, ...changed.map(({ after }) => after)];
  return [...new Set([...links.map(({ targetId }) => targetId), ...lost.map(({ sourceId }) => sourceId)])];
}
