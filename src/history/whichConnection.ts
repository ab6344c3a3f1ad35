import { type ConnectionRef } from '../editing';
import { repositoryKey, type RepositoryRef, sameRepository } from '../domain';
import { oneLine } from '../host/oneLine';
import { repositoryWords } from '../host/words';

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
export function noConnectionWords(
  connections: readonly ConnectionRef[],
  madeThrough: RepositoryRef & { readonly id?: string; readonly name?: string },
): string {
  const there = repositoryWords(madeThrough);
  const now = connections.find(({ id }) => id === madeThrough.id);
  if (now)
    return `it belongs to ${there}, and the connection ${oneLine(now.name)} leads to ${repositoryWords(now)} now. Nothing was sent. Add a connection to the first one and repeat it there.`;
  const name = madeThrough.name === undefined ? '' : ` ${oneLine(madeThrough.name)}`;
  return `the connection${name} to ${there} was removed. Nothing was sent. Add it again, then repeat this.`;
}

/** Past changes by the repositories that they were made in, in the order of their first ones. */
export function byRepository<T extends { readonly connection: RepositoryRef }>(items: readonly T[]): T[][] {
  const parts = new Map<string, T[]>();
  for (const item of items) {
    const key = repositoryKey(item.connection);
    const part = parts.get(key);
    if (part) part.push(item);
    else parts.set(key, [item]);
  }
  return [...parts.values()];
}
