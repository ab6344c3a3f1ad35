import * as vscode from 'vscode';
import type { Connection } from '../../connections';
import { oneLine } from '../../domain';
import { actionsOf, type ConnectionAction } from '../../status';
import { listConnections } from '../../tree';
import { COMMANDS, settings, showQuickPick, UserError } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { choose } from '../support/pickConnection';

/**
 * What can be done with the connection that the person works with, to choose from: what the status bar opens.
 * With an argument object it answers the commands, without running one.
 */
export const connectionActions: Handler = async (deps, first) => {
  const fields = asArguments(first);
  if (fields) {
    const connectionId = readArguments(COMMANDS.connectionActions, fields).text('connectionId');
    const connection = deps.connections.list().find(({ id }) => id === connectionId);
    if (!connection)
      throw new UserError(
        `There is no connection "${connectionId}". Choose one that the view Laserfiche Links lists.`,
      );
    return actionsFor(deps, connection).map(({ label, command }) => ({ label: withoutIcon(label), command }));
  }
  const connection = deps.status.active();
  const picked = await pick(deps, connection);
  if (!picked) return undefined;
  if (picked === 'switch') return switchConnection(deps);
  await vscode.commands.executeCommand(picked.command, ...argumentsOf(picked, connection));
  return undefined;
};

function actionsFor({ connections }: CommandDeps, connection: Connection | undefined) {
  const state = connection ? connections.state(connection.id) : 'idle';
  return actionsOf({ connection, state, readOnlySetting: settings.readOnly() });
}

async function pick(
  deps: CommandDeps,
  connection: Connection | undefined,
): Promise<ConnectionAction | 'switch' | undefined> {
  const actions = actionsFor(deps, connection).map((action) => ({ ...action, value: action }));
  const change = { icon: 'arrow-swap', label: 'Switch Connection…', value: 'switch' as const };
  const several = deps.connections.list().length > (connection ? 1 : 0);
  const picked = await showQuickPick([...(several ? [change] : []), ...actions], {
    title: connection ? oneLine(connection.name) : 'Laserfiche Links',
    placeHolder: 'What to do?',
  });
  return picked?.value;
}

/** Commands of rows get the connection's own row. */
function argumentsOf({ row, ...action }: ConnectionAction, connection: Connection | undefined): unknown[] {
  return row && connection ? [...listConnections([connection]).children] : [...(action.arguments ?? [])];
}

/** The person goes on with another connection. */
async function switchConnection({ connections, status }: CommandDeps): Promise<void> {
  const chosen = await choose(connections.list(), 'Switch Connection');
  if (chosen) status.choose(chosen.id);
}

const withoutIcon = (label: string) => label.replace(/^\$\([\w~-]+\) /, '');
