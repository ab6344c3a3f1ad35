import { readOnlyBy } from '../../connections';
import { EditError } from '../../changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure } from '../support/failure';

/** Refuses before anything is asked where the change would be refused in the end. */
export function refuseReadOnly(
  { connections }: CommandDeps,
  { connectionId, sourceId }: { readonly connectionId: string; readonly sourceId: number },
  operation: string,
): void {
  const connection = connections.list().find(({ id }) => id === connectionId);
  const by = readOnlyBy(connection);
  if (by === false) return;
  throw new CommandFailure(operation, new EditError('readOnly', { sourceId, readOnlyBy: by }), connectionId);
}
