import { readEntry } from './entryAnswer';
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
import type { Entry, EntryByPath, Link, LinkType, Page, RepositoryInfo, SearchResult } from './types';

export { readEntry };

export const readEntryByPath: Reader<EntryByPath> = object<EntryByPath>({
  entry: optional(readEntry),
  ancestorEntry: optional(readEntry),
});

const readWholeLink = object<Omit<Link, 'hasOddProperties'>>({
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
  const link = readWholeLink(body, at);
  const told = (body as Partial<Link>).linkProperties ?? undefined;
  const isOdd = told !== undefined && link.linkProperties !== told;
  return isOdd ? { ...link, hasOddProperties: true } : link;
};

/** The answer of PUT `…/links`. */
export const readAssignedLinks: Reader<readonly Link[]> = (body, at) =>
  object<{ value: readonly Link[] }>({ value: listOf(readLink) })(body, at).value;

export const readLinkType: Reader<LinkType> = object<LinkType>({
  linkTypeId: integer,
  sourceLabel: textOrEmpty,
  targetLabel: textOrEmpty,
  linkTypeDescription: nullable(text),
});

/** The list of repositories is a bare array, unlike every other list. */
export const readRepositories: Reader<readonly RepositoryInfo[]> = listOf(
  object<RepositoryInfo>({ repoId: text, repoName: nullable(text), webclientUrl: nullable(text) }),
);

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
      ...(nextLink && { nextLink: resolveNextLink(nextLink, url) }),
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
