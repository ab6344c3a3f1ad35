import * as vscode from 'vscode';
import { defineCommand } from '../define';
import { failingAs } from '../../changeFlow';
import { chooseOwnConnection, savedConnection } from './chosen';
import { CHANGED_CONNECTION, changedConnection, describeInput } from './newConnection';
import { draftOf } from './wizard/draft';
import { runWizard } from './wizard/wizard';

/** Changes a connection after proving it as it will be. */
export const editConnection = defineCommand({
  id: 'laserficheLinks.editConnection',
  title: vscode.l10n.t('Edit Connection…'),
  args: CHANGED_CONNECTION,
  answer: '`{ connectionId }`',
  ask: async (targets, services) => {
    const chosen = await chooseOwnConnection(targets, services);
    if (!chosen) return undefined;
    const connection = savedConnection(services, chosen.connectionId);
    const { connections, log } = services;
    const verified = await runWizard(
      vscode.l10n.t('Edit Connection {0}', connection.name),
      draftOf(connection),
      { connections, log: log.failure, editOf: connection.id },
    );
    return verified && { ...chosen, verified };
  },
  run: async (args, services) => {
    const { connectionId } = args;
    const connection = savedConnection(services, connectionId);
    if ('verified' in args) {
      await failingAs(vscode.l10n.t('Could not save the connection {0}', connection.name), () =>
        args.verified.replace(connectionId),
      );
    } else {
      const input = changedConnection(args, connection);
      await failingAs(vscode.l10n.t('Could not sign in to {0}', describeInput(input)), () =>
        services.connections.update(connectionId, input),
      );
    }
    return { connectionId };
  },
  tell: (_result, _args, { view }) => view.tree.refresh(),
});
