import { l10n } from 'vscode';
import {
  countsOrThrow,
  describeSwapFailures,
  describeSwapped,
  entriesOf,
  outcomesOf,
  reportChanges,
  reportPartly,
  swapLinks,
  type SwapResult,
  withoutPairs,
} from '../../changeFlow';
import { notify } from '../../ui';
import { defineCommand } from '../define';
import type { CommandServices } from '../support/deps';
import { chooseLinks, LINKS_OF_SOURCE, type LinksOfSource } from './chooseLinks';
import { COUNTS } from './defineChange';

const title = l10n.t('Swap Link Direction');

/** Turns links round: the other entry becomes the source. Added there first, then removed here; what could not be added stays. */
export const swapLinkDirection = defineCommand<
  readonly LinksOfSource[],
  readonly LinksOfSource[],
  readonly SwapResult[] | undefined
>({
  id: 'laserficheLinks.swapLinkDirection',
  title,
  args: LINKS_OF_SOURCE,
  answer: COUNTS,
  async ask(targets, services) {
    const chosen = await chooseLinks(targets, services);
    const sources = chosen && withoutPairs(chosen);
    if (sources?.length === 0)
      void notify.info(l10n.t('Nothing to swap: each link has its reverse among the selected ones.'));
    return sources?.length ? sources : undefined;
  },
  run: (sources, services) => swapLinks(services, sources, { title, isInteractive: services.isInteractive }),
  toAnswer(swaps, services) {
    if (!swaps) return undefined;
    const results = entriesOf(swaps);
    const isWritten = outcomesOf(results).some(({ sent }) => sent);
    return countsOrThrow(services, results, {
      title,
      deed: 'changed',
      failures: describeSwapFailures(services, title, swaps),
      ...(isWritten && { advice: l10n.t('Undo Last Link Change undoes what was written.') }),
    });
  },
  tell: (swaps, _given, services) => swaps && tell(services, swaps),
});

/** Both outcomes of each link as one: what was added at the other entries and what was removed here. */
function tell(services: CommandServices, swaps: readonly SwapResult[]): void {
  const results = entriesOf(swaps);
  if (outcomesOf(results).length < results.length) {
    const failures = describeSwapFailures(services, title, swaps);
    void reportPartly(services, { title, deed: 'changed', results, failures });
    return;
  }
  reportChanges(services, results, {
    title,
    deed: 'changed',
    done: describeSwapped,
    nothing: l10n.t('Nothing to change.'),
  });
}
