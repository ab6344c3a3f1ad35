import { COMMANDS, notify } from '../../ui';
import { chosenConnection } from './wizard/chosen';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';

/** Forgets the saved secrets of a connection, in all windows. */
export const signOut: Handler = async (deps, first, selected) => {
  const { connections } = deps;
  const fields = asArguments(first);
  if (fields) {
    const connectionId = readArguments(COMMANDS.signOut, fields).text('connectionId');
    return during('sign out', () => connections.signOut(connectionId));
  }
  const connection = await chosenConnection(deps, first, selected, 'Sign Out');
  if (!connection) return undefined;
  const { id, name } = connection;
  await during(`sign out of ${name}`, () => connections.signOut(id));
  void notify.info(`${name}: signed out. Its saved secrets are forgotten.`);
  return undefined;
};
