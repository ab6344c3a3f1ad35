import type { Connection, Credentials, OwnConnection } from '../../connections';
import { COMMANDS } from '../../ui';
import { chosenConnection } from './wizard/chosen';
import { signInAgain } from './wizard/signInAgain';
import { asArguments, readArguments, type ReadArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { during } from '../support/failure';

/** Signs a connection in again, and proves that before anything is saved. */
export const signIn: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  const asked = fields && readArguments(COMMANDS.signIn, fields);
  asked?.refuseBeside('password', 'accessKey', 'servicePrincipalKey');
  const connection = await connectionOf(deps, asked, first, selected);
  if (!connection) return;
  const { id, name } = connection;
  const given = asked && credentialsOf(asked);
  if (given) await during(`sign in to ${name}`, () => deps.connections.signIn(id, given), id);
  else if (!(await signInAgain(connection, deps))) return;
  deps.view.tree.refresh();
};

/** What an argument object brings; without it the person is asked. */
function credentialsOf({ text, has }: ReadArguments): Credentials | undefined {
  if (has('password')) return { kind: 'selfHosted', password: text('password', true) };
  if (!has('accessKey') && !has('servicePrincipalKey')) return undefined;
  const servicePrincipalKey = text('servicePrincipalKey');
  return { kind: 'serviceApp', accessKey: text('accessKey'), servicePrincipalKey };
}

async function connectionOf(
  deps: CommandDeps,
  asked: ReadArguments | undefined,
  first: unknown,
  selected: unknown,
): Promise<OwnConnection | undefined> {
  const wanted = asked?.has('connectionId') ? asked.text('connectionId') : undefined;
  const isWanted = (connection: Connection): connection is OwnConnection =>
    connection.kind !== 'sandbox' && connection.id === wanted;
  return deps.connections.list().find(isWanted) ?? chosenConnection(deps, first, selected, 'Sign In');
}
