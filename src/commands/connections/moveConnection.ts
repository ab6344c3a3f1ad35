import * as vscode from 'vscode';
import { byCount, type Choice, formatNumber, pickOne } from '../../ui';
import { defineCommand } from '../define';
import { form, place, text } from '../schema';
import { failingAs } from '../../changeFlow';
import { chooseConnection, savedConnection } from './chosen';

/** Puts a connection at another place of the list. */
export const moveConnection = defineCommand({
  id: 'laserficheLinks.moveConnection',
  title: vscode.l10n.t('Move Connection…'),
  args: form({ connectionId: text(), to: place() }, { note: 'place in the list, 0 being the first' }),
  ask: async (targets, services) => {
    const chosen = await chooseConnection(targets, services);
    if (!chosen) return undefined;
    const { id, name } = savedConnection(services, chosen.connectionId);
    const list = services.connections.list();
    const from = list.findIndex((one) => one.id === id);
    const places: readonly Choice<number>[] = [
      { icon: 'arrow-up', label: vscode.l10n.t('First'), value: 0 },
      ...list
        .filter((one) => one.id !== id)
        .map((other, index) => ({
          icon: 'arrow-small-right',
          label: vscode.l10n.t('After {0}', other.name),
          value: index + 1,
        })),
    ];
    const to = await pickOne(
      vscode.l10n.t('Move Connection {0}', name),
      places.filter(({ value }) => value !== from),
      {
        placeholder: byCount(
          list.length,
          vscode.l10n.t('Where to, among 1 connection?'),
          vscode.l10n.t('Where to, among {0} connections?', formatNumber(list.length)),
        ),
        step: [1, 1],
      },
    );
    return to === undefined ? undefined : { ...chosen, to };
  },
  run: async ({ connectionId, to }, services) => {
    const { name } = savedConnection(services, connectionId);
    await failingAs(vscode.l10n.t('Could not move the connection {0}', name), () =>
      services.connections.move(connectionId, to),
    );
  },
});
