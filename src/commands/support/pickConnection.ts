import * as vscode from 'vscode';
import type { Connection, Session } from '../../connections';
import { COMMANDS, notify, showQuickPick } from '../../ui';
import type { CommandDeps } from './deps';
import { during } from './failure';

/** The one connection there is, or the one the person picks, opened. Undefined when they cancel. */
export async function pickConnection(deps: CommandDeps, title: string): Promise<Session | undefined> {
  const connection = await choose(deps.connections.list(), title);
  return connection && openSession(deps, connection.id);
}

/** Opens a connection; failures name it. */
export function openSession({ connections }: CommandDeps, connectionId: string): Promise<Session> {
  const name = connections.list().find(({ id }) => id === connectionId)?.name ?? connectionId;
  return during(`open the connection ${name}`, () => connections.open(connectionId), connectionId);
}

export async function choose(
  connections: readonly Connection[],
  title: string,
): Promise<Connection | undefined> {
  if (connections.length === 0) {
    const sandbox = 'Open Sandbox Repository';
    const add = 'Add Connection…';
    const chosen = await notify.info('There is no connection to a repository yet.', sandbox, add);
    if (chosen === sandbox) await vscode.commands.executeCommand(COMMANDS.openSandbox);
    if (chosen === add) await vscode.commands.executeCommand(COMMANDS.addConnection);
    return undefined;
  }
  if (connections.length === 1) return connections[0];
  const picked = await showQuickPick(
    connections.map((connection) => ({
      label: connection.name,
      description: connection.kind === 'sandbox' ? 'demo' : `${connection.repoId} at ${connection.baseUrl}`,
      connection,
    })),
    { title, placeHolder: 'Which repository?' },
  );
  return picked?.connection;
}
