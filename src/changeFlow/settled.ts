import { l10n } from 'vscode';
import type { SetTimer } from '../api';
import type { LinksSettled } from '../connections';
import type { HistoryItem } from '../changes';
import { PROGRESS_DELAY_MS } from '../ui';
import { countsOfItem, describeChanged, entryName, placesOf } from './describeHistory';
import type { FlowDeps } from './failure';
import { aboutEntries, nameOfId } from './names';
import { reportAct, reportFailure } from './tell';
import { readHistory } from './undo';

/**
 * Tells that changes were written after all, which had failed since nobody could tell. Those that turn out so at about
 * the same time, as after a batch, are one message.
 */
export function settledReporter(deps: FlowDeps, setTimer: SetTimer): (settled: LinksSettled) => void {
  let waiting: LinksSettled[] = [];
  return (settled) => {
    waiting.push(settled);
    if (waiting.length > 1) return;
    setTimer(PROGRESS_DELAY_MS, () => {
      const all = waiting;
      waiting = [];
      const tell = (): Promise<void> =>
        reportSettled(deps, all).catch((error: unknown) =>
          reportFailure(error, l10n.t('Links Saved After All'), deps, tell),
        );
      void tell();
    });
  };
}

async function reportSettled(deps: FlowDeps, settled: readonly LinksSettled[]): Promise<void> {
  const ids = new Set(settled.map(({ recordId }) => recordId));
  const items = (await readHistory(deps)).filter(({ id }) => ids.has(id));
  const title = l10n.t('Links Saved After All');
  await reportAct(deps, describeSettled(settled, items), settled, title);
}

function describeSettled(settled: readonly LinksSettled[], items: readonly HistoryItem[]): string {
  const [item] = items;
  if (settled.length === 1 && item)
    return l10n.t(
      'The links of {0} were saved after all: {1}.',
      entryName(item),
      describeChanged(countsOfItem(item)),
    );
  const names = items.length > 0 ? placesOf(items) : settled.map(({ sourceId }) => nameOfId(sourceId));
  return aboutEntries(
    names,
    (name) => l10n.t('The links of {0} were saved after all.', name),
    (count) => l10n.t('The links of {0} entries were saved after all.', count),
  );
}
