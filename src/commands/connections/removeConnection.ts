import * as vscode from 'vscode';
import { askModal, byCount, formatNumber } from '../../ui';
import { defineCommand } from '../define';
import { form, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { failingAs } from '../../changeFlow';
import { choose } from '../support/pickConnection';
import type { Targets } from '../targets';
import { connectionIdsOf, savedConnection, type SomeConnections } from './chosen';

/** Forgets connections and their secrets; a person is asked before. Nothing on a server changes. */
export const removeConnection = defineCommand({
  id: 'laserficheLinks.removeConnection',
  title: vscode.l10n.t('Remove Connection'),
  args: form({ connectionId: text() }),
  ask: async (targets, services) => {
    const doomed = await connectionsOf(targets, services);
    const [only] = doomed;
    if (!only) return undefined;
    const remove = vscode.l10n.t('Remove');
    const question = byCount(
      doomed.length,
      vscode.l10n.t('Remove the connection "{0}"?', only.name),
      vscode.l10n.t('Remove {0} connections?', formatNumber(doomed.length)),
    );
    const detail = vscode.l10n.t(
      'Its saved password, keys or sign-in are forgotten too. Nothing on the server changes.',
    );
    const answer = await askModal({ question, detail }, remove);
    return answer === remove ? { connectionIds: doomed.map(({ id }) => id) } : undefined;
  },
  run: async (args: SomeConnections, services) => {
    for (const connectionId of connectionIdsOf(args)) {
      const { name } = savedConnection(services, connectionId);
      await failingAs(vscode.l10n.t('Could not remove the connection {0}', name), () =>
        services.connections.remove(connectionId),
      );
    }
  },
});

async function connectionsOf(targets: Targets, { connections }: CommandDeps) {
  const rows = targets.rows().flatMap((node) => (node.kind === 'connection' ? [node.connection] : []));
  if (rows.length > 0) return rows;
  const chosen = await choose(connections.list(), targets.title);
  return chosen ? [chosen] : [];
}
