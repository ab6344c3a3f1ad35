import type { Connection } from '../../connections';
import { askModal, COMMANDS, plural } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';
import { choose } from '../support/pickConnection';
import { rowsOf } from '../targets';

/** Forgets connections and their secrets, after asking. Nothing on a server changes. */
export const removeConnection: Handler = async (deps, first, selected) => {
  const { connections } = deps;
  const fields = asArguments(first);
  if (fields) {
    const connectionId = readArguments(COMMANDS.removeConnection, fields).text('connectionId');
    return during('remove the connection', () => connections.remove(connectionId));
  }
  const rows = rowsOf(deps, first, selected).flatMap((node) =>
    node.kind === 'connection' ? [node.connection] : [],
  );
  const chosen: readonly (Connection | undefined)[] =
    rows.length > 0 ? rows : [await choose(connections.list(), 'Remove Connection')];
  const doomed = chosen.filter((connection) => connection !== undefined);
  if (doomed.length === 0) return undefined;

  const remove = 'Remove';
  const [only] = doomed;
  const question =
    doomed.length === 1 && only
      ? `Remove the connection "${only.name}"?`
      : `Remove ${plural(doomed.length, 'connection')}?`;
  const answer = await askModal(
    {
      question,
      detail: 'Its saved password, keys or sign-in are forgotten too. Nothing on the server changes.',
    },
    remove,
  );
  if (answer !== remove) return undefined;
  for (const { id, name } of doomed)
    await during(`remove the connection ${name}`, () => connections.remove(id));
  return undefined;
};
