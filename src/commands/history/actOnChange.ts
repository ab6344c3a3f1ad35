import { l10n } from 'vscode';
import { payloadOf } from '../../api';
import type { HistoryItem } from '../../changes';
import {
  entryName,
  formatTime,
  namesOfItem,
  payloadAfter,
  payloadBefore,
  reportUndone,
  requireConnection,
  restoreAndTell,
  restoreBefore,
  sortDropped,
  undoRecords,
} from '../../changeFlow';
import { showAllSides } from '../../documents';
import { type HistoryNode, isHistoryNode, itemOf, itemsOf } from '../../history';
import { byCount, type CommandId, formatNumber, UserError } from '../../ui';
import { type Command, defineCommand } from '../define';
import type { CommandServices } from '../support/deps';
import { revealInTree } from '../support/reveal';
import { GONE, rowIsGone, type Targets } from '../targets';

/** Compares the links of each entry of a change before and after it. */
export const compareChange = onRow(
  'laserficheLinks.compareChange',
  l10n.t('Compare Before and After'),
  (node) => {
    const items = itemsOf(node);
    const [first] = items;
    if (!first) return Promise.resolve();
    const time = formatTime(first.time);
    const sides = items.map((item) => ({
      before: payloadOf(payloadBefore(item)),
      after: payloadOf(payloadAfter(item)),
      name: entryName(item),
      entryId: item.entryId,
      names: namesOfItem(item),
    }));
    return showAllSides(
      sides,
      byCount(
        items.length,
        l10n.t('Links of {0}: Before ↔ After {1}', entryName(first), time),
        l10n.t('Links of {0} Entries: Before ↔ After {1}', formatNumber(items.length), time),
      ),
    );
  },
);

/** Undoes a change, with all that was made together with it; what was changed since stays. */
export const undoChange = onRow('laserficheLinks.undoChange', l10n.t('Undo This Change'), (node, services) =>
  undoRecords(
    services,
    itemsOf(node).map(({ id }) => id),
  ),
);

/** Gives the entry of a change exactly the links that it had before, whatever was changed since. */
export const restoreLinks = onRow(
  'laserficheLinks.restoreLinks',
  l10n.t('Restore These Links'),
  async (node, services) => {
    const item = itemOf(node);
    const undone = item && (await restoreBefore(services, item));
    if (undone) reportUndone(services, undone, 'restore');
  },
);

/** Puts back the links of other entries that the server dropped with a change, through those entries. */
export const restoreIncomingLinks = onRow(
  'laserficheLinks.restoreIncomingLinks',
  l10n.t('Restore Lost Incoming Links'),
  async (node, services) => {
    const items = itemsOf(node);
    const [first] = items;
    const dropped = sortDropped(items.flatMap(({ droppedIncoming = [] }) => droppedIncoming)).repairable;
    if (first && dropped.length > 0) await restoreAndTell(services, { from: first.connection, dropped });
  },
);

/** Selects the entry of a change in the tree. */
export const goToChangedEntry = onRow(
  'laserficheLinks.goToChangedEntry',
  l10n.t('Go to Entry'),
  async (node, services) => {
    const item = itemOf(node);
    if (!item) return;
    const name = entryName(item);
    const { id } = requireConnection(
      services,
      item.connection,
      l10n.t('Could not show {0} in the tree', name),
    );
    await revealInTree(services, id, item.entryId, name);
  },
);

/** Shows the changes of one entry only. */
export const filterHistory = onRow(
  'laserficheLinks.filterHistory',
  l10n.t('Show History of This Entry'),
  async (node, services) => {
    const item = itemOf(node);
    const history = await services.history.get();
    if (item) await history.show(filterOf(item));
  },
);

function filterOf(item: HistoryItem) {
  return { repository: item.connection, entryId: item.entryId, name: entryName(item) };
}

/** A command on a row of the history: on that whose menu it was chosen from, else on the selected one. */
function onRow(
  id: CommandId,
  title: string,
  act: (node: HistoryNode, services: CommandServices) => Promise<void>,
): Command {
  return defineCommand<never, { readonly node: HistoryNode }>({
    id,
    title,
    isOfDocument: true,
    ask: async ({ document }, services) => ({ node: await nodeOf(document, services) }),
    run: ({ node }, services) => act(node, services),
  });
}

async function nodeOf(given: Targets['document'], services: CommandServices): Promise<HistoryNode> {
  if (isHistoryNode(given)) return given;
  if (given === GONE) throw rowIsGone();
  const [selected] = (await services.history.get()).selection;
  if (selected) return selected;
  throw new UserError(l10n.t('Select a change in the view History, then choose the command once more.'));
}
