import { l10n } from 'vscode';
import { readOnlyBy, type Connection } from '../connections';
import { type ConnectionRef, EditError } from '../changes';
import { oneLine, repositoryKey, type RepositoryRef, sameRepository } from '../domain';
import { describeRepository, UserError } from '../ui';
import { type FlowDeps, OperationError } from './failure';

/** Where something of the past was done, and through which connection. */
export interface MadeThrough extends RepositoryRef {
  readonly id?: string;
  readonly name?: string;
}

/**
 * A connection that leads to the repository of a past change: the one that it was made through, else any other, for
 * example one that was removed and added again. The id alone says nothing: a connection may lead elsewhere by now.
 */
export function connectionFor<T extends ConnectionRef>(
  connections: readonly T[],
  madeThrough: MadeThrough,
): T | undefined {
  const there = connections.filter((connection) => sameRepository(connection, madeThrough));
  return there.find(({ id }) => id === madeThrough.id) ?? there[0];
}

/** Why no connection leads to the repository of a past change, and what to do: `failed` tells what that prevents. */
export function describeNoConnection(
  connections: readonly ConnectionRef[],
  madeThrough: MadeThrough,
  failed: string,
): string {
  const there = describeRepository(madeThrough);
  const now = connections.find(({ id }) => id === madeThrough.id);
  if (now)
    return l10n.t(
      '{0}: it belongs to {1}, and the connection {2} leads to {3} now. Nothing was sent. Add a connection to the first one and repeat it there.',
      failed,
      there,
      oneLine(now.name),
      describeRepository(now),
    );
  return madeThrough.name === undefined
    ? l10n.t(
        '{0}: the connection to {1} was removed. Nothing was sent. Add it again, then repeat this.',
        failed,
        there,
      )
    : l10n.t(
        '{0}: the connection {1} to {2} was removed. Nothing was sent. Add it again, then repeat this.',
        failed,
        oneLine(madeThrough.name),
        there,
      );
}

/**
 * A connection that leads to where something of the past was done.
 * @throws UserError that says what was refused, why, and what to do.
 */
export function requireConnection(
  { connections }: Pick<FlowDeps, 'connections'>,
  madeThrough: MadeThrough,
  failed: string,
): Connection {
  const list = connections.list();
  const found = connectionFor(list, madeThrough);
  if (!found) throw new UserError(describeNoConnection(list, madeThrough, failed));
  return found;
}

interface Refusal {
  /** A whole sentence without its full stop. */
  readonly failed: string;
  readonly sourceId: number;
}

/** Refuses to go on where the connection was edited between the look at the list and the opening. */
export function requireRepository(
  leadsTo: Connection,
  madeFor: RepositoryRef,
  { failed, sourceId }: Refusal,
): void {
  if (sameRepository(leadsTo, madeFor)) return;
  throw new OperationError(
    failed,
    new EditError('otherRepository', { sourceId, madeFor, leadsTo }),
    leadsTo.id,
  );
}

/** Refuses before anything is asked where the change would be refused in the end. */
export function refuseReadOnly(
  { connections }: Pick<FlowDeps, 'connections'>,
  connectionId: string,
  { failed, sourceId }: Refusal,
): void {
  const by = readOnlyBy(connections.list().find(({ id }) => id === connectionId));
  if (by === false) return;
  throw new OperationError(failed, new EditError('readOnly', { sourceId, readOnlyBy: by }), connectionId);
}

/** Past changes by the repositories that they were made in, in the order of their first ones. */
export function byRepository<T extends { readonly connection: RepositoryRef }>(items: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = repositoryKey(item.connection);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
