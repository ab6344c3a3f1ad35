import type { Link, LinkType } from '../api/types';
import { NO_PROPERTIES, type OutgoingLink } from './model';
import { resolveLinkTypeId, type UnresolvedType } from './linkTypes';

/** The links of an entry, parted by what may be written back. */
export interface EntryLinks {
  /** Links whose source is the entry: the only ones a PUT may echo. */
  readonly outgoing: readonly OutgoingLink[];
  /** Outgoing links whose type can't be told: a PUT would lose or change them, so saving must stop. */
  readonly unresolved: readonly { readonly link: Link; readonly why: UnresolvedType }[];
  /** Links that other entries own. Never echoed: a PUT can't say "this entry is the target". */
  readonly incoming: readonly Link[];
  /**
   * Links that the entry has no part in. That is how a shortcut shows: a server answers with its target's links,
   * and a PUT to the shortcut would overwrite those. Saving must stop.
   */
  readonly elsewhere: readonly Link[];
}

/** Parts the answer of GET or PUT `…/links` of `entryId`. */
export function readLinks(links: readonly Link[], entryId: number, types: readonly LinkType[]): EntryLinks {
  const outgoing: OutgoingLink[] = [];
  const unresolved: { link: Link; why: UnresolvedType }[] = [];
  const incoming: Link[] = [];
  const elsewhere: Link[] = [];
  for (const link of links) {
    if (link.sourceId !== entryId) {
      (link.targetId === entryId ? incoming : elsewhere).push(link);
      continue;
    }
    const linkTypeId = resolveLinkTypeId(link, types);
    if (typeof linkTypeId === 'number') {
      outgoing.push({
        targetId: link.targetId,
        linkTypeId,
        properties: link.linkProperties ?? NO_PROPERTIES,
      });
    } else {
      unresolved.push({ link, why: linkTypeId });
    }
  }
  return { outgoing, unresolved, incoming, elsewhere };
}
