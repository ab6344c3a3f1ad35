import type { Connection } from '../../connections';
import { isNode } from '../../tree';
import { COMMANDS, notify, pickOne, settings } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { during } from '../support/failure';
import { choose } from '../support/pickConnection';
import { rowsOf } from '../targets';

const TITLE = 'Toggle Read-Only for Connection';

/** Refuses every change of links through a connection, or allows it again. With an argument object it answers `{ readOnly }`. */
export const toggleReadOnly: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, flag } = readArguments(COMMANDS.toggleReadOnly, fields);
    const readOnly = flag('readOnly');
    await during('switch read-only', () => deps.connections.setReadOnly(text('connectionId'), readOnly));
    return { readOnly };
  }
  // Not the selection: whoever comes from the palette or the status bar picks a connection by name.
  const rows = isNode(first) ? rowsOf(deps, first, selected) : [];
  const clicked = rows.flatMap((row) => (row.kind === 'connection' ? [row.connection] : []));
  const chosen = clicked.length > 0 ? clicked : [await pick(deps)];
  const connections = chosen.filter((connection) => connection !== undefined);
  const [one] = connections;
  if (!one) return undefined;
  // Several are all made what the first one is not.
  const readOnly = !one.readOnly;
  for (const { id, name } of connections)
    await during(`switch read-only for ${name}`, () => deps.connections.setReadOnly(id, readOnly));
  void notify.info(toldWords(connections.map(({ name }) => name).join(', '), readOnly));
  return undefined;
};

function pick({ connections }: CommandDeps): Promise<Connection | undefined> {
  const list = connections.list();
  if (list.length < 2) return choose(list, TITLE);
  return pickOne(
    TITLE,
    list.map((connection) => ({
      icon: connection.readOnly ? 'lock' : 'unlock',
      label: connection.name,
      description: connection.repoId,
      detail: connection.readOnly
        ? 'Read-only. Choose it to allow changes of its links again.'
        : 'Links can be changed. Choose it to refuse every change.',
      value: connection,
    })),
    { placeholder: 'Which connection?' },
  );
}

function toldWords(name: string, readOnly: boolean): string {
  if (readOnly) return `${name}: read-only. Every change of links is refused.`;
  return settings.readOnly()
    ? `${name}: no longer read-only itself, but the setting laserficheLinks.readOnly still refuses every change.`
    : `${name}: links can be changed again.`;
}
