import { l10n } from 'vscode';
import { type EntryChange, nameOfId } from '../../changeFlow';
import { keyOf, type LinkEdit, type LinkKey, type OutgoingLink, relink, sameProperties } from '../../domain';
import { UserError } from '../../ui';
import type { LinksOfSource } from './chooseLinks';

/** The change that gives chosen links another type or target: told once the links are read. */
export function relinkChange(
  { links, seen: told, ...source }: LinksOfSource,
  to: Partial<LinkKey>,
): EntryChange {
  const name = source.name ?? nameOfId(source.sourceId);
  return { ...source, told, edit: (outgoing) => relinkEdit(outgoing, links, to, name) };
}

/** The edit that gives links another type or target. Refuses, in words, what would lose a link or its properties. */
export function relinkEdit(
  current: readonly OutgoingLink[],
  keys: readonly LinkKey[],
  to: Partial<LinkKey>,
  source: string,
): LinkEdit {
  present(current, keys, source);
  const edit = relink(current, keys, to);
  const leaving = new Set((edit.remove ?? []).map(keyOf));
  const afterwards = new Map<string, OutgoingLink>();
  for (const link of current) if (!leaving.has(keyOf(link))) afterwards.set(keyOf(link), link);
  for (const link of current) {
    if (!leaving.has(keyOf(link))) continue;
    const moved = { ...link, ...to };
    const there = afterwards.get(keyOf(moved));
    if (there && !sameProperties(there.properties, moved.properties)) {
      throw new UserError(
        l10n.t(
          'Could not change the links of {0}: two links would become the same link to entry {1}, and their properties differ. Nothing was written. Remove one of them first.',
          source,
          moved.targetId,
        ),
      );
    }
    afterwards.set(keyOf(moved), moved);
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
      l10n.t(
        'Could not change the links of {0}: it no longer has a link to entry {1} of type {2}. Nothing was written. Refresh and try again.',
        source,
        key.targetId,
        key.linkTypeId,
      ),
    );
  });
}
