import { addCopies, type Link, readLinks } from '../domain';
import type { ChangeRequest } from './types';

/**
 * Changes that put vanished incoming links back, each through its own source. A link whose type can't be told is left
 * out: writing it would be a guess. One that is there again keeps its own properties.
 */
export function repairOf(droppedIncoming: readonly Link[]): ChangeRequest[] {
  const sourceIds = [...new Set(droppedIncoming.map(({ sourceId }) => sourceId))];
  return sourceIds.flatMap((sourceId): ChangeRequest[] => {
    const { outgoing } = readLinks(droppedIncoming, sourceId, []);
    return outgoing.length > 0 ? [{ sourceId, edit: addCopies(outgoing), cause: 'repair' }] : [];
  });
}
