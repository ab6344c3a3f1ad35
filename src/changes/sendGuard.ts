import { needsTypes, sameLinks } from '../domain';
import { checkPolicy } from './checks';
import { EditError } from './errors';
import type { IsStillHeld } from './lock/lock';
import { FRESH_MS, isYoungerThan, type Reading, type ReadingOptions, readToWrite, waitOf } from './reading';
import type { LinkEditorOptions } from './types';

/** The links changed while the PUT waited to be sent. Nothing was written: read, merge and try once more. */
export class StaleReadError extends Error {}

/** A server that answers a reading now fast, now slowly is asked so often; then it is no ground to write on. */
const MOST_READINGS = 3;
/** A reading that took about as long as the fastest one is as young as this server lets it be. */
const ABOUT_AS_LONG = 1.5;

/**
 * What is asked directly before every send, the first and each repeated one: whether the lock is still held and
 * writing still allowed, and whether the reading that the payload was made from is young enough. One that is older than
 * a second, by either clock, is read again and compared, and so is every one before a repeated send: whatever made the
 * PUT wait (a limit, a new token, a slow disk, a machine that slept), others may have written meanwhile.
 * @returns the function to call; it rejects with `StaleReadError` where the links are others now, or with `EditError`.
 */
export function sendGuard(
  options: LinkEditorOptions,
  first: Reading,
  { isStillHeld, ...how }: Omit<ReadingOptions, 'base' | 'types'> & { readonly isStillHeld: IsStillHeld },
): () => Promise<void> {
  const { sourceId, ticket, call } = how;
  let reading = first;
  let fastestMs = Infinity;
  let sends = 0;
  return async () => {
    sends += 1;
    for (let readings = 0; ; readings += 1) {
      if (!(await isStillHeld())) throw new EditError('busyElsewhere', { sourceId });
      checkPolicy({ sourceId }, options.policy());
      const limitMs = readings === 0 ? FRESH_MS : Math.max(FRESH_MS, ABOUT_AS_LONG * fastestMs);
      // A PUT that has to be sent again has waited for something.
      const mustLook = sends > 1 && readings === 0;
      if (!mustLook && isYoungerThan(reading, limitMs, options)) return;
      if (readings === MOST_READINGS) throw new EditError('inconsistentRead', { sourceId });
      fastestMs = Math.min(fastestMs, reading.tookMs);
      // Where links tell no types, these are asked for anew as well: a wait between would make the reading old again.
      const types = needsTypes(reading.links) ? 1 : 0;
      await ticket.ensure(reading.pages + types, waitOf(call));
      const again = await readToWrite(options, { ...how, base: reading.links, types: reading.types });
      if (!isUnchanged(reading, again)) throw new StaleReadError();
      reading = again;
      fastestMs = Math.min(fastestMs, reading.tookMs);
    }
  };
}

function isUnchanged({ current: before }: Reading, { current: now }: Reading): boolean {
  return now.untyped.length + now.foreign.length === 0 && sameLinks(now.outgoing, before.outgoing);
}
