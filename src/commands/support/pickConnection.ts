import * as vscode from 'vscode';
import type { Connection, Session } from '../../connections';
import { COMMANDS, notify, pickOne } from '../../ui';
import type { CommandDeps } from './deps';
import { openSession } from '../../changeFlow';

/** The one connection there is, or the one the person picks, opened. Undefined when they cancel. */
export async function pickConnection(deps: CommandDeps, title: string): Promise<Session | undefined> {
  const connection = await choose(deps.connections.list(), title);
  return connection && openSession(deps, connection.id);
}

export async function choose(
  connections: readonly Connection[],
  title: string,
): Promise<Connection | undefined> {
  if (connections.length === 0) {
    const sandbox = vscode.l10n.t('Open Sandbox Repository');
    const add = vscode.l10n.t('Add Connection…');
    const chosen = await notify.info(
      vscode.l10n.t('There is no connection to a repository yet.'),
      sandbox,
      add,
    );
    if (chosen === sandbox) await vscode.commands.executeCommand(COMMANDS.openSandbox);
    if (chosen === add) await vscode.commands.executeCommand(COMMANDS.addConnection);
    return undefined;
  }
  if (connections.length === 1) return connections[0];
  const choices = connections.map((connection) => ({
    label: connection.name,
    description:
      connection.kind === 'sandbox'
        ? vscode.l10n.t('demo')
        : vscode.l10n.t('{0} at {1}', connection.repoId, connection.baseUrl),
    value: connection,
  }));
  return pickOne(title, choices, { placeholder: vscode.l10n.t('Which repository?'), closesOnBlur: true });
}
