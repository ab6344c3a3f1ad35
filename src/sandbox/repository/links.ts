import type { SandboxBehaviour } from '../options';
import { openEntry, openMetadataHolder } from './lookup';
import { invalid, linkTypeNotFound, locked } from './refusal';
import type { RepositoryState, StoredLink } from './state';

/** One link of a PUT `…/links`. */
export interface RequestedLink {
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly properties: Readonly<Record<string, string>> | null;
}

type ListingRules = Pick<SandboxBehaviour, 'incomingListed'>;
type AssignmentRules = Pick<SandboxBehaviour, 'incomingDroppedByPut' | 'renewLinkIds'>;

/** The links of an entry: outgoing ones in their order, then the incoming ones where the server lists them. */
export function linksOf(state: RepositoryState, entryId: number, rules: ListingRules): StoredLink[] {
  const { id } = openMetadataHolder(state, entryId);
  const outgoing = state.links.filter(({ sourceId }) => sourceId === id);
  if (!rules.incomingListed) return outgoing;
  return [...outgoing, ...state.links.filter(({ sourceId, targetId }) => targetId === id && sourceId !== id)];
}

/**
 * Replaces all outgoing links of an entry.
 * Type, source and target are unique together; types and targets must exist. Throws `Refusal`; nothing is changed then.
 */
export function assignLinks(
  state: RepositoryState,
  entryId: number,
  requested: readonly RequestedLink[],
  linkTypeIds: ReadonlySet<number>,
  rules: AssignmentRules,
): RepositoryState {
  const { id: sourceId, isLocked } = openMetadataHolder(state, entryId);
  if (isLocked) throw locked();
  checkRequested(state, requested, linkTypeIds);

  const isOwn = (link: StoredLink) => link.sourceId === sourceId;
  const existing = new Map(state.links.filter(isOwn).map((link) => [keyOf(link), link]));
  let { nextLinkId } = state;
  const assigned = requested.map(({ targetId, linkTypeId, properties }): StoredLink => {
    const kept = rules.renewLinkIds ? undefined : existing.get(keyOf({ targetId, linkTypeId }));
    if (kept) return { ...kept, properties };
    return { linkId: nextLinkId++, sourceId, targetId, linkTypeId, description: '', properties };
  });
  const others = state.links.filter(
    (link) => !isOwn(link) && !(rules.incomingDroppedByPut && link.targetId === sourceId),
  );
  return { ...state, links: [...others, ...assigned], nextLinkId };
}

function checkRequested(
  state: RepositoryState,
  requested: readonly RequestedLink[],
  linkTypeIds: ReadonlySet<number>,
) {
  const seen = new Set<string>();
  for (const link of requested) {
    if (!linkTypeIds.has(link.linkTypeId)) throw linkTypeNotFound(link.linkTypeId);
    openEntry(state, link.targetId);
    const key = keyOf(link);
    if (seen.has(key)) {
      throw invalid(`The link of type ${link.linkTypeId} to entry ${link.targetId} is given twice.`);
    }
    seen.add(key);
  }
}

const keyOf = ({ targetId, linkTypeId }: Pick<StoredLink, 'targetId' | 'linkTypeId'>) =>
  `${targetId}:${linkTypeId}`;
