import type { Entry, EntryField, EntryType, Link, LinkType } from '../../domain';
import { inOneSpelling, ownAddress } from '../http/ownAddress';
import type { AnswerFacts, ApiRequest } from '../http/request';
import {
  boolean,
  integer,
  listOf,
  nullable,
  object,
  objectBy,
  oneOf,
  optional,
  ShapeError,
  shownProperties,
  text,
  textOrEmpty,
  type Reader,
} from '../http/shape';
import type { EntryByPath, ListedRepository, Page, SearchResult } from '../repository';
import { baseOf } from './paths';

const entryType = oneOf<EntryType>('Folder', 'RecordSeries', 'Document', 'Shortcut');
const integerOrNull = nullable(integer);
const textOrNull = nullable(text);
const maybeText = optional(text);
const maybeInteger = optional(integer);
const maybeBoolean = optional(boolean);
const maybeType = optional(entryType);

/**
 * Property by property, unlike everything else that is read: entries come by the ten thousand, and code that names each
 * property takes a ninth of the time of a loop over their names.
 */
export const readEntry: Reader<Entry> = objectBy((source) => {
  const entry: { -readonly [K in keyof Entry]: Entry[K] } = {
    id: integer(source['id'], '.id'),
    name: textOrEmpty(source['name'], '.name'),
    entryType: entryType(source['entryType'], '.entryType'),
  };
  const parentId = integerOrNull(source['parentId'], '.parentId');
  if (parentId !== undefined) entry.parentId = parentId;
  const fullPath = textOrNull(source['fullPath'], '.fullPath');
  const folder = textOrNull(source['folderPath'], '.folderPath');
  if (typeof fullPath === 'string' || !folder) {
    if (fullPath !== undefined) entry.path = fullPath;
  } else {
    entry.path = `${folder.replace(/\\$/, '')}\\${entry.name}`;
  }
  const creator = textOrNull(source['creator'], '.creator');
  if (creator !== undefined) entry.creator = creator;
  const creationTime = maybeText(source['creationTime'], '.creationTime');
  if (creationTime !== undefined) entry.createdAt = creationTime;
  const lastModifiedTime = maybeText(source['lastModifiedTime'], '.lastModifiedTime');
  if (lastModifiedTime !== undefined) entry.modifiedAt = lastModifiedTime;
  const templateName = textOrNull(source['templateName'], '.templateName');
  if (templateName !== undefined) entry.templateName = templateName;
  const extension = textOrNull(source['extension'], '.extension');
  if (extension !== undefined) entry.extension = extension;
  const isRecord = maybeBoolean(source['isRecord'], '.isRecord');
  if (isRecord !== undefined) entry.isRecord = isRecord;
  const isCheckedOut = maybeBoolean(source['isCheckedOut'], '.isCheckedOut');
  if (isCheckedOut !== undefined) entry.isCheckedOut = isCheckedOut;
  const targetId = maybeInteger(source['targetId'], '.targetId');
  if (targetId !== undefined) entry.targetId = targetId;
  const targetType = maybeType(source['targetType'], '.targetType');
  if (targetType !== undefined) entry.targetType = targetType;
  return entry;
});

const readWireEntryByPath = object<{
  readonly entry?: Entry | undefined;
  readonly ancestorEntry?: Entry | undefined;
}>({ entry: optional(readEntry), ancestorEntry: optional(readEntry) });

export const readEntryByPath: Reader<EntryByPath> = (body, at) => {
  const { entry, ancestorEntry } = readWireEntryByPath(body, at);
  return { ...(entry && { entry }), ...(ancestorEntry && { ancestor: ancestorEntry }) };
};

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
  if (wire.linkId !== undefined) link.id = wire.linkId;
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

interface WireField {
  readonly fieldName: string;
  readonly fieldType?: string | undefined;
  readonly values?: readonly string[] | undefined;
}

const readWireField = object<WireField>({
  fieldName: textOrEmpty,
  // A type that is not known is a text like any other.
  fieldType: (value) => (typeof value === 'string' ? value : undefined),
  values: (value) => (Array.isArray(value) ? value.flatMap(readFieldValue) : []),
});

/** `{ value, position }`: an empty one says nothing, and a number or truth is told as a text. */
function readFieldValue(item: unknown): string[] {
  const value = typeof item === 'object' && item !== null && 'value' in item ? item.value : item;
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

export const readField: Reader<EntryField> = (body, at) => {
  const { fieldName: name, fieldType: type, values = [] } = readWireField(body, at);
  return { name, values, ...(type !== undefined && { type }) };
};

/** The list of repositories is a bare array, unlike every other list. */
export const readRepositories: Reader<readonly ListedRepository[]> = listOf((body, at) => {
  const { repoId, repoName, webclientUrl } = readWireRepository(body, at);
  const repository: { -readonly [K in keyof ListedRepository]: ListedRepository[K] } = { repoId };
  if (repoName !== undefined) repository.name = repoName;
  if (webclientUrl !== undefined) repository.webClientUrl = webclientUrl;
  return repository;
});

const readWireRepository = object<{
  readonly repoId: string;
  readonly repoName?: string | null | undefined;
  readonly webclientUrl?: string | null | undefined;
}>({ repoId: text, repoName: nullable(text), webclientUrl: nullable(text) });

/** 200 all found, 204 nothing found and no body, 206 more exist than were sent. */
export function readSearchResult(body: unknown, at: string, { status }: AnswerFacts): SearchResult {
  if (status === 204) return { entries: [], truncated: false };
  const { value } = object<{ value: readonly Entry[] }>({ value: listOf(readEntry) })(body, at);
  return { entries: value, truncated: status === 206 };
}

interface PageBody<T> {
  readonly value: readonly T[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
}

/** A number that is only shown: anything else counts as not told. */
const wholeOrNothing: Reader<number | undefined> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

/** Reads a page of a listing; see `ownAddress` for what becomes of the next link. */
export function pageReader<T>(item: Reader<T>): ApiRequest<Page<T>>['read'] {
  const read = object<PageBody<T>>({
    value: listOf(item),
    '@odata.nextLink': optional(text),
    '@odata.count': wholeOrNothing,
  });
  return (body, at, { url }) => {
    const { value, '@odata.nextLink': nextLink, '@odata.count': count } = read(body, at);
    return {
      items: value,
      ...(nextLink && { next: resolveNextLink(nextLink, url) }),
      ...(count !== undefined && { count }),
    };
  };
}

function resolveNextLink(nextLink: string, url: string): string {
  const resolved = ownAddress(nextLink, url, baseOf(url));
  if (inOneSpelling(resolved) === inOneSpelling(url))
    throw new ShapeError('@odata.nextLink leads back to its own page');
  return resolved;
}
