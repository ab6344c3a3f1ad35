import { UserError } from '../../ui';
import { keyOf, type LinkEdit, type LinkKey, type OutgoingLink, relink, sameProperties } from '../../domain';

/** The edit that gives links another type or target. Refuses, in words, what would lose a link or its properties. */
export function relinkEdit(
  current: readonly OutgoingLink[],
  keys: readonly LinkKey[],
  to: Partial<LinkKey>,
  source: string,
): LinkEdit {
  present(current, keys, source);
  const edit = relink(current, keys, to);
  const wanted = new Map<string, OutgoingLink>();
  const leaving = new Set((edit.remove ?? []).map(keyOf));
  for (const link of current) if (!leaving.has(keyOf(link))) wanted.set(keyOf(link), link);
  for (const link of current) {
    if (!leaving.has(keyOf(link))) continue;
    const moved = { ...link, ...to };
    const there = wanted.get(keyOf(moved));
    if (there && !sameProperties(there.properties, moved.properties)) {
      throw new UserError(
        `Could not change the links of ${source}: two links would become the same link to entry ${moved.targetId}, and their properties differ. Nothing was written. Remove one of them first.`,
      );
    }
    wanted.set(keyOf(moved), moved);
  }
  return edit;
}

/** The links of these keys. A link that is gone is told: what a person saw is not what would be changed. */
export function present(
  current: readonly OutgoingLink[],
  keys: readonly LinkKey[],
  source: string,
): readonly OutgoingLink[] {
  const byKey = new Map(current.map((link) => [keyOf(link), link]));
  return keys.map((key) => {
    const link = byKey.get(keyOf(key));
    if (link) return link;
    throw new UserError(
      `Could not change the links of ${source}: it has no link to entry ${key.targetId} of type ${key.linkTypeId} any more. Nothing was written. Refresh and try again.`,
    );
  });
}
