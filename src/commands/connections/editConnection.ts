import { COMMANDS } from '../../ui';
import { readChangedConnection, wantedPlace } from './wizard/arguments';
import { chosenConnection, savedConnection } from './wizard/chosen';
import { draftOf } from './wizard/draft';
import { runWizard } from './wizard/wizard';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';

/** Changes a connection after proving it as it will be. Answers `{ connectionId }`. */
export const editConnection: Handler = async (deps, first, selected) => {
  const { connections, view, log } = deps;
  const fields = asArguments(first);
  if (fields) {
    const connectionId = readArguments(COMMANDS.editConnection, fields).text('connectionId');
    const wanted = readChangedConnection(fields, savedConnection(deps, connectionId));
    await during(`sign in to ${wantedPlace(wanted)}`, () => connections.update(connectionId, wanted));
    return { connectionId };
  }
  const connection = await chosenConnection(deps, first, selected, 'Edit Connection');
  if (!connection) return undefined;
  const { id, name } = connection;
  const verified = await runWizard(`Edit Connection ${name}`, draftOf(connection), {
    connections,
    log: log.failure,
    editOf: id,
  });
  if (!verified) return undefined;
  await during(`save the connection ${name}`, () => verified.replace(id));
  view.tree.refresh();
  return { connectionId: id };
};
