import { commands, l10n, window } from 'vscode';
import type { SearchItem } from '../../searches';
import { openSession } from '../../changeFlow';
import type { SavedSearch } from '../../search';
import { isBadSearch, isSearch } from '../../tree';
import { SETTINGS } from '../../ui';
import { defineCommand } from '../define';
import type { CommandServices } from '../support/deps';
import { askCommand } from './askCommand';
import { chosenSearches } from './chosenSearch';

/** Opens a question as JSON, which is edited like a file; a command is edited in a box. */
export const editSearch = defineCommand<never, { readonly item: SearchItem }>({
  id: 'laserficheLinks.editSearch',
  title: l10n.t('Edit Search as Text…'),
  async ask(targets, services) {
    // Of several selected rows the one that was clicked is meant.
    const { clicked } = targets;
    const view = await services.searches.get();
    const own = clicked && (isSearch(clicked) || isBadSearch(clicked)) ? view.itemOf(clicked) : undefined;
    const item = own ?? (await chosenSearches(targets, services))[0]?.item;
    return item && { item };
  },
  async run({ item }, services) {
    if (item.key === 'setting') {
      const key = `${SETTINGS.section}.${SETTINGS.savedSearches}`;
      await commands.executeCommand('workbench.action.openSettingsJson', {
        revealSetting: { key, edit: true },
      });
      return;
    }
    if (item.search && 'command' in item.search) {
      await editCommand(item, item.search, services);
      return;
    }
    const { files } = await services.searches.get();
    await window.showTextDocument(files.uriOf(item), { preview: false });
  },
});

/** The server is asked whether it takes the command, where it is clear which one that is. */
async function editCommand(
  item: SearchItem,
  search: SavedSearch & { readonly command: string },
  services: CommandServices,
): Promise<void> {
  const list = services.connections.list();
  const meant =
    search.connectionId === undefined ? list : list.filter(({ id }) => id === search.connectionId);
  const [connection] = meant;
  // Whoever edits a command need not reach its server.
  const session =
    meant.length === 1 && connection
      ? await openSession(services, connection.id).catch(() => undefined)
      : undefined;
  const title = l10n.t('Edit {0}', search.name);
  const command = await askCommand(session, { title, value: search.command });
  if (typeof command !== 'string' || command === search.command) return;
  const { files } = await services.searches.get();
  const raw = item.origin === 'saved' ? (item.raw as object) : {};
  await files.save(item, { ...raw, ...search, command });
}
