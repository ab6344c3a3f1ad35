import { ApiError, type CallOptions, type Link, type LinkType } from '../api';
import { readLinks, sameLinks, toPayload, type EntryLinks, type LinkPlan } from '../links';
import { EditError } from './errors';
import type { OpenRecord } from './journal/journal';
import { readSteadily } from './readSteadily';
import type { IsHeld } from './turn/turn';
import type { LinkEditorOptions } from './types';
import { findUnreadable } from './unreadable';

export interface PlannedWrite {
  readonly sourceId: number;
  readonly plan: LinkPlan;
  /** The links right before, parted and as the server sent them. */
  readonly current: EntryLinks;
  readonly before: readonly Link[];
  readonly types: readonly LinkType[];
  readonly record: OpenRecord;
  readonly isHeld: IsHeld;
  readonly call: CallOptions;
}

/** The links changed while the PUT waited to be sent again. Nothing was written: read, merge and try once more. */
export class Overtaken extends Error {}

/** The links after a PUT: as it answered them, or whole, as read again. */
export interface Written {
  readonly links: readonly Link[];
  readonly isWhole: boolean;
}

/** Sends the links and makes sure that they are what the server has; the outcome is in the journal when it settles. */
export async function put(options: LinkEditorOptions, write: PlannedWrite): Promise<Written> {
  const { sourceId, plan, types, record } = write;
  const written = await send(options, write);
  const { outgoing, unresolved } = readLinks(written.links, sourceId, types);
  if (unresolved.length > 0 || !sameLinks(outgoing, plan.after)) {
    await record.finish({ outcome: 'notAsSent', answer: written.links });
    tell(options, sourceId, written.links, write.before);
    throw new EditError('notAsSent', { sourceId, links: written.links, recordId: record.id });
  }
  await record.finish({ outcome: 'written', answer: written.links });
  return written;
}

async function send(options: LinkEditorOptions, write: PlannedWrite): Promise<Written> {
  const { sourceId, plan, record, call } = write;
  try {
    const payload = toPayload(plan.after);
    const beforeRepeat = () => checkUntouched(options, write);
    const links = await options.repository.assignLinks(sourceId, payload, { ...call, beforeRepeat });
    return { links, isWhole: false };
  } catch (error) {
    if (error instanceof Overtaken || error instanceof EditError) {
      await record.finish({ outcome: 'refused', reason: 'changedMeanwhile' });
      throw error;
    }
    if (error instanceof ApiError && !error.outcomeUnknown) return refused(options, write, error);
    return { links: await findOut(options, write, error), isWhole: true };
  }
}

/** Before a PUT that the server did not take is sent again: it waited, and others may have written meanwhile. */
async function checkUntouched(
  { repository }: LinkEditorOptions,
  { sourceId, current, before, types, isHeld, call }: PlannedWrite,
): Promise<void> {
  if (!(await isHeld())) throw new EditError('busyElsewhere', { sourceId });
  const now = await readSteadily(
    (onPage) => repository.getLinks(sourceId, { ...call, onPage }),
    sourceId,
    before,
  );
  const { outgoing, unresolved, elsewhere } = readLinks(now, sourceId, types);
  if (unresolved.length + elsewhere.length > 0 || !sameLinks(outgoing, current.outgoing))
    throw new Overtaken();
}

async function refused(options: LinkEditorOptions, write: PlannedWrite, error: ApiError): Promise<never> {
  const { sourceId, plan, before, record } = write;
  await record.finish({ outcome: 'refused', reason: error.reason });
  if (error.reason === 'notFound' || error.reason === 'forbidden') {
    const links = await findUnreadable(options.repository, sourceId, plan, before);
    if (links.length > 0) throw new EditError('unreadableTargets', { sourceId, links, cause: error });
  }
  throw error;
}

/** A PUT whose outcome is unknown is never repeated blindly: what the server has now decides. */
async function findOut(
  options: LinkEditorOptions,
  { sourceId, plan, current, before, types, record }: PlannedWrite,
  error: unknown,
): Promise<readonly Link[]> {
  const unknown = async (cause: unknown, links?: readonly Link[]) => {
    const reason = cause instanceof ApiError ? cause.reason : 'unexpected';
    await record.finish({ outcome: 'unknown', reason, ...(links && { answer: links }) });
    return new EditError('outcomeUnknown', { sourceId, recordId: record.id, cause, ...(links && { links }) });
  };
  let links: readonly Link[];
  try {
    // Without the signal: who cancels still wants to know.
    links = await options.repository.getLinks(sourceId);
  } catch (cause) {
    throw await unknown(cause);
  }
  const { outgoing } = readLinks(links, sourceId, types);
  if (sameLinks(outgoing, plan.after)) return links;
  if (sameLinks(outgoing, current.outgoing)) {
    // What got lost on the way may still arrive: its before-image stays at hand.
    const outcome = mayArriveLate(error) ? 'unknown' : 'refused';
    await record.finish({ outcome, reason: reasonOf(error) });
    throw plainFailure(error);
  }
  const failure = await unknown(error, links);
  tell(options, sourceId, links, before);
  throw failure;
}

/** The links differ from what everybody shows, although the change failed. */
function tell(
  { onWritten }: LinkEditorOptions,
  sourceId: number,
  links: readonly Link[],
  before: readonly Link[],
): void {
  const targetIds = [...new Set([...before, ...links].map(({ targetId }) => targetId))];
  onWritten?.({ sourceId, links, targetIds });
}

/** Nobody answered, or only a gateway that had no answer from the server (502, 504). */
function mayArriveLate(error: unknown): boolean {
  return !(error instanceof ApiError) || [undefined, 502, 504].includes(error.status);
}

function reasonOf(error: unknown): string {
  return error instanceof ApiError ? error.reason : 'unexpected';
}

/** The same failure, now that nothing has been written. */
function plainFailure(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const { reason, message, status, errorCode, operationId, retryAfterSeconds } = error;
  return new ApiError(reason, message, {
    status,
    errorCode,
    operationId,
    retryAfterSeconds,
    cause: error,
  });
}
