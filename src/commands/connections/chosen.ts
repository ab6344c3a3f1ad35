import type { Connection, OwnConnection } from '../../connections';
import { UserError } from '../../ui';
import type { CommandDeps } from '../support/deps';
import { choose } from '../support/pickConnection';
import type { Targets } from '../targets';
import * as vscode from 'vscode';

/** A connection by its id. */
export function savedConnection({ connections }: CommandDeps, connectionId: string): Connection {
  const connection = connections.list().find(({ id }) => id === connectionId);
  if (connection) return connection;
  throw new UserError(
    vscode.l10n.t(
      'There is no connection "{0}". Choose one that the view Laserfiche Links lists.',
      connectionId,
    ),
  );
}

/** The connection of the clicked row, else one that the person picks, as arguments have it. */
export async function chooseConnection(
  { clicked, title }: Targets,
  { connections }: CommandDeps,
): Promise<{ readonly connectionId: string } | undefined> {
  const chosen = await chooseAmong(connections.list(), clicked?.connectionId, title);
  return chosen && { connectionId: chosen.id };
}

/** The same without the sandbox, which has no sign-in. Those that `isMeant` refuses are not offered. */
export async function chooseOwnConnection(
  { clicked, title }: Targets,
  deps: CommandDeps,
  isMeant: (connection: OwnConnection) => boolean = () => true,
): Promise<{ readonly connectionId: string } | undefined> {
  const own = ownConnections(deps);
  const meant = own.filter((one) => isMeant(one) || one.id === clicked?.connectionId);
  const chosen = await chooseAmong(meant.length > 0 ? meant : own, clicked?.connectionId, title);
  return chosen && { connectionId: chosen.id };
}

export function ownConnections({ connections }: CommandDeps): readonly OwnConnection[] {
  return connections.list().filter((connection) => connection.kind !== 'sandbox');
}

async function chooseAmong(
  connections: readonly Connection[],
  clicked: string | undefined,
  title: string,
): Promise<Connection | undefined> {
  return connections.find(({ id }) => id === clicked) ?? choose(connections, title);
}

/** What a command does to one connection, or to those that a person selected. */
export type SomeConnections =
  { readonly connectionId: string } | { readonly connectionIds: readonly string[] };

export const connectionIdsOf = (args: SomeConnections): readonly string[] =>
  'connectionIds' in args ? args.connectionIds : [args.connectionId];
