import * as vscode from 'vscode';
import { defineCommand } from '../define';
import { during } from '../support/failure';
import { NEW_CONNECTION, describeWanted, newConnection } from './newConnection';
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
      const { id } = await during('save the connection', () => args.verified.add());
      return { connectionId: id };
    }
    const wanted = newConnection(args);
    const { id } = await during(`sign in to ${describeWanted(wanted)}`, () => connections.add(wanted));
    return { connectionId: id };
  },
  tell: ({ connectionId }, _args, { view }) => view.revealConnection(connectionId),
});
