import * as vscode from 'vscode';
import { defineCommand } from '../define';
import { during } from '../support/failure';
import { chooseOwnConnection, savedConnection } from './chosen';
import { CHANGED_CONNECTION, changedConnection, describeWanted } from './newConnection';
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
      await during(`save the connection ${connection.name}`, () => args.verified.replace(connectionId));
    } else {
      const wanted = changedConnection(args, connection);
      await during(`sign in to ${describeWanted(wanted)}`, () =>
        services.connections.update(connectionId, wanted),
      );
    }
    return { connectionId };
  },
  tell: (_result, _args, { view }) => view.tree.refresh(),
});
