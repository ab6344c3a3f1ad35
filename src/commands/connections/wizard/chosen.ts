import type { Connection, OwnConnection } from '../../../connections';
import { UserError } from '../../../ui';
import { isNode } from '../../../tree';
import type { CommandDeps } from '../../support/deps';
import { choose } from '../../support/pickConnection';

/** The connection of an argument object. */
export function savedConnection({ connections }: CommandDeps, connectionId: string): Connection {
  const connection = connections.list().find(({ id }) => id === connectionId);
  if (!connection)
    throw new UserError(
      `There is no connection "${connectionId}". Choose one that the view Laserfiche Links lists.`,
    );
  return connection;
}

/** The connection of the clicked row, else one that the person picks. The sandbox has no sign-in: it is left out. */
export async function chosenConnection(
  deps: CommandDeps,
  first: unknown,
  _selected: unknown,
  title: string,
): Promise<OwnConnection | undefined> {
  const own = deps.connections.list().filter((connection) => connection.kind !== 'sandbox');
  const clicked = isNode(first) ? own.find(({ id }) => id === first.connectionId) : undefined;
  const chosen = clicked ?? (await choose(own, title));
  return own.find(({ id }) => id === chosen?.id);
}

/** As `chosenConnection`, the sandbox too. */
export async function chosenOfAll(
  { connections }: CommandDeps,
  first: unknown,
  title: string,
): Promise<Connection | undefined> {
  const all = connections.list();
  const clicked = isNode(first) ? all.find(({ id }) => id === first.connectionId) : undefined;
  return clicked ?? choose(all, title);
}
