import * as vscode from 'vscode';
import { toWirePayload } from '../../api';
import { defineCommand } from '../define';
import { copyText } from '../support/clipboard';
import { currentPayload } from '../support/payload';
import type { EntryTarget } from '../targets';

/** Copies the body that would assign an entry's links as they are; several entries: one body after the other. */
export const copyLinkPayload = defineCommand({
  id: 'laserficheLinks.copyLinkPayload',
  title: vscode.l10n.t('Copy Link Payload (JSON)'),
  ask: (targets) => targets.entries({ title: vscode.l10n.t('Copy Link Payload') }),
  run: async (entries: readonly EntryTarget[], services) => {
    const bodies: string[] = [];
    for (const entry of entries) {
      const { payload } = await currentPayload(services, entry);
      bodies.push(JSON.stringify(toWirePayload(payload), null, 2));
    }
    await copyText(bodies.join('\n'), vscode.l10n.t('Copied link payload'));
  },
});
