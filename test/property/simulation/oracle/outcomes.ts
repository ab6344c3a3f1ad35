import { Declined } from '../../../support/editing';
import { ApiError } from '../../../../src/api';
import { EditError, type Applied } from '../../../../src/changes';
import type { Action, Approved, Begun } from '../world/action';
import { endsOf, incomingOf, outgoingOf, payloadOf, plannedOf, same, type Shown } from '../world/links';
import type { Exchange } from '../world/network';
import { plannedBy, type Judge } from './judge';
import { text, typesMayBeOld } from './sending';
import { inWords } from './words';

/** What an error says of what was written. */
export function toldBy(error: unknown): 'nothing' | 'unknown' | 'notAsSent' {
  if (EditError.is(error, 'notAsSent')) return 'notAsSent';
  if (EditError.is(error, 'outcomeUnknown')) return 'unknown';
  if (error instanceof ApiError && error.outcomeUnknown) return 'unknown';
  return 'nothing';
}

/** Every outcome told is true: held against what the server really did, now and, where nothing was written, later. */
export function judgeOutcomes(
  judge: Judge,
  action: Action,
  results: readonly Applied[],
  approved: readonly Approved[],
): void {
  for (const [index, result] of results.entries()) {
    const wanted = approved[index];
    const { sourceId } = result;
    const own = action.begun.filter(
      ({ record }) => record.entryId === sourceId && (!wanted || record.undoOf === wanted.undoOf),
    );
    const puts = own.flatMap((begun) => begun.puts);
    if ('outcome' in result) judgeSuccess(judge, action, result, own, puts);
    else judgeFailure(judge, action, result, own, puts);
  }
}

function judgeSuccess(
  judge: Judge,
  action: Action,
  { sourceId, outcome }: Extract<Applied, { readonly outcome: unknown }>,
  own: readonly Begun[],
  puts: readonly Exchange[],
): void {
  judge.tally.count(outcome.sent ? 'outcome sent' : 'outcome unchanged');
  const who = `${inWords(action)} for entry ${sourceId}`;
  if (!outcome.sent) {
    // One that the server did not take may have been made needless by somebody else.
    if (puts.some(({ told }) => told !== 'notDone'))
      judge.fail('falseSent', `${who} says that nothing was sent, and it was.`);
    return;
  }
  const begun = own.find(({ id }) => id === outcome.recordId);
  const planned = plannedOf(outcome.plan.after);
  const put = begun?.puts.findLast(({ write }) => write !== undefined);
  if (!put?.write) {
    // Not taken (yet), but the links it was about are so all the same: somebody else, or a late PUT, made them so.
    const keys = begun ? plannedBy(begun) : [...planned.keys()];
    const isSo = (links: Shown) => keys.every((key) => links.get(key) === planned.get(key));
    const server = puts.at(-1)?.server ?? action.server;
    if (!puts.some(wasSeen(isSo, sourceId)) && !isSo(outgoingOf(server.state, sourceId)))
      judge.fail('falseSent', `${who} says that it was written, and it was not.`);
    return;
  }
  const after = outgoingOf(put.write.after, sourceId);
  if (!same(after, planned) && !wasSeen((links) => same(links, planned), sourceId)(put))
    judge.fail('falseSent', `${who} planned ${text(planned)}, and the server has ${text(after)}.`);
  judgeDropped(judge, who, put, outcome.incomingUnchecked ? undefined : outcome.droppedIncoming);
}

/** Whether the server's links were so at some time after the PUT was sent. */
const wasSeen =
  (isSo: (links: Shown) => boolean, entryId: number) =>
  ({ server, sent }: Exchange): boolean =>
    server.writes.some(
      (write) => write.sourceId === entryId && write.at >= sent.at && isSo(outgoingOf(write.after, entryId)),
    );

function judgeFailure(
  judge: Judge,
  action: Action,
  { sourceId, error }: Extract<Applied, { readonly error: unknown }>,
  own: readonly Begun[],
  puts: readonly Exchange[],
): void {
  const told = toldBy(error);
  const reason = judgeFailing(judge, action, error);
  const who = `${inWords(action)} for entry ${sourceId} failed with “${reason}”`;
  if (told === 'nothing') {
    for (const put of puts) {
      judge.deniedPuts.set(put, `${who}, which says that nothing was written.`);
      if (put.write) judge.fail('falseNothing', `${who}, which says that nothing was written, and it was.`);
    }
    return;
  }
  const last = puts.at(-1);
  if (!last) {
    judge.fail('falseUnknown', `${who}, and nothing was sent.`);
    return;
  }
  if (told === 'unknown' && last.told !== 'nothing')
    judge.fail('falseUnknown', `${who}, and the answer proved what happened (${last.told ?? 'none'}).`);
  if (told === 'notAsSent' && last.write && last.told === 'done' && !typesMayBeOld(action, last)) {
    const payload = payloadOf(own.findLast(({ puts: sent }) => sent.includes(last))!.record.payload);
    if (same(outgoingOf(last.write.after, sourceId), payload))
      judge.fail('falseUnknown', `${who}, and the links were as sent.`);
  }
  if (last.write && EditError.is(error) && sawAfter(action, last)) {
    const details = EditError.is(error, 'notAsSent', 'outcomeUnknown') ? error.details : undefined;
    judgeDropped(judge, who, last, details?.droppedIncoming ?? []);
  }
}

/** Failures are of the two kinds that can be told in words. */
export function judgeFailing(judge: Judge, action: Action, error: unknown): string {
  const failed = EditError.is(error) || ApiError.is(error) ? error.reason : undefined;
  const reason = error instanceof Declined ? 'declined' : (failed ?? String(error));
  const isKnown = failed !== undefined || error instanceof Declined;
  action.ending = reason;
  judge.tally.count(`failure ${reason}`);
  if (!isKnown)
    judge.fail('unhandled', `${inWords(action)}: ${error instanceof Error ? (error.stack ?? '') : reason}`);
  return reason;
}

/** Whether the action read the links once more after they were written. */
export const sawAfter = ({ readings }: Action, { write, server, asked }: Exchange): boolean =>
  readings.some(
    ({ isWhole, entryId, pages: [first] }) =>
      isWhole &&
      first?.server === server &&
      entryId === asked.entryId &&
      (first.arrivedAt ?? 0) > (write?.at ?? Infinity),
  );

/** Incoming links that the PUT dropped are told. `undefined`: it is told that nobody could look. */
function judgeDropped(
  judge: Judge,
  who: string,
  { server, asked, write }: Exchange,
  told: readonly Parameters<typeof endsOf>[0][] | undefined,
): void {
  if (!write || !server.variant.incomingListed || told === undefined) return;
  const after = incomingOf(write.after, asked.entryId);
  const lost = [...incomingOf(write.before, asked.entryId).keys()].filter((key) => !after.has(key));
  const ends = (key: string) => key.split(':').slice(0, 2).join(':');
  const toldEnds = new Set(told.map((link) => ends(endsOf(link))));
  for (const key of lost) {
    const [sourceId] = key.split(':').map(Number);
    // Somebody else changed the other entry around that time: it may never have been seen, or be there again.
    const isDoubtful = server.writes.some(
      ({ sourceId: of, at }) => of === sourceId && Math.abs(at - write.at) < 300_000,
    );
    if (!isDoubtful && !toldEnds.has(ends(key)))
      judge.fail('untoldLoss', `${who}: the incoming link ${key} is gone.`);
  }
  if (lost.length > 0) judge.tally.count('incoming links dropped');
}
