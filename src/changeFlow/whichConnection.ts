import { type ConnectionRef } from '../changes';
import { oneLine, repositoryKey, type RepositoryRef, sameRepository } from '../domain';
import { describeRepository } from '../ui';

/**
 * A connection that leads to the repository of a past change: the one that it was made through, else any other, for
 * example one that was removed and added again. The id alone says nothing: a connection may lead elsewhere by now.
 */
export function connectionFor<T extends ConnectionRef>(
  connections: readonly T[],
  madeThrough: RepositoryRef & { readonly id?: string },
): T | undefined {
  const there = connections.filter((connection) => sameRepository(connection, madeThrough));
  return there.find(({ id }) => id === madeThrough.id) ?? there[0];
}

/** Why no connection leads to the repository of a past change, and what to do, as it continues "Could not …: ". */
export function describeNoConnection(
  connections: readonly ConnectionRef[],
  madeThrough: RepositoryRef & { readonly id?: string; readonly name?: string },
): string {
  const there = describeRepository(madeThrough);
  const now = connections.find(({ id }) => id === madeThrough.id);
  if (now)
    return `it belongs to ${there}, and the connection ${oneLine(now.name)} leads to ${describeRepository(now)} now. Nothing was sent. Add a connection to the first one and repeat it there.`;
  const name = madeThrough.name === undefined ? '' : ` ${oneLine(madeThrough.name)}`;
  return `the connection${name} to ${there} was removed. Nothing was sent. Add it again, then repeat this.`;
}

/** Past changes by the repositories that they were made in, in the order of their first ones. */
export function byRepository<T extends { readonly connection: RepositoryRef }>(items: readonly T[]): T[][] {
  const services = new Map<string, T[]>();
  for (const item of items) {
    const key = repositoryKey(item.connection);
    const part = services.get(key);
    if (part) part.push(item);
    else services.set(key, [item]);
  }
  return [...services.values()];
}
