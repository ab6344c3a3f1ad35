import { COMMANDS } from '../../ui';
import { chosenConnection } from './wizard/chosen';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';

/** Makes a second connection to the same place, to be edited. Answers `{ connectionId }`. */
export const duplicateConnection: Handler = async (deps, first, selected) => {
  const { connections, view } = deps;
  const fields = asArguments(first);
  if (fields) {
    const { text, has } = readArguments(COMMANDS.duplicateConnection, fields);
    const name = has('name') ? text('name') : undefined;
    const copy = await during('duplicate the connection', () =>
      connections.duplicate(text('connectionId'), name),
    );
    return { connectionId: copy.id };
  }
  const connection = await chosenConnection(deps, first, selected, 'Duplicate Connection');
  if (!connection) return undefined;
  const copy = await during(`duplicate the connection ${connection.name}`, () =>
    connections.duplicate(connection.id),
  );
  await view.revealConnection(copy.id);
  return { connectionId: copy.id };
};
