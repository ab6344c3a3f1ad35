import type { Connection } from '../../connections';
import { EditError } from '../../changes';
import { type RepositoryRef, sameRepository } from '../../domain';
import { connectionFor, describeNoConnection } from '../../changeFlow';
import { UserError } from '../../ui';
import type { CommandDeps } from '../support/deps';
import { CommandFailure } from '../support/failure';

/** Where something of the past was done, and through which connection. */
export interface MadeThrough extends RepositoryRef {
  readonly id: string;
  readonly name?: string;
}

/**
 * A connection that leads to where something of the past was done.
 * @throws UserError that says what was refused, why, and what to do.
 */
export function requireConnection(
  { connections }: CommandDeps,
  madeThrough: MadeThrough,
  operation: string,
): Connection {
  const list = connections.list();
  const found = connectionFor(list, madeThrough);
  if (!found) throw new UserError(`Could not ${operation}: ${describeNoConnection(list, madeThrough)}`);
  return found;
}

/** Refuses to go on where the connection was edited between the look at the list and the opening. */
export function requireRepository(
  leadsTo: Connection,
  madeFor: RepositoryRef,
  { operation, sourceId }: { readonly operation: string; readonly sourceId: number },
): void {
  if (sameRepository(leadsTo, madeFor)) return;
  throw new CommandFailure(
    operation,
    new EditError('otherRepository', { sourceId, madeFor, leadsTo }),
    leadsTo.id,
  );
}
