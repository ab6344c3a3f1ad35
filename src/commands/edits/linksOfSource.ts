import type { Entry, LinkKey } from '../../domain';
import type { ReadArguments } from '../support/readArguments';

/** Links that a command acts on, all of one source: a link belongs to it, wherever the link was clicked. */
export interface LinksOfSource {
  readonly connectionId: string;
  readonly sourceId: number;
  /** The source, for messages. */
  readonly name: string;
  readonly keys: readonly LinkKey[];
  /** Entries that are known without asking. */
  readonly known?: readonly Entry[];
}

/** The links that an argument object names: `{ connectionId, sourceId, links }`. */
export function readLinksOfSource({ text, id, links }: ReadArguments): LinksOfSource {
  const sourceId = id('sourceId');
  return { connectionId: text('connectionId'), sourceId, name: `entry ${sourceId}`, keys: links(false) };
}
