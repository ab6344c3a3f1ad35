import type { WireAssignment } from '../../../../src/api/v1/payload';
import { keyOf } from '../../../../src/domain';
import { readBefore, statesOf, type Action, type Approved, type Begun } from '../world/action';
import {
  differing,
  keyFrom,
  merged,
  namedIn,
  outgoingOf,
  payloadOf,
  same,
  wishOf,
  type Shown,
} from '../world/links';
import type { Exchange } from '../world/network';
import type { Write } from '../world/server';
import type { Judge } from './judge';
import { inWords } from './words';

/** A guard may be so old when its PUT is sent; a little more for what is rounded. Milliseconds. */
const GUARD_MS = 1_000 + 5;
/** Link types that were read so long before the links may have been swapped between: nobody could have known. */
const TYPES_MS = 1_000;

/** Everything that must be so at the moment when a PUT is handed to the network. */
export function judgeSending(judge: Judge, exchange: Exchange): void {
  const { server, asked } = exchange;
  const { entryId } = asked;
  const doers = actionsOf(exchange);
  const payload = payloadIn(exchange);
  const begun = doers.map((one) => recordOf(one, exchange, payload)).find((one) => one !== undefined);
  const doer = begun?.action ?? doers[0];
  if (!doer) {
    judge.fail('unapproved', `Nobody asked for the PUT of ${entryId}.`);
    return;
  }
  if (!begun) {
    judge.fail('noBeforeImage', `PUT of entry ${entryId} by ${inWords(doer)}.`);
    return;
  }
  begun.puts.push(exchange);
  if (!doer.window.holdsALock()) judge.fail('noLock', `PUT of entry ${entryId} by ${inWords(doer)}.`);

  const approved = approvedFor(doer, begun);
  if (!approved) {
    judge.fail('unapproved', `PUT of entry ${entryId} by ${inWords(doer)}.`);
    return;
  }
  if (approved.server !== server) {
    judge.fail(
      'wrongRepository',
      `${inWords(doer)} was made for the server ${approved.server.name}, and its PUT of entry ${entryId} went to ${server.name}.`,
    );
    return;
  }

  const guard = readBefore(doer, exchange);
  const readAt = guard?.pages.at(-1)?.answered;
  if (!guard || !readAt) {
    judge.fail('staleGuard', `Nothing was read before the PUT of entry ${entryId}.`);
    return;
  }
  const { sent } = exchange;
  // A clock put forward and back while the reading was on its way made nothing older.
  const wallAge = [readAt, guard.pages.at(-1)!.sent].map(({ wall }) => Math.abs(sent.wall - wall));
  const age = Math.max(sent.monotonic - readAt.monotonic, Math.min(...wallAge));
  // A slow server lets a reading be no younger than it takes.
  const took = readAt.monotonic - guard.pages[0]!.sent.monotonic;
  if (age > Math.max(GUARD_MS, took))
    judge.fail(
      'staleGuard',
      `PUT of entry ${entryId} by ${inWords(doer)}, ${age} ms after its last reading.`,
    );

  sideBySide(judge, exchange, guard.pages[0]!.sent.at);
  const read = statesOf(guard);
  const states = read.map((state) => outgoingOf(state, entryId));
  if (allSame(states)) exchange.guardStates = read;
  if (typesMayBeOld(doer, exchange)) return;
  const [now] = states;
  if (!now) return;
  if (doer.isSwap) {
    judgeSwap(judge, doer, exchange, approved, now);
    return;
  }
  if (!states.some((state) => same(merged(state, approved.edit), payload)) && allSame(states))
    judge.fail(
      'unapproved',
      `${inWords(doer)} sent ${text(payload)} for entry ${entryId}; read was ${text(now)}, and approved ${text(merged(now, approved.edit))}.`,
    );
  if (allSame(states)) overlaps(judge, doer, exchange, approved, now);
  if (approved.undoOf !== undefined) judge.undo(doer, exchange, approved, now, payload);
}

/** Of links that are turned round, the others get what was there, and only those go that others have by now. */
function judgeSwap(
  judge: Judge,
  action: Action,
  exchange: Exchange,
  { edit: { upsert = [], remove = [] } }: Approved,
  now: Shown,
): void {
  const { server, asked } = exchange;
  const payload = payloadIn(exchange);
  const turned = new Set([...upsert, ...remove].map(keyOf));
  for (const key of differing(now, payload)) {
    const { targetId, linkTypeId } = keyFrom(key);
    const back = keyOf({ targetId: asked.entryId, linkTypeId });
    const had = (properties: string | undefined) =>
      [server.state, ...server.writes.filter(({ at }) => at >= action.startedAt).flatMap(bothStates)].some(
        (state) => {
          const there = outgoingOf(state, targetId);
          return there.has(back) && (properties === undefined || there.get(back) === properties);
        },
      );
    if (!turned.has(key) || !had(payload.get(key)))
      judge.fail(
        'unapproved',
        `${inWords(action)} sent ${text(payload)} for entry ${asked.entryId}; read was ${text(now)}, and entry ${targetId} does not have link ${back} so.`,
      );
  }
}

const bothStates = ({ before, after }: Write) => [before, after];

/** Whether types were swapped so close to the reading, or after it, that no client could tell what is what. */
export function typesMayBeOld(action: Action, put: Exchange): boolean {
  const { server, sent } = put;
  if (!server.variant.omitLinkTypeId) return false;
  const guardAt = readBefore(action, put)?.pages[0]?.sent.at ?? sent.at;
  return server.swaps.some((at) => at >= guardAt - TYPES_MS);
}

/** The record that a PUT belongs to: the last one of the entry that was on disk by then. */
function recordOf(action: Action, { asked }: Exchange, payload: Shown): Begun | undefined {
  return action.begun.findLast(
    ({ record, doneAt }) =>
      doneAt !== undefined && record.entryId === asked.entryId && same(payloadOf(record.payload), payload),
  );
}

export function approvedFor(action: Action, { record }: Begun): Approved | undefined {
  return action.approved.find(
    ({ entryId, undoOf }) => entryId === record.entryId && undoOf === record.undoOf,
  );
}

/** Nobody else of ours sends between the guard of a PUT and the PUT itself. */
function sideBySide(judge: Judge, exchange: Exchange, guardAt: number): void {
  const { server, asked, sent } = exchange;
  const [doer] = actionsOf(exchange);
  const other = judge.puts.find(
    (put) =>
      put !== exchange &&
      put.server === server &&
      put.asked.entryId === asked.entryId &&
      actionsOf(put)[0] !== doer &&
      put.told !== 'notDone' &&
      put.sent.at > guardAt &&
      put.sent.at <= sent.at,
  );
  const [otherDoer] = other ? actionsOf(other) : [];
  if (other && otherDoer && doer)
    judge.fail(
      'sideBySide',
      `${inWords(doer)} and ${inWords(otherDoer)} changed entry ${asked.entryId} at ${sent.at} and ${other.sent.at} ms.`,
    );
}

/** What somebody else made of a link since the person saw it is shown, and not overwritten. */
function overlaps(
  judge: Judge,
  action: Action,
  { asked, server, sent }: Exchange,
  { base, edit, undoOf }: Approved,
  now: Shown,
): void {
  if (!base || undoOf !== undefined) return;
  // What a person saw by labels may mean something else since.
  if (server.variant.omitLinkTypeId && server.swaps.some((at) => at <= sent.at)) return;
  for (const key of namedIn(edit)) {
    const theirs = now.get(key);
    if (theirs !== base.get(key) && theirs !== wishOf(edit, key, theirs ?? base.get(key)))
      judge.fail(
        'overlapSent',
        `${inWords(action)}: link ${key} of entry ${asked.entryId} was ${base.get(key) ?? 'not there'} when it was shown, and is ${theirs ?? 'gone'} now.`,
      );
  }
}

/** The action that a request was sent for, the oldest first where there may be several. */
export const actionsOf = ({ calls }: Exchange): Action[] => calls.map(({ action }) => action);

export function payloadIn({ body }: Exchange): Shown {
  const payload = JSON.parse(body) as readonly WireAssignment[];
  return payloadOf(
    payload.map(({ customProperties: properties, ...link }) => ({
      ...link,
      ...(properties && { properties }),
    })),
  );
}

const allSame = ([first, ...more]: readonly Shown[]) => more.every((one) => same(first!, one));

export function text(links: Shown): string {
  return `{${[...links].map(([key, properties]) => key + (properties && ` ${properties}`)).join(', ')}}`;
}
