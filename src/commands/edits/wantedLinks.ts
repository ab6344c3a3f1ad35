import type { LinkEdit } from '../../domain';
import type { SourceEdit } from '../support/changes';
import type { ReadArguments } from '../support/readArguments';

/**
 * The links that an argument object names: `links` of one `sourceId` or of each of `sourceIds`, or `pairs`, each with
 * a source of its own.
 */
export function linksWanted(args: ReadArguments, what: 'upsert' | 'remove'): SourceEdit[] {
  const { text, id, ids, has, links, pairs, refuseBeside } = args;
  refuseBeside('pairs', 'links', 'sourceId', 'sourceIds');
  refuseBeside('sourceId', 'sourceIds');
  const connectionId = text('connectionId');
  const withProperties = what === 'upsert';
  const edit = (sourceId: number, wish: LinkEdit): SourceEdit => ({
    connectionId,
    sourceId,
    name: `entry ${sourceId}`,
    edit: wish,
  });
  if (has('pairs'))
    return pairs(withProperties).map(({ sourceId, ...link }) => edit(sourceId, { [what]: [link] }));
  const wish = { [what]: links(withProperties) };
  return (has('sourceIds') ? ids('sourceIds') : [id('sourceId')]).map((sourceId) => edit(sourceId, wish));
}
