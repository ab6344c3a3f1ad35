import * as vscode from 'vscode';
import { notify } from '../../ui';
import { defineCommand } from '../define';
import { form, text } from '../schema';
import { failingAs } from '../../changeFlow';
import { chooseOwnConnection, savedConnection } from './chosen';

/** Forgets the saved secrets of a connection, in all windows. */
export const signOut = defineCommand({
  id: 'laserficheLinks.signOut',
  title: vscode.l10n.t('Sign Out'),
  args: form({ connectionId: text() }),
  ask: (targets, services) =>
    chooseOwnConnection(targets, services, ({ id }) => services.connections.state(id) !== 'signInNeeded'),
  run: async ({ connectionId }, services) => {
    const { name } = savedConnection(services, connectionId);
    const isForgotten = await failingAs(vscode.l10n.t('Could not sign out of {0}', name), () =>
      services.connections.signOut(connectionId),
    );
    return { name, isForgotten };
  },
  toAnswer: () => undefined,
  tell: ({ name, isForgotten }) =>
    void notify.info(
      isForgotten
        ? vscode.l10n.t('{0}: signed out. Its saved secrets are forgotten.', name)
        : vscode.l10n.t('{0}: signed out.', name),
    ),
});
