import { keyOf, type LinkKey } from '../../domain';
import type { LinksOfSource } from './linksOfSource';

/**
 * Links that are no other links turned round. Where the reverse of a link is to be turned as well, both stay:
 * together they are the same afterwards, and turned one after the other one of them would be lost.
 */
export function withoutPairs<T extends LinksOfSource>(owned: readonly T[]): T[] {
  const all = new Set(
    owned.flatMap(({ connectionId, sourceId, keys }) =>
      keys.map((key) => `${connectionId} ${sourceId} ${keyOf(key)}`),
    ),
  );
  const hasReverse = ({ connectionId, sourceId }: T, { targetId, linkTypeId }: LinkKey) =>
    all.has(`${connectionId} ${targetId} ${keyOf({ targetId: sourceId, linkTypeId })}`);
  return owned
    .map((source) => ({ ...source, keys: source.keys.filter((key) => !hasReverse(source, key)) }))
    .filter(({ keys }) => keys.length > 0);
}
