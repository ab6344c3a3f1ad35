import * as vscode from 'vscode';
import { defineCommand } from '../define';
import { failingAs } from '../../changeFlow';
import { NEW_CONNECTION, describeInput, newConnection } from './newConnection';
import { runWizard } from './wizard/wizard';

/** Adds a connection after signing in and reading its root folder once. */
export const addConnection = defineCommand({
  id: 'laserficheLinks.addConnection',
  title: vscode.l10n.t('Add Connection…'),
  args: NEW_CONNECTION,
  answer: '`{ connectionId }`',
  ask: async ({ title }, { connections, log }) => {
    const verified = await runWizard(title, {}, { connections, log: log.failure });
    return verified && { verified };
  },
  run: async (args, { connections }) => {
    if ('verified' in args) {
      const { id } = await failingAs(vscode.l10n.t('Could not save the connection'), () =>
        args.verified.add(),
      );
      return { connectionId: id };
    }
    const input = newConnection(args);
    const { id } = await failingAs(vscode.l10n.t('Could not sign in to {0}', describeInput(input)), () =>
      connections.add(input),
    );
    return { connectionId: id };
  },
  tell: ({ connectionId }, _args, { view }) => view.revealConnection(connectionId),
});
