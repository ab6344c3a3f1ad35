import type { LinksSettled } from '../../connections';
import type { HistoryItem } from '../../changes';
import { countsOfItem, describeChanged, describePlaces, entryName } from '../../changeFlow';
import type { SetTimer } from '../../api';
import { notify, plural, PROGRESS_DELAY_MS } from '../../ui';
import { recordsOf, type SentChange } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { UNDO } from '../support/failure';
import { undo } from './tellDone';
import { reportFailed } from './tellFailed';
import { reportDroppedLinks } from './tellLost';
import { readHistory, undoRecords } from './undoing';

/**
 * Tells that changes were written after all, which had failed since nobody could tell. Those that turn out so at about
 * the same time, as after a batch, are one message.
 */
export function settledReporter(deps: CommandDeps, setTimer: SetTimer): (settled: LinksSettled) => void {
  let waiting: LinksSettled[] = [];
  return (settled) => {
    waiting.push(settled);
    if (waiting.length > 1) return;
    setTimer(PROGRESS_DELAY_MS, () => {
      const all = waiting;
      waiting = [];
      const tell = (): Promise<void> =>
        reportSettled(deps, all).catch((error: unknown) => reportFailed(error, TITLE, deps, tell));
      void tell();
    });
  };
}

const TITLE = 'Links Written After All';

async function reportSettled(deps: CommandDeps, settled: readonly LinksSettled[]): Promise<void> {
  const sent: readonly SentChange[] = settled;
  reportDroppedLinks(deps, sent, undoRecords);
  const ids = new Set(settled.map(({ recordId }) => recordId));
  const items = (await readHistory(deps)).filter(({ id }) => ids.has(id));
  const answer = await notify.info(describeSettled(settled, items), UNDO);
  if (answer === UNDO && recordsOf(sent).length > 0) await undo(deps, sent);
}

function describeSettled(settled: readonly LinksSettled[], items: readonly HistoryItem[]): string {
  const [first] = settled;
  const [item] = items;
  if (settled.length === 1 && first) {
    const name = entryName(item ?? { entryId: first.sourceId });
    const what = item ? `: ${describeChanged(countsOfItem(item))}` : '';
    return `The links of ${name} were written after all${what}.`;
  }
  const where = items.length > 0 ? describePlaces(items) : plural(settled.length, 'entry', 'entries');
  return `The links of ${where} were written after all.`;
}
