import type { Link, RepositoryRef } from '../domain';
import type { Session } from '../connections';
import { repairOf, type AppliedSet } from '../changes';
import { plural } from '../ui';
import { confirmReviews } from '.';
import { nameOfSource } from './describeDropped';
import { sendGroup, type SendOptions } from './runChanges';

/** Puts links that were lost in a repository back, through the entries that own them. Rejects when the person says no. */
export function repairLost(
  session: Session,
  lost: readonly Link[],
  madeFor: RepositoryRef,
  options: Pick<SendOptions, 'settles' | 'signal' | 'onProgress' | 'asking'>,
): Promise<AppliedSet> {
  const changes = repairOf(lost).map((change) => ({ ...change, madeFor }));
  return sendGroup(session, changes, {
    ...options,
    nameOf: (sourceId) => nameOfSource(lost, sourceId),
    told: lost,
    ask: (reviews) =>
      confirmReviews(reviews, { question: `Restore ${plural(lost.length, 'lost link')}?`, verb: 'Restore' }),
  });
}
