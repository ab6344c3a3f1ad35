import type { ListingKind, Row } from '../http/listing';
import type { Definitions } from '../store/definitions';
import { pathOf } from '../store/lookup';
import type { RepositoryState, StoredLink } from '../store/state';

const PROPERTIES = [
  'linkId',
  'sourceId',
  'sourceFullPath',
  'sourceLabel',
  'targetId',
  'targetFullPath',
  'targetLabel',
  'description',
  'linkTypeId',
  'linkTypeDescription',
  'linkProperties',
  'sourceLink',
  'targetLink',
] as const;

/** `omitLinkTypeId`: like servers whose answers do not tell the type's id. */
export function linkListing(omitLinkTypeId: boolean): ListingKind {
  const properties = omitLinkTypeId ? PROPERTIES.filter((name) => name !== 'linkTypeId') : PROPERTIES;
  return { type: 'WEntryLinkInfo', defaultPageSize: 100, properties };
}

/** A link as GET and PUT `…/links` answer it; `entriesUrl` is the address of the repository's entries. */
export function linkRow(
  state: RepositoryState,
  definitions: Definitions,
  entriesUrl: string,
  link: StoredLink,
): Row {
  const type = definitions.linkTypes.find(({ id }) => id === link.linkTypeId);
  const fullPath = (id: number) => {
    const entry = state.entries.get(id);
    return entry ? pathOf(state, entry) : null;
  };
  return {
    linkId: link.linkId,
    sourceId: link.sourceId,
    sourceFullPath: fullPath(link.sourceId),
    sourceLabel: type?.sourceLabel ?? null,
    targetId: link.targetId,
    targetFullPath: fullPath(link.targetId),
    targetLabel: type?.targetLabel ?? null,
    description: link.description,
    linkTypeId: link.linkTypeId,
    linkTypeDescription: type?.description ?? null,
    linkProperties: link.properties,
    sourceLink: `${entriesUrl}/${link.sourceId}`,
    targetLink: `${entriesUrl}/${link.targetId}`,
  };
}
