import * as vscode from 'vscode';
import type { Connection } from '../../connections';
import { oneLine } from '../../domain';
import { askModal, byCount, formatList, formatNumber } from '../../ui';
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
    const unsent = await describeUnsent(doomed, services);
    const detail = [
      ...(doomed.length > 1 ? [formatList(doomed.map(({ name }) => oneLine(name)))] : []),
      byCount(
        doomed.length,
        vscode.l10n.t(
          'Its saved password, keys or sign-in are forgotten too. Nothing on the server changes.',
        ),
        vscode.l10n.t(
          'Their saved passwords, keys or sign-ins are forgotten too. Nothing on the servers changes.',
        ),
      ),
      ...(unsent === undefined ? [] : [unsent]),
    ].join('\n\n');
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

/** What was typed into forms and not sent: it stays, but has no form without a connection. */
async function describeUnsent(
  doomed: readonly Connection[],
  { forms }: CommandDeps,
): Promise<string | undefined> {
  const ids = new Set(doomed.map(({ id }) => id));
  const unsent = (await forms.unsent()).filter(({ connectionId }) => ids.has(connectionId));
  if (unsent.length === 0) return undefined;
  const names = unsent.map(({ name, sourceId }) => oneLine(name ?? vscode.l10n.t('entry {0}', sourceId)));
  return byCount(
    unsent.length,
    vscode.l10n.t(
      'Changes to the links of {0} were not assigned. They are kept, and shown again in a connection to the same repository.',
      names[0] ?? '',
    ),
    vscode.l10n.t(
      'Changes in {0} forms were not assigned ({1}). They are kept, and shown again in a connection to the same repository.',
      formatNumber(unsent.length),
      formatList(names),
    ),
  );
}

async function connectionsOf(targets: Targets, { connections }: CommandDeps) {
  const rows = targets.rows().flatMap((node) => (node.kind === 'connection' ? [node.connection] : []));
  if (rows.length > 0) return rows;
  const chosen = await choose(connections.list(), targets.title);
  return chosen ? [chosen] : [];
}
