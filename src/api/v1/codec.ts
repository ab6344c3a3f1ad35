import { readEntry } from './entryCodec';
import {
  integer,
  listOf,
  nullable,
  object,
  optional,
  ShapeError,
  shownProperties,
  text,
  textOrEmpty,
  type Reader,
} from './shape';
import type { EntryByPath, Page, RepositoryInfo, SearchResult } from '../repository';
import type { Entry, Link, LinkAssignment, LinkType } from '../../domain';

export { readEntry };

export const readEntryByPath: Reader<EntryByPath> = object<EntryByPath>({
  entry: optional(readEntry),
  ancestorEntry: optional(readEntry),
});

/** A link as GET and PUT `…/links` answer it (`WEntryLinkInfo` of the published description). */
export interface WireLink {
  readonly linkId?: number | undefined;
  readonly sourceId: number;
  readonly sourceFullPath?: string | null | undefined;
  readonly sourceLabel?: string | null | undefined;
  readonly targetId: number;
  readonly targetFullPath?: string | null | undefined;
  readonly targetLabel?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly linkTypeId?: number | undefined;
  readonly linkTypeDescription?: string | null | undefined;
  readonly linkProperties?: Readonly<Record<string, string>> | null | undefined;
  readonly sourceLink?: string | null | undefined;
  readonly targetLink?: string | null | undefined;
}

const readWireLink = object<WireLink>({
  linkId: optional(integer),
  sourceId: integer,
  sourceFullPath: nullable(text),
  sourceLabel: nullable(text),
  targetId: integer,
  targetFullPath: nullable(text),
  targetLabel: nullable(text),
  description: nullable(text),
  linkTypeId: optional(integer),
  linkTypeDescription: nullable(text),
  linkProperties: nullable(shownProperties),
  sourceLink: nullable(text),
  targetLink: nullable(text),
});

/** A property value that is no text costs the link its writability, not the entry its links. */
export const readLink: Reader<Link> = (body, at) => {
  const wire = readWireLink(body, at);
  const told = (body as Partial<WireLink>).linkProperties ?? undefined;
  const isOdd = told !== undefined && wire.linkProperties !== told;
  return fromWireLink(wire, isOdd);
};

/** Property by property: entries may have thousands of links. */
function fromWireLink(wire: WireLink, isOdd: boolean): Link {
  const link: { -readonly [K in keyof Link]: Link[K] } = { sourceId: wire.sourceId, targetId: wire.targetId };
  if (wire.linkId !== undefined) link.linkId = wire.linkId;
  if (wire.sourceFullPath !== undefined) link.sourcePath = wire.sourceFullPath;
  if (wire.sourceLabel !== undefined) link.sourceLabel = wire.sourceLabel;
  if (wire.targetFullPath !== undefined) link.targetPath = wire.targetFullPath;
  if (wire.targetLabel !== undefined) link.targetLabel = wire.targetLabel;
  if (wire.description !== undefined) link.description = wire.description;
  if (wire.linkTypeId !== undefined) link.linkTypeId = wire.linkTypeId;
  if (wire.linkTypeDescription !== undefined) link.typeDescription = wire.linkTypeDescription;
  if (wire.linkProperties !== undefined) link.properties = wire.linkProperties;
  if (wire.sourceLink !== undefined) link.sourceUrl = wire.sourceLink;
  if (wire.targetLink !== undefined) link.targetUrl = wire.targetLink;
  if (isOdd) link.hasOddProperties = true;
  return link;
}

/** The reverse of reading: a link in the terms of the published description, for whoever is answered with those. */
export function toWireLink(link: Link): WireLink {
  const wire: Record<keyof WireLink, unknown> = {
    linkId: link.linkId,
    sourceId: link.sourceId,
    sourceFullPath: link.sourcePath,
    sourceLabel: link.sourceLabel,
    targetId: link.targetId,
    targetFullPath: link.targetPath,
    targetLabel: link.targetLabel,
    description: link.description,
    linkTypeId: link.linkTypeId,
    linkTypeDescription: link.typeDescription,
    linkProperties: link.properties,
    sourceLink: link.sourceUrl,
    targetLink: link.targetUrl,
  };
  return Object.fromEntries(
    Object.entries(wire).filter(([, value]) => value !== undefined),
  ) as unknown as WireLink;
}

/** The answer of PUT `…/links`. */
export const readAssignedLinks: Reader<readonly Link[]> = (body, at) =>
  object<{ value: readonly Link[] }>({ value: listOf(readLink) })(body, at).value;

interface WireLinkType {
  readonly linkTypeId: number;
  readonly sourceLabel: string;
  readonly targetLabel: string;
  readonly linkTypeDescription?: string | null | undefined;
}

const readWireLinkType = object<WireLinkType>({
  linkTypeId: integer,
  sourceLabel: textOrEmpty,
  targetLabel: textOrEmpty,
  linkTypeDescription: nullable(text),
});

export const readLinkType: Reader<LinkType> = (body, at) => {
  const { linkTypeDescription, ...type } = readWireLinkType(body, at);
  return linkTypeDescription === undefined ? type : { ...type, description: linkTypeDescription };
};

/** The list of repositories is a bare array, unlike every other list. */
export const readRepositories: Reader<readonly RepositoryInfo[]> = listOf((body, at) => {
  const { repoId, repoName, webclientUrl } = readWireRepository(body, at);
  const repository: { -readonly [K in keyof RepositoryInfo]: RepositoryInfo[K] } = { repoId };
  if (repoName !== undefined) repository.repoName = repoName;
  if (webclientUrl !== undefined) repository.webClientUrl = webclientUrl;
  return repository;
});

const readWireRepository = object<{
  readonly repoId: string;
  readonly repoName?: string | null | undefined;
  readonly webclientUrl?: string | null | undefined;
}>({ repoId: text, repoName: nullable(text), webclientUrl: nullable(text) });

/** 200 all found, 204 nothing found and no body, 206 more exist than were sent. */
export function readSearchResult(body: unknown, at: string, status: number): SearchResult {
  if (status === 204) return { entries: [], truncated: false };
  const { value } = object<{ value: readonly Entry[] }>({ value: listOf(readEntry) })(body, at);
  return { entries: value, truncated: status === 206 };
}

interface PageBody<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
}

/** A page of a listing that was asked for at `url`; a relative next link is resolved against it. */
export function pageReader<T>(item: Reader<T>, url: string): Reader<Page<T>> {
  const read = object<PageBody<T>>({
    value: listOf(item),
    '@odata.nextLink': optional(text),
    '@odata.count': optional(integer),
  });
  return (body, at) => {
    const { value, '@odata.nextLink': nextLink, '@odata.count': count } = read(body, at);
    return {
      items: value,
      ...(nextLink && { next: resolveNextLink(nextLink, url) }),
      ...(count !== undefined && { count }),
    };
  };
}

function resolveNextLink(nextLink: string, url: string): string {
  const resolved = URL.canParse(nextLink, url) ? new URL(nextLink, url).href : undefined;
  if (resolved === undefined) throw new ShapeError('@odata.nextLink is not a URL');
  if (resolved === new URL(url).href) throw new ShapeError('@odata.nextLink leads back to its own page');
  return resolved;
}

/** One element of the body of PUT `…/links` (`PutLinksRequest` of the published description). */
export interface WireAssignment {
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly customProperties?: Readonly<Record<string, string>>;
}

/** The body of PUT `…/links` (guide "Assign Links"): properties are read by one name and written by another. */
export function toWirePayload(links: readonly LinkAssignment[]): WireAssignment[] {
  return links.map(({ targetId, linkTypeId, properties }) => ({
    targetId,
    linkTypeId,
    ...(properties && { customProperties: properties }),
  }));
}

/** Fields of links that this version of the API names otherwise than we do. */
const OUR_NAMES: ReadonlyMap<string, keyof Link> = new Map<keyof WireLink, keyof Link>([
  ['sourceFullPath', 'sourcePath'],
  ['targetFullPath', 'targetPath'],
  ['linkTypeDescription', 'typeDescription'],
  ['linkProperties', 'properties'],
  ['sourceLink', 'sourceUrl'],
  ['targetLink', 'targetUrl'],
]);

/** A link that was stored in the terms of this version of the API, in ours; whatever else stands in it stays. */
export function readStoredLink(stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [OUR_NAMES.get(name) ?? name, value]),
  );
}

/** The same for an element of a payload. */
export function readStoredAssignment({
  customProperties,
  ...stored
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return customProperties === undefined ? stored : { ...stored, properties: customProperties };
}
