import type { Link } from '../api';
import type { Session } from '../connections';
import { repairOf, type GroupOutcome } from '../editing';
import { plural } from '../host';
import { confirmReviews } from '../review';
import { nameOfSource } from './lostWords';
import { sendGroup, type SendOptions } from './sendGroup';

/** Puts lost links back through the entries that own them. Rejects when the person says no. */
export function repairLost(
  session: Session,
  lost: readonly Link[],
  options: Pick<SendOptions, 'settles' | 'signal' | 'onProgress' | 'asking'>,
): Promise<GroupOutcome> {
  return sendGroup(session, repairOf(lost), {
    ...options,
    nameOf: (sourceId) => nameOfSource(lost, sourceId),
    told: lost,
    ask: (reviews) =>
      confirmReviews(reviews, { question: `Restore ${plural(lost.length, 'lost link')}?`, verb: 'Restore' }),
  });
}
