import { EditError } from '../../editing';
import { settings } from '../../host';
import type { CommandDeps } from '../support/deps';
import { CommandFailure } from '../support/failure';

/** Refuses before anything is asked where the change would be refused in the end. */
export function refuseReadOnly(
  { connections }: CommandDeps,
  { connectionId, sourceId }: { readonly connectionId: string; readonly sourceId: number },
  doing: string,
): void {
  const connection = connections.list().find(({ id }) => id === connectionId);
  if (settings.readOnly() || connection?.readOnly)
    throw new CommandFailure(doing, new EditError('readOnly', { sourceId }), connectionId);
}
