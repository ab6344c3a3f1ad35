import * as vscode from 'vscode';
import { webClientEntryUrl } from '../../api';
import { openAddress, UserError } from '../../ui';
import { defineCommand } from '../define';
import { failingAs, openSession, watched } from '../../changeFlow';
import type { EntryTarget } from '../targets';

/** Opens entries in the Laserfiche web client. */
export const openInWebClient = defineCommand({
  id: 'laserficheLinks.openInWebClient',
  title: vscode.l10n.t('Open in Web Client'),
  ask: (targets) => targets.entries(),
  run: async (entries: readonly EntryTarget[], services) => {
    for (const { connectionId, entryId, name } of entries) {
      const { repository, webClientUrl } = await openSession(services, connectionId);
      const [address, entry] = await watched(vscode.l10n.t('Reading {0}', name), ({ signal }) =>
        failingAs(
          vscode.l10n.t('Could not open {0} in the web client', name),
          () => Promise.all([webClientUrl(), repository.getEntry(entryId, { signal })]),
          connectionId,
        ),
      );
      if (!address)
        throw new UserError(
          vscode.l10n.t(
            "Could not open {0} in the web client: the server does not tell the web client's address. Its administrator can list the repository for API users.",
            name,
          ),
        );
      // What a server tells is no command for this computer: only addresses of the web are opened.
      if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
        throw new UserError(
          vscode.l10n.t(
            'Could not open {0} in the web client: the server tells an address that is not on the web ({1}). Its administrator can correct it, so that it begins with https://.',
            ...[name, address],
          ),
        );
      const url = webClientEntryUrl(address, repository.repoId, entry);
      await openAddress(url);
    }
  },
});
