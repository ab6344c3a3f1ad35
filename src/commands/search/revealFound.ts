import { l10n } from 'vscode';
import { defineCommand } from '../define';
import { revealInTree } from '../support/reveal';
import type { EntryTarget } from '../targets';

/** Selects a found entry where it stands in the repository. */
export const revealFound = defineCommand<never, EntryTarget>({
  id: 'laserficheLinks.revealFound',
  title: l10n.t('Reveal in Repository'),
  ask: async (targets) => (await targets.entries())?.[0],
  run: ({ connectionId, entryId, name }, services) => revealInTree(services, connectionId, entryId, name),
});
