import * as vscode from 'vscode';
import type { Credentials } from '../../connections';
import { defineCommand } from '../define';
import { anyOf, form, optional, text } from '../schema';
import { failingAs } from '../../changeFlow';
import { choose } from '../support/pickConnection';
import { chooseOwnConnection, ownConnections } from './chosen';
import { signInAgain } from './wizard/signInAgain';

const CONNECTION = { connectionId: optional(text()) };

interface SignInArguments {
  readonly connectionId?: string;
  readonly password?: string;
  readonly accessKey?: string;
  readonly servicePrincipalKey?: string;
}

/** Signs a connection in again, and proves that before anything is saved. Without credentials the person is asked. */
export const signIn = defineCommand({
  id: 'laserficheLinks.signIn',
  title: vscode.l10n.t('Sign In…'),
  args: anyOf(
    form({ ...CONNECTION, password: text('orEmpty') }),
    form({ ...CONNECTION, accessKey: text(), servicePrincipalKey: text() }),
    form(CONNECTION, { note: 'asks, or opens the browser' }),
  ),
  ask: chooseOwnConnection,
  run: async (args: SignInArguments, services) => {
    const own = ownConnections(services);
    const chosen =
      own.find(({ id }) => id === args.connectionId) ?? (await choose(own, vscode.l10n.t('Sign In')));
    const connection = own.find(({ id }) => id === chosen?.id);
    if (!connection) return;
    const { id, name } = connection;
    const given = credentialsOf(args);
    if (given)
      await failingAs(
        vscode.l10n.t('Could not sign in to {0}', name),
        () => services.connections.signIn(id, given),
        id,
      );
    else if (!(await signInAgain(connection, services))) return;
    services.view.tree.refresh();
  },
});

function credentialsOf({
  password,
  accessKey,
  servicePrincipalKey,
}: SignInArguments): Credentials | undefined {
  if (password !== undefined) return { kind: 'selfHosted', password };
  return accessKey !== undefined && servicePrincipalKey !== undefined
    ? { kind: 'serviceApp', accessKey, servicePrincipalKey }
    : undefined;
}
