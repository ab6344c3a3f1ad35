import * as vscode from 'vscode';
import { webClientEntryUrl } from '../../api';
import { UserError } from '../../ui';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { watched } from '../support/progress';
import { resolveEntries } from '../targets';

/** Opens entries in the Laserfiche web client. */
export const openInWebClient: Handler = async (deps, first, selected) => {
  const entries = await resolveEntries(deps, first, selected, { title: 'Open in Web Client' });
  for (const { connectionId, entryId, name } of entries ?? []) {
    const { repository, webClientUrl } = await openSession(deps, connectionId);
    const [address, entry] = await watched(`Reading ${name}`, ({ signal }) =>
      during(
        `open ${name} in the web client`,
        () => Promise.all([webClientUrl(), repository.getEntry(entryId, { signal })]),
        connectionId,
      ),
    );
    if (!address) {
      throw new UserError(
        `Could not open ${name} in the web client: the server does not tell the web client's address. Its administrator can list the repository for API users.`,
      );
    }
    await vscode.env.openExternal(
      vscode.Uri.parse(webClientEntryUrl(address, repository.repoId, entry), true),
    );
  }
};
