import * as vscode from 'vscode';
import type { Connection } from '../../connections';
import { oneLine } from '../../domain';
import { actionsOf, type ConnectionAction } from '../../status';
import { listConnections } from '../../tree';
import { settings, showQuickPick } from '../../ui';
import { defineCommand } from '../define';
import { form, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { choose } from '../support/pickConnection';
import { savedConnection } from './chosen';

/**
 * What can be done with a connection. A person chooses among it for the connection that they work with: what the status
 * bar opens. A caller is answered the commands, and none is run.
 */
export const connectionActions = defineCommand({
  id: 'laserficheLinks.connectionActions',
  title: vscode.l10n.t('Connection Actions…'),
  args: form({ connectionId: text() }),
  answer: '`[{ label, command }]`: what can be done with it now',
  ask: (_targets, { status }) => Promise.resolve({ active: status.active() }),
  run: (args, services) => {
    const connection = 'active' in args ? args.active : savedConnection(services, args.connectionId);
    const state = connection ? services.connections.state(connection.id) : 'idle';
    const actions = actionsOf({ connection, state, readOnlySetting: settings.readOnly() });
    return Promise.resolve({ connection, actions });
  },
  toAnswer: ({ actions }) =>
    actions.map(({ label, command }) => ({ label: label.replace(/^\$\([\w~-]+\) /, ''), command })),
  tell: async ({ connection, actions }, _args, services) => {
    const picked = await pick(services, connection, actions);
    if (picked === 'switch') await switchConnection(services);
    else if (picked) await vscode.commands.executeCommand(picked.command, ...argumentsOf(picked, connection));
  },
});

async function pick(
  { connections }: CommandDeps,
  connection: Connection | undefined,
  actions: readonly ConnectionAction[],
): Promise<ConnectionAction | 'switch' | undefined> {
  const change = { icon: 'arrow-swap', label: vscode.l10n.t('Switch Connection…'), value: 'switch' as const };
  const several = connections.list().length > (connection ? 1 : 0);
  const items = [...(several ? [change] : []), ...actions.map((action) => ({ ...action, value: action }))];
  const picked = await showQuickPick(items, {
    title: connection ? oneLine(connection.name) : 'Laserfiche Links',
    placeHolder: vscode.l10n.t('What to do?'),
  });
  return picked?.value;
}

/** Commands of rows get the connection's own row. */
function argumentsOf({ row, ...action }: ConnectionAction, connection: Connection | undefined): unknown[] {
  return row && connection ? [...listConnections([connection]).children] : [...(action.arguments ?? [])];
}

/** The person goes on with another connection. */
async function switchConnection({ connections, status }: CommandDeps): Promise<void> {
  const chosen = await choose(connections.list(), vscode.l10n.t('Switch Connection'));
  if (chosen) status.choose(chosen.id);
}
