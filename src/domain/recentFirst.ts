import type { LinkType } from './link';

/** Types in the order to choose from: those used last first, the others in their own order. */
export function recentFirst(types: readonly LinkType[], recentIds: readonly number[]): readonly LinkType[] {
  const used = new Set(recentIds);
  const recent = [...used].flatMap((id) => types.find(({ linkTypeId }) => linkTypeId === id) ?? []);
  return [...recent, ...types.filter(({ linkTypeId }) => !used.has(linkTypeId))];
}
