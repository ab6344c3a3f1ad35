import * as vscode from 'vscode';
import { defineCommand } from '../define';
import { form, id, text } from '../schema';
import { pickConnection } from '../support/pickConnection';
import { BACK, pickEntries } from '../support/pickEntries';
import { revealInTree } from '../support/reveal';

/** Selects an entry in the tree, found by name, path, id or web client address. */
export const revealEntry = defineCommand({
  id: 'laserficheLinks.revealEntry',
  title: vscode.l10n.t('Reveal Entry…'),
  args: form({ connectionId: text(), entryId: id() }),
  answer: 'selects the entry in the tree',
  ask: async (targets, services) => {
    const session = await pickConnection(services, targets.title);
    if (!session) return undefined;
    const picked = await pickEntries(session, {
      title: vscode.l10n.t('Reveal Entry in {0}', session.connection.name),
      many: false,
    });
    const [entry] = picked === BACK ? [] : (picked ?? []);
    return entry && { connectionId: session.connection.id, entryId: entry.id, name: entry.name };
  },
  run: ({ connectionId, entryId, ...args }, services) => {
    const name = 'name' in args ? args.name : vscode.l10n.t('entry {0}', entryId);
    return revealInTree(services, connectionId, entryId, name);
  },
});
