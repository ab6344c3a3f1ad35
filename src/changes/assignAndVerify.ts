import { ApiError, type CallOptions, type RepositoryApi, type Ticket, isGone } from '../api';
import {
  type Link,
  type LinkPlan,
  type LinkType,
  readLinks,
  sameLinks,
  toPayload,
  withTypes,
} from '../domain';
import type { IncomingAfter } from './droppedIncoming';
import { EditError } from './errors';
import type { ChangeResult, OpenRecord } from './journal/journal';
import { hasAll, isMade, type OpenOutcomes } from './openOutcomes';
import { type Reading, typesToday } from './reading';
import { StaleReadError } from './sendGuard';
import type { LinkEditorOptions } from './types';

interface PlannedWrite {
  readonly sourceId: number;
  readonly plan: LinkPlan;
  /** The links right before. */
  readonly reading: Reading;
  readonly record: OpenRecord;
  readonly ticket: Ticket;
  readonly call: CallOptions;
  readonly beforeSend: () => Promise<void>;
  /** Takes note of a PUT whose outcome nobody can tell. */
  readonly open: OpenOutcomes;
  readonly lookAtIncoming: (links: readonly Link[], isWhole: boolean) => Promise<IncomingAfter | undefined>;
}

/** The links after a PUT, and what became of the incoming ones, where that could be seen. */
export interface Written {
  readonly links: readonly Link[];
  readonly incoming: IncomingAfter | undefined;
}

/** Sends the links and makes sure that they are what the server has; the outcome is in the journal when it settles. */
export async function put(options: LinkEditorOptions, write: PlannedWrite): Promise<Written> {
  const { sourceId, record, lookAtIncoming } = write;
  const { links, isWhole, isAsSent, types } = await verified(options, write, await send(options, write));
  const result: ChangeResult = {
    outcome: isAsSent ? 'written' : 'notAsSent',
    answer: withTypes(links, types),
  };
  await record.finish(result);
  const incoming = await lookAtIncoming(links, isWhole);
  const lost = await keepLost(record, result, incoming);
  if (isAsSent) return { links, incoming };
  tell(options, write, links);
  throw new EditError('notAsSent', { sourceId, links, recordId: record.id, ...lost });
}

/** The links after a PUT: as it answered them, or whole, as read again. */
interface After {
  readonly links: readonly Link[];
  readonly isWhole: boolean;
}

/**
 * Whether the links are those that were sent. An answer that says otherwise may itself be wrong (one that something in
 * between had kept): what is read again counts. Nor do the types that it was told by count then, where it tells none:
 * labels may have been changed since.
 */
async function verified(
  options: LinkEditorOptions,
  { sourceId, plan, reading }: PlannedWrite,
  after: After,
): Promise<After & { readonly isAsSent: boolean; readonly types: readonly LinkType[] }> {
  const isAsSent = ({ links, isWhole }: After, types: readonly LinkType[]) => {
    const { outgoing, untyped } = readLinks(links, sourceId, types);
    const hasAllSent = isWhole ? hasAll(outgoing, plan.after) : sameLinks(outgoing, plan.after);
    return untyped.length === 0 && hasAllSent && isMade(plan, outgoing);
  };
  if (isAsSent(after, reading.types)) return { ...after, isAsSent: true, types: reading.types };
  // It has been written: a failure to look counts for nothing.
  const types = await typesToday(options, after.links, reading.types).catch(() => reading.types);
  if (after.isWhole || isAsSent(after, types)) return { ...after, isAsSent: isAsSent(after, types), types };
  const again = await options.repository.getLinks(sourceId).catch(() => undefined);
  const seen: After = again ? { links: again, isWhole: true } : after;
  return { ...seen, isAsSent: isAsSent(seen, types), types };
}

async function send(options: LinkEditorOptions, write: PlannedWrite): Promise<After> {
  const { sourceId, plan, record, ticket, call, beforeSend } = write;
  try {
    const payload = toPayload(plan.after);
    const links = await options.repository.assignLinks(sourceId, payload, { ...call, ticket, beforeSend });
    return { links, isWhole: false };
  } catch (error) {
    ticket.release();
    if (error instanceof StaleReadError || EditError.is(error)) {
      await record.finish({ outcome: 'refused', reason: 'changedMeanwhile' });
      throw error;
    }
    if (error instanceof ApiError && !error.outcomeUnknown) return await refused(options, write, error);
    return { links: await findOut(options, write, error), isWhole: true };
  } finally {
    ticket.release();
  }
}

async function refused(options: LinkEditorOptions, write: PlannedWrite, error: ApiError): Promise<never> {
  const { sourceId, plan, reading, record } = write;
  await record.finish({ outcome: 'refused', reason: error.reason });
  if (ApiError.is(error, 'notFound', 'forbidden')) {
    const links = await findUnreadable(options.repository, sourceId, plan, reading.links);
    if (links.length > 0) throw new EditError('unreadableTargets', { sourceId, links, cause: error });
  }
  throw error;
}

/**
 * A PUT whose outcome nobody told is never repeated blindly: what the server has now decides. Where it has not been
 * carried out, it may be yet, as long as a gateway or the network holds it: it stays open, its before-image at hand.
 */
async function findOut(
  options: LinkEditorOptions,
  write: PlannedWrite,
  cause: unknown,
): Promise<readonly Link[]> {
  const { sourceId, plan, reading, record, open, lookAtIncoming } = write;
  // Without the signal: who cancels still wants to know.
  const links = await options.repository.getLinks(sourceId).catch(() => undefined);
  const types = await typesToday(options, links ?? [], reading.types).catch(() => reading.types);
  const now = links && readLinks(links, sourceId, types).outgoing;
  if (links && now && isMade(plan, now)) return links;
  const reason = cause instanceof ApiError ? cause.reason : 'unexpected';
  const answer = links && { answer: withTypes(links, types) };
  const result: ChangeResult = { outcome: 'unknown', reason, ...answer };
  await record.finish(result);
  const lost = await keepLost(record, result, links && (await lookAtIncoming(links, true)));
  if (links && now && !sameLinks(now, reading.current.outgoing)) tell(options, write, links);
  open.add({ sourceId, plan, reading, record });
  const details = { ...(links && { links }), ...lost };
  throw new EditError('outcomeUnknown', { sourceId, recordId: record.id, cause, ...details });
}

/** Incoming links that vanished are written down with the change: undo brings them back through their sources. */
async function keepLost(
  record: OpenRecord,
  result: ChangeResult,
  incoming: IncomingAfter | undefined,
): Promise<{ readonly droppedIncoming?: readonly Link[] }> {
  if (!incoming || incoming.lost.length === 0) return {};
  const droppedIncoming = incoming.lost;
  await record.finish({ ...result, droppedIncoming });
  return { droppedIncoming };
}

/** The links differ from what everybody shows, although the change failed. */
function tell(
  { onWritten }: LinkEditorOptions,
  { sourceId, reading }: PlannedWrite,
  links: readonly Link[],
): void {
  const targetIds = [...new Set([...reading.links, ...links].map(({ targetId }) => targetId))];
  onWritten?.({ sourceId, links, targetIds });
}

/** Enough to find the reason of a refusal, few enough for a server that counts calls. */
const MOST_LOOKED_AT = 20;

/**
 * Why a server refused a set of links: those that lead to entries which are gone or may not be opened.
 * Looks at new links first, then at those whose path the server did not tell, then at others.
 */
export async function findUnreadable(
  repository: Pick<RepositoryApi, 'getEntry'>,
  sourceId: number,
  plan: LinkPlan,
  current: readonly Link[],
): Promise<Link[]> {
  const added = plan.added.map(({ targetId, linkTypeId }): Link => ({ sourceId, targetId, linkTypeId }));
  const staying = new Set(
    [...plan.kept, ...plan.changed.map(({ after }) => after)].map((link) => link.targetId),
  );
  const kept = current.filter((link) => link.sourceId === sourceId && staying.has(link.targetId));
  const suspects = [
    ...added,
    ...kept.filter(({ targetPath }) => !targetPath),
    ...kept.filter(({ targetPath }) => targetPath),
  ];
  const targetIds = [...new Set(suspects.map(({ targetId }) => targetId))].slice(0, MOST_LOOKED_AT);
  const unreadable = await Promise.all(
    targetIds.map(async (id) => ((await isReadable(repository, id)) ? [] : [id])),
  );
  const ids = new Set(unreadable.flat());
  return suspects.filter(({ targetId }) => ids.has(targetId));
}

async function isReadable(repository: Pick<RepositoryApi, 'getEntry'>, entryId: number): Promise<boolean> {
  try {
    await repository.getEntry(entryId);
    return true;
  } catch (error) {
    return !isGone(error) && !ApiError.is(error, 'forbidden');
  }
}
