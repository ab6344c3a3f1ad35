import {
  type LinkType,
  keyOf,
  NO_PROPERTIES,
  sameProperties,
  type Link,
  type OutgoingLink,
  resolveLinkTypeId,
  type UnresolvedType,
} from './link';

/**
 * Why an outgoing link can't be written back: its type can't be told, the server does not tell where it leads (`noEnd`), a
 * property value is no text (`oddProperty`), or the list names it twice with different properties (`contradictory`).
 */
export type Unwritable = UnresolvedType | 'noEnd' | 'oddProperty' | 'contradictory';

/** The links of an entry, parted by what may be written back. */
export interface EntryLinks {
  /** Links whose source is the entry: the only ones a PUT may echo. */
  readonly outgoing: readonly OutgoingLink[];
  /** Outgoing links that a PUT would lose or change, so saving must stop. */
  readonly untyped: readonly { readonly link: Link; readonly why: Unwritable }[];
  /** Links that other entries own. Never echoed: a PUT can't say "this entry is the target". */
  readonly incoming: readonly Link[];
  /**
   * Links that the entry has no part in. That is how a shortcut shows: a server answers with its target's links,
   * and a PUT to the shortcut would overwrite those. Saving must stop.
   */
  readonly foreign: readonly Link[];
}

/**
 * Parts the answer of GET or PUT `…/links` of `entryId`. A link that is listed twice (a link of an entry to itself, seen
 * from both of its ends) counts once.
 */
export function readLinks(links: readonly Link[], entryId: number, types: readonly LinkType[]): EntryLinks {
  const outgoing = new Map<string, OutgoingLink>();
  const untyped: { link: Link; why: Unwritable }[] = [];
  const incoming: Link[] = [];
  const foreign: Link[] = [];
  for (const link of links) {
    if (link.sourceId <= 0 || link.targetId <= 0) {
      untyped.push({ link, why: 'noEnd' });
      continue;
    }
    if (link.sourceId !== entryId) {
      (link.targetId === entryId ? incoming : foreign).push(link);
      continue;
    }
    const linkTypeId = resolveLinkTypeId(link, types);
    if (typeof linkTypeId !== 'number') {
      untyped.push({ link, why: linkTypeId });
      continue;
    }
    if (link.hasOddProperties) {
      untyped.push({ link, why: 'oddProperty' });
      continue;
    }
    const read = { targetId: link.targetId, linkTypeId, properties: link.properties ?? NO_PROPERTIES };
    const twin = outgoing.get(keyOf(read));
    if (!twin) outgoing.set(keyOf(read), read);
    else if (!sameProperties(twin.properties, read.properties)) untyped.push({ link, why: 'contradictory' });
  }
  return { outgoing: [...outgoing.values()], untyped, incoming, foreign };
}

/** Links with the types filled in that the server did not tell, as far as these can be told. */
export function withTypes(links: readonly Link[], types: readonly LinkType[]): Link[] {
  return links.map((link) => {
    const linkTypeId = resolveLinkTypeId(link, types);
    return typeof linkTypeId === 'number' && linkTypeId !== link.linkTypeId ? { ...link, linkTypeId } : link;
  });
}

/** Whether types must be known to tell those of the links. */
export function needsTypes(links: readonly Link[]): boolean {
  return links.some(({ linkTypeId }) => linkTypeId === undefined || linkTypeId <= 0);
}
