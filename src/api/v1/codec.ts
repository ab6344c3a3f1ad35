import type { Entry, EntryField, EntryType, Link, LinkType } from '../../domain';
import { inOneSpelling, ownAddress, samePath } from '../http/ownAddress';
import type { AnswerFacts, ApiRequest } from '../http/request';
import {
  boolean,
  detail,
  integer,
  listOf,
  nullable,
  object,
  objectBy,
  optional,
  rowsOf,
  type Rows,
  ShapeError,
  shownProperties,
  text,
  textOrEmpty,
  type Reader,
} from '../http/shape';
import type { EntryByPath, ListedRepository, Page, SearchResult } from '../repository';
import { baseOf } from './paths';

const ENTRY_TYPES: readonly EntryType[] = ['Folder', 'RecordSeries', 'Document', 'Shortcut'];
const detailText = detail(told);
/** Null is told, and means none. */
const maybeText: Reader<string | null | undefined> = (value, at) =>
  value === null ? null : detailText(value, at);
const maybeInteger = detail(integer);
const maybeBoolean = detail(boolean);
/** An id that no entry has: the server does not tell which one it is. */
const NOT_TOLD = 0;

/** A text that says something: an empty one tells as little as none. */
function told(value: unknown, at: string): string {
  const read = text(value, at).trim() === '' ? undefined : (value as string);
  if (read === undefined) throw new ShapeError(`${at} is empty`);
  return read;
}

/**
 * The type of an entry: by its name, by the name of its sub-type (`#Laserfiche.Repository.Document`), else by what else is
 * told: only a shortcut has a target. Undefined where nobody knows.
 */
function entryTypeOf(source: Readonly<Record<string, unknown>>, hasTarget: boolean): EntryType | undefined {
  const named = knownType(source['entryType']) ?? knownType(source['@odata.type']);
  if (named !== undefined) return named;
  if (hasTarget) return 'Shortcut';
  return source['isContainer'] === true ? 'Folder' : undefined;
}

function knownType(value: unknown): EntryType | undefined {
  const name = typeof value === 'string' ? value.slice(value.lastIndexOf('.') + 1).toLowerCase() : '';
  return ENTRY_TYPES.find((type) => type.toLowerCase() === name);
}

/** ISO 8601; some servers tell seconds or milliseconds since 1970. */
function momentOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  const milliseconds = value < 1e11 ? value * 1000 : value;
  return milliseconds < 8.64e15 ? new Date(milliseconds).toISOString() : undefined;
}

/**
 * Property by property, unlike everything else that is read: entries come by the ten thousand, and code that names each
 * property takes a ninth of the time of a loop over their names. Only an id is needed: what else is odd costs its detail.
 */
export const readEntry: Reader<Entry> = objectBy((source) => {
  // Any object may have an id.
  if (source['name'] === undefined && source['entryType'] === undefined)
    throw new ShapeError('.name is not told, and neither is a type');
  const targetId = maybeInteger(source['targetId'], '.targetId') ?? NOT_TOLD;
  const targetType = knownType(source['targetType']);
  const entryType = entryTypeOf(source, targetId > NOT_TOLD || targetType !== undefined);
  const entry: { -readonly [K in keyof Entry]: Entry[K] } = {
    id: integer(source['id'], '.id'),
    name: textOrEmpty(source['name'], '.name'),
    // What nobody knows is shown as a document, which opens to its links only.
    entryType: entryType ?? 'Document',
  };
  if (entryType === undefined) entry.hasUnknownType = true;
  const parentId = source['parentId'] === null ? null : maybeInteger(source['parentId'], '.parentId');
  if (parentId !== undefined) entry.parentId = parentId;
  const fullPath = maybeText(source['fullPath'], '.fullPath');
  const folder = maybeText(source['folderPath'], '.folderPath');
  if (typeof fullPath === 'string' || !folder) {
    if (fullPath !== undefined) entry.path = fullPath;
  } else if (entry.name.trim() !== '') entry.path = `${folder.replace(/\\$/, '')}\\${entry.name}`;
  const creator = maybeText(source['creator'], '.creator');
  if (creator !== undefined) entry.creator = creator;
  const createdAt = momentOf(source['creationTime']);
  if (createdAt !== undefined) entry.createdAt = createdAt;
  const modifiedAt = momentOf(source['lastModifiedTime']);
  if (modifiedAt !== undefined) entry.modifiedAt = modifiedAt;
  const templateName = maybeText(source['templateName'], '.templateName');
  if (templateName !== undefined) entry.templateName = templateName;
  const extension = maybeText(source['extension'], '.extension');
  if (extension !== undefined) entry.extension = extension;
  const isRecord = maybeBoolean(source['isRecord'], '.isRecord');
  if (isRecord !== undefined) entry.isRecord = isRecord;
  const isCheckedOut = maybeBoolean(source['isCheckedOut'], '.isCheckedOut');
  if (isCheckedOut !== undefined) entry.isCheckedOut = isCheckedOut;
  if (targetId > NOT_TOLD) entry.targetId = targetId;
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

const idOrNone = (value: unknown, at: string): number =>
  Math.max(NOT_TOLD, maybeInteger(value, at) ?? NOT_TOLD);

const readWireLink = object<WireLink>({
  linkId: maybeInteger,
  sourceId: idOrNone,
  sourceFullPath: maybeText,
  sourceLabel: detail(textOrEmpty),
  targetId: idOrNone,
  targetFullPath: maybeText,
  targetLabel: detail(textOrEmpty),
  description: detail(text),
  linkTypeId: maybeInteger,
  linkTypeDescription: detail(text),
  linkProperties: nullable(shownProperties),
  sourceLink: maybeText,
  targetLink: maybeText,
});

/**
 * A link that is odd costs the entry its writability, not its links: a property value that is no text, an end that is not
 * told (id 0). One row that is no link at all is told as a link from nowhere to nowhere, so that nobody writes without it.
 */
export const readLink: Reader<Link> = (body, at) => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { sourceId: NOT_TOLD, targetId: NOT_TOLD };
  const wire = readWireLink(body, at);
  const properties = (body as Partial<WireLink>).linkProperties ?? undefined;
  const isOdd = properties !== undefined && wire.linkProperties !== properties;
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
  linkTypeDescription: detail(text),
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

/** A row without an id is no repository that could be opened. Names of the second version count as well. */
const readRepository: Reader<ListedRepository> = objectBy((source) => {
  const name = maybeText(source['repoName'] === undefined ? source['name'] : source['repoName'], '.repoName');
  const webClientUrl = maybeText(source['webclientUrl'] ?? source['webClientUrl'], '.webclientUrl');
  return {
    repoId: told(source['repoId'] ?? source['id'], '.repoId'),
    ...(name !== undefined && { name }),
    ...(webClientUrl !== undefined && { webClientUrl }),
  };
});

const readRepositoryRows = rowsOf(readRepository);

/**
 * The list of repositories is a bare array, unlike every other list; some servers answer it as `{ value }`. One that keeps
 * its list to itself may answer nothing.
 */
export const readRepositories: Reader<readonly ListedRepository[]> = (body, at) => {
  const isInObject = typeof body === 'object' && body !== null && !Array.isArray(body) && 'value' in body;
  const list = isInObject ? body.value : body;
  return readRepositoryRows(list ?? [], isInObject ? `${at}.value` : at).rows;
};

const readFound = object<{ value: Rows<Entry> }>({ value: rowsOf(readEntry) });

/** 200 all found, 204 nothing found and no body, 206 more exist than were sent. */
export function readSearchResult(body: unknown, at: string, { status }: AnswerFacts): SearchResult {
  if (status === 204) return { entries: [], truncated: false };
  const { rows, unreadable } = readFound(body, at).value;
  return { entries: rows, truncated: status === 206, ...(unreadable > 0 && { unreadable }) };
}

interface PageBody<T> {
  readonly value: Rows<T>;
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
}

/** A number that is only shown: anything else counts as not told. */
const wholeOrNothing: Reader<number | undefined> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

/** Reads a page of a list that is only shown: rows that can't be read are counted. */
export const rowsReader = <T>(item: Reader<T>): ApiRequest<Page<T>>['read'] => {
  const read = readPage(rowsOf(item));
  // No content: nothing is there. Whatever else is no list tells nothing.
  return (body, at, facts) => (facts.status === 204 ? { items: [] } : read(body, at, facts));
};

/** Reads a page of a list that may be written back: all of it, or none. See `ownAddress` for what becomes of the next link. */
export const pageReader = <T>(item: Reader<T>): ApiRequest<Page<T>>['read'] => {
  const list = listOf(item);
  const read = readPage((value, at) => ({ rows: list(value, at), unreadable: 0 }));
  return (body, at, facts) => {
    const page = read(body, at, facts);
    // Another list for the rest of this one would be written back without what it left out.
    if (page.next !== undefined && !samePath(page.next, facts.url))
      throw new ShapeError('@odata.nextLink leads to another list');
    return page;
  };
};

function readPage<T>(list: Reader<Rows<T>>): ApiRequest<Page<T>>['read'] {
  const read = object<PageBody<T>>({
    value: list,
    '@odata.nextLink': optional(text),
    '@odata.count': wholeOrNothing,
  });
  return (body, at, { url }) => {
    const {
      value: { rows, unreadable },
      '@odata.nextLink': nextLink,
      '@odata.count': count,
    } = read(body, at);
    return {
      items: rows,
      ...(unreadable > 0 && { unreadable }),
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
