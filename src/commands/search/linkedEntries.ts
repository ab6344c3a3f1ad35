import { l10n } from 'vscode';
import type { Found, LinkEnd, SearchQuery } from '../../search';
import { entryOf, isConnection } from '../../tree';
import { defineCommand } from '../define';
import type { CommandServices } from '../support/deps';
import { form, id, mapArguments, oneOf, optional, text } from '../schema';
import { chooseFolder } from '../support/folders';
import { answerSearch, FOUND_ANSWER, toFoundAnswer } from './searchEntries';

/** A question about the links of a connection's entries. */
interface Asked {
  readonly connectionId: string;
  readonly query: SearchQuery;
  /** What it is called in the view. */
  readonly name?: string;
}

/** Finds entries that are linked with one, by the links of that one. */
export const findLinkedEntries = defineCommand<Asked, Asked, Found | undefined>({
  id: 'laserficheLinks.findLinkedEntries',
  title: l10n.t('Find Entries Linked to This'),
  args: mapArguments(
    form(
      {
        connectionId: text(),
        entryId: id(),
        linkTypeId: optional(id()),
        as: optional(oneOf<LinkEnd>('source', 'target', 'either')),
      },
      { note: '`as` is the end at which the entries that are found are' },
    ),
    ({ connectionId, entryId, linkTypeId, as }) => ({
      connectionId,
      query: {
        links: [
          {
            ...{ has: true, with: entryId },
            ...(linkTypeId !== undefined && { linkTypeId }),
            ...(as !== undefined && { as }),
          },
        ],
      },
    }),
  ),
  answer: FOUND_ANSWER,
  async ask(targets) {
    // Of several selected rows the one that was clicked is meant.
    const target = (targets.clicked && entryOf(targets.clicked)) ?? (await targets.entries())?.[0];
    return (
      target && {
        connectionId: target.connectionId,
        query: { links: [{ has: true, with: target.linkEntryId }] },
        name: l10n.t('Linked to {0}', target.name),
      }
    );
  },
  run: showOrAnswer,
  toAnswer: (found) => found && toFoundAnswer(found),
});

/** Finds entries without a link, in a folder with its subfolders or in a whole repository. */
export const findUnlinkedEntries = defineCommand<Asked, Asked, Found | undefined>({
  id: 'laserficheLinks.findUnlinkedEntries',
  title: l10n.t('Find Unlinked Entries Below'),
  args: mapArguments(
    form(
      { connectionId: text(), in: optional(id()), linkTypeId: optional(id()) },
      { note: 'without `in` in the whole repository, without `linkTypeId` those without any link' },
    ),
    ({ connectionId, linkTypeId, ...place }) => ({
      connectionId,
      query: { ...place, links: [{ has: false, ...(linkTypeId !== undefined && { linkTypeId }) }] },
    }),
  ),
  answer: FOUND_ANSWER,
  async ask(targets, services) {
    const folder = (await chooseFolder(targets, services))?.folder;
    if (!folder) return undefined;
    const { connectionId } = folder;
    const below = isConnection(folder) ? undefined : entryOf(folder)?.linkEntryId;
    const links = [{ has: false }];
    const name = l10n.t('Unlinked in {0}', services.view.tree.labelOf(folder));
    return { connectionId, query: { ...(below !== undefined && { in: below }), links }, name };
  },
  run: showOrAnswer,
  toAnswer: (found) => found && toFoundAnswer(found),
});

/** A person sees what is found in the view; whoever called is answered. */
async function showOrAnswer(
  { connectionId, ...asked }: Asked,
  services: CommandServices,
): Promise<Found | undefined> {
  if (!services.isInteractive)
    return answerSearch(services, { connectionId, search: { query: asked.query } });
  const view = await services.searches.get();
  await view.show({ connectionId, ...asked });
  return undefined;
}
