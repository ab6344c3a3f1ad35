import * as vscode from 'vscode';
import { showInputBox } from '../../ui';
import { defineCommand } from '../define';
import { form, text } from '../schema';
import { failingAs } from '../../changeFlow';
import { chooseConnection, savedConnection } from './chosen';
import { required } from './wizard/checks';

/** Gives a connection another name. Nothing is sent. */
export const renameConnection = defineCommand({
  id: 'laserficheLinks.renameConnection',
  title: vscode.l10n.t('Rename Connection…'),
  args: form({ connectionId: text(), name: text() }),
  ask: async (targets, services) => {
    const chosen = await chooseConnection(targets, services);
    if (!chosen) return undefined;
    const { name: current } = savedConnection(services, chosen.connectionId);
    const name = await showInputBox({
      title: vscode.l10n.t('Rename Connection {0}', current),
      prompt: vscode.l10n.t('Name of the connection, as the view shows it'),
      value: current,
      validateInput: required(vscode.l10n.t('Type the name.')),
      ignoreFocusOut: true,
    });
    return name === undefined ? undefined : { ...chosen, name };
  },
  run: async ({ connectionId, name }, services) => {
    const { name: current } = savedConnection(services, connectionId);
    await failingAs(vscode.l10n.t('Could not rename the connection {0}', current), () =>
      services.connections.rename(connectionId, name),
    );
  },
});
