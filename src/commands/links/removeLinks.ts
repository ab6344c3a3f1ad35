import { l10n } from 'vscode';
import type { EntryChange } from '../../changeFlow';
import { anyOf, form, id, ids, linkKeys, mapArguments, pairKeys, text } from '../schema';
import { changesGiven, chooseLinks, type LinksOfSource } from './chooseLinks';
import { defineChange } from './defineChange';

/** Removes the selected links and keeps all others. */
export const removeLinks = defineChange<readonly EntryChange[]>({
  id: 'laserficheLinks.removeLinks',
  title: l10n.t('Remove Link(s)'),
  args: mapArguments(
    anyOf(
      form({ connectionId: text(), sourceId: id(), links: linkKeys() }),
      form({ connectionId: text(), sourceIds: ids(), links: linkKeys() }),
      form({ connectionId: text(), pairs: pairKeys() }),
    ),
    (given) => changesGiven(given, (remove) => ({ remove })),
  ),
  deed: 'changed',
  ask: async (targets, services) => (await chooseLinks(targets, services))?.map(removalOf),
  changes: (changes) => changes,
  nothing: () => l10n.t('The links were gone already.'),
});

/** Removes chosen links. */
export function removalOf({ links, seen: told, ...source }: LinksOfSource): EntryChange {
  return { ...source, told, edit: { remove: links } };
}
