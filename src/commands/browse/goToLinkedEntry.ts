import * as vscode from 'vscode';
import type { LinkView } from '../../domain';
import { defineCommand } from '../define';
import { pickLinks } from '../links/chooseLinks';
import { revealInTree } from '../support/reveal';

interface LinkedEntry {
  readonly connectionId: string;
  readonly view: LinkView;
}

/** Selects the entry at the other end of a link in the tree. */
export const goToLinkedEntry = defineCommand({
  id: 'laserficheLinks.goToLinkedEntry',
  title: vscode.l10n.t('Go to Linked Entry'),
  ask: async (targets, services): Promise<LinkedEntry | undefined> => {
    const row = targets.candidates().find((node) => node.kind === 'link');
    if (row) return row;
    const question = vscode.l10n.t('Go to Linked Entry: From Which Entry?');
    const [entry] = (await targets.entries({ title: question })) ?? [];
    if (!entry) return undefined;
    const title = vscode.l10n.t('Go to Entry Linked with {0}', entry.name);
    const [view] = (await pickLinks(services, entry, { title, many: false })) ?? [];
    return view && { connectionId: entry.connectionId, view };
  },
  run: ({ connectionId, view }, services) =>
    revealInTree(services, connectionId, view.otherId, view.otherName),
});
