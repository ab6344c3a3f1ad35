import * as vscode from 'vscode';
import type { Connection } from '../../connections';
import { formatList, notify, pickOne, settings } from '../../ui';
import { defineCommand } from '../define';
import { flag, form, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { failingAs } from '../../changeFlow';
import { choose } from '../support/pickConnection';
import type { Targets } from '../targets';
import { connectionIdsOf, savedConnection, type SomeConnections } from './chosen';

/** Refuses every change of links through a connection, or allows it again. */
export const toggleReadOnly = defineCommand({
  id: 'laserficheLinks.toggleReadOnly',
  title: vscode.l10n.t('Toggle Read-Only for Connection'),
  args: form({ connectionId: text(), readOnly: flag() }),
  answer: '`{ readOnly }`',
  ask: async (targets, services) => {
    const connections = await connectionsOf(targets, services);
    const [first] = connections;
    // Several are all made what the first one is not.
    return first && { connectionIds: connections.map(({ id }) => id), readOnly: !first.readOnly };
  },
  run: async (args: SomeConnections & { readonly readOnly: boolean }, services) => {
    const { readOnly } = args;
    const names: string[] = [];
    for (const connectionId of connectionIdsOf(args)) {
      const { name } = savedConnection(services, connectionId);
      await failingAs(vscode.l10n.t('Could not switch read-only for {0}', name), () =>
        services.connections.setReadOnly(connectionId, readOnly),
      );
      names.push(name);
    }
    return { readOnly, names };
  },
  toAnswer: ({ readOnly }) => ({ readOnly }),
  tell: ({ readOnly, names }) => void notify.info(sentenceFor(formatList(names), readOnly)),
});

/** Not the selection: whoever comes from the palette or the status bar picks a connection by name. */
async function connectionsOf(targets: Targets, deps: CommandDeps): Promise<readonly Connection[]> {
  const rows = targets.clicked ? targets.rows() : [];
  const clicked = rows.flatMap((row) => (row.kind === 'connection' ? [row.connection] : []));
  if (clicked.length > 0) return clicked;
  const picked = await pick(targets.title, deps);
  return picked ? [picked] : [];
}

function pick(title: string, { connections }: CommandDeps): Promise<Connection | undefined> {
  const list = connections.list();
  if (list.length < 2) return choose(list, title);
  return pickOne(
    title,
    list.map((connection) => ({
      icon: connection.readOnly ? 'lock' : 'unlock',
      label: connection.name,
      description: connection.repoId,
      detail: connection.readOnly
        ? vscode.l10n.t('Read-only. Choose it to allow changes of its links again.')
        : vscode.l10n.t('Links can be changed. Choose it to refuse every change.'),
      value: connection,
    })),
    { placeholder: vscode.l10n.t('Which connection?') },
  );
}

function sentenceFor(name: string, readOnly: boolean): string {
  if (readOnly) return vscode.l10n.t('{0}: read-only. Every change of links is refused.', name);
  return settings.readOnly()
    ? vscode.l10n.t(
        '{0}: no longer read-only itself, but the setting laserficheLinks.readOnly still refuses every change.',
        name,
      )
    : vscode.l10n.t('{0}: links can be changed again.', name);
}
