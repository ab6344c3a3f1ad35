import { ApiError } from '../api';
import { addCopies, type Link, type LinkType, readLinks, resolveLinkTypeId } from '../domain';
import type { Reading } from './reading';
import type { ChangeRequest, LinkEditorOptions } from './types';

/** Incoming links after a PUT, and those of them that vanished with it. */
export interface IncomingAfter {
  readonly now: readonly Link[];
  readonly lost: readonly Link[];
}

/**
 * Incoming links after a PUT, which on some servers drops them. Nothing is asked when there were none, or when the
 * answer lists them all. `undefined`: could not be read, which is no failure of the change.
 */
export async function lookAtIncoming(
  { repository }: LinkEditorOptions,
  { current, types }: Reading,
  sourceId: number,
  links: readonly Link[],
  isWhole: boolean,
): Promise<IncomingAfter | undefined> {
  const before = current.incoming;
  const part = (all: readonly Link[]) => readLinks(all, sourceId, types).incoming;
  const answered = part(links);
  const missing = missingLinks(before, answered, types);
  if (isWhole || missing.length === 0) return { now: answered, lost: isWhole ? missing : [] };
  try {
    const now = part(await repository.getLinks(sourceId));
    return { now, lost: missingLinks(before, now, types) };
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/** Links of `before` that are not in `after`, with their types filled in where those can be told. */
export function missingLinks(
  before: readonly Link[],
  after: readonly Link[],
  types: readonly LinkType[],
): Link[] {
  const named = (link: Link): Link => {
    const linkTypeId = resolveLinkTypeId(link, types);
    return typeof linkTypeId === 'number' ? { ...link, linkTypeId } : link;
  };
  const present = new Set(after.map((link) => sameEnds(named(link))));
  return before.map(named).filter((link) => !present.has(sameEnds(link)));
}

/** Link ids may change with a PUT: they are no part of it. */
function sameEnds({ sourceId, targetId, linkTypeId, sourceLabel, targetLabel }: Link): string {
  return JSON.stringify([sourceId, targetId, linkTypeId ?? [sourceLabel, targetLabel]]);
}

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
