import { COMMANDS, showInputBox } from '../../ui';
import { required } from './wizard/checks';
import { chosenOfAll } from './wizard/chosen';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';

/** Gives a connection another name. Nothing is sent. */
export const renameConnection: Handler = async (deps, first) => {
  const { connections } = deps;
  const fields = asArguments(first);
  if (fields) {
    const { text } = readArguments(COMMANDS.renameConnection, fields);
    return during('rename the connection', () => connections.rename(text('connectionId'), text('name')));
  }
  const connection = await chosenOfAll(deps, first, 'Rename Connection');
  if (!connection) return undefined;
  const name = await showInputBox({
    title: `Rename Connection ${connection.name}`,
    prompt: 'Name of the connection, as the view shows it',
    value: connection.name,
    validateInput: required('name'),
    ignoreFocusOut: true,
  });
  if (name === undefined) return undefined;
  return during(`rename the connection ${connection.name}`, () => connections.rename(connection.id, name));
};
