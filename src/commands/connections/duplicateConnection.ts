import * as vscode from 'vscode';
import { defineCommand } from '../define';
import { form, optional, text } from '../schema';
import { failingAs } from '../../changeFlow';
import { chooseOwnConnection, savedConnection } from './chosen';

/** Makes a second connection to the same place, to be edited. */
export const duplicateConnection = defineCommand({
  id: 'laserficheLinks.duplicateConnection',
  title: vscode.l10n.t('Duplicate Connection'),
  args: form({ connectionId: text(), name: optional(text()) }),
  answer: '`{ connectionId }`',
  ask: chooseOwnConnection,
  run: async (args: { readonly connectionId: string; readonly name?: string }, services) => {
    const { name } = savedConnection(services, args.connectionId);
    const copy = await failingAs(vscode.l10n.t('Could not duplicate the connection {0}', name), () =>
      services.connections.duplicate(args.connectionId, args.name),
    );
    return { connectionId: copy.id };
  },
  tell: ({ connectionId }, _args, { view }) => view.revealConnection(connectionId),
});
