import { l10n } from 'vscode';
import { failingAs, openSession, watched } from '../../changeFlow';
import type { SearchNode } from '../../tree';
import { defineCommand } from '../define';
import { copyText } from '../support/clipboard';
import { chosenSearch } from './chosenSearch';

/** Copies what is sent to the server, in Laserfiche's search syntax. */
export const copySearchCommand = defineCommand<never, SearchNode>({
  id: 'laserficheLinks.copySearchCommand',
  title: l10n.t('Copy Search Command'),
  ask: async (targets, services) => (await chosenSearch(targets, services)).row,
  async run({ connectionId, search }, services) {
    const { searches } = await openSession(services, connectionId);
    const failed = l10n.t('Could not make the command of {0}', search.name);
    const command = await watched(l10n.t('Reading what {0} names', search.name), ({ signal }) =>
      failingAs(failed, () => searches.commandOf(search, { signal }), connectionId),
    );
    await copyText(command, l10n.t('Copied'));
  },
});
