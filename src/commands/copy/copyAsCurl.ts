import * as vscode from 'vscode';
import { linksUrl, toCurl, toWirePayload } from '../../api';
import { defineCommand } from '../define';
import { copyText } from '../support/clipboard';
import { currentPayload } from '../support/payload';
import type { EntryTarget } from '../targets';

/** Copies the request that would assign an entry's links as they are, as a cURL command without the token. */
export const copyAsCurl = defineCommand({
  id: 'laserficheLinks.copyAsCurl',
  title: vscode.l10n.t('Copy as cURL'),
  ask: (targets) => targets.entries(),
  run: async (entries: readonly EntryTarget[], services) => {
    const requests: string[] = [];
    for (const entry of entries) {
      const { session, payload } = await currentPayload(services, entry);
      const { baseUrl, repoId } = session.repository;
      const url = linksUrl(baseUrl, repoId, entry.linkEntryId);
      requests.push(toCurl({ url, method: 'PUT', body: JSON.stringify(toWirePayload(payload)) }));
    }
    await copyText(requests.join('\n'), vscode.l10n.t('Copied cURL command; the token is left out'));
  },
});
