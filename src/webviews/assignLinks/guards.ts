import type { Entry, Link, LinkAssignment, LinkProperties, OutgoingLink, RepositoryRef } from '../../domain';
import {
  DRAFT_VERSION,
  type AppMessage,
  type EntryView,
  type Request,
  type SavedState,
  type Wish,
} from './protocol';

/** A message that is none of the protocol: whoever sent it may be waiting for the answer to its id. */
export interface InvalidMessage {
  readonly type: 'invalid';
  readonly id?: number;
}

/** Reads a message of the app. */
export function readAppMessage(value: unknown): AppMessage | InvalidMessage {
  if (!isRecord(value)) return { type: 'invalid' };
  const { id, type } = value;
  if (type === 'ready') return { type };
  if (type === 'draft') return { type, draft: value['draft'] };
  if (!isWholeNumber(id)) return { type: 'invalid' };
  if (type === 'cancel' || type === 'told') return { type, id };
  const request = type === 'request' ? readRequest(value['request']) : undefined;
  return request ? { type: 'request', id, request } : { type: 'invalid', id };
}

function readRequest(value: unknown): Request | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, fresh, text, entryId, what, changeId, id } = value;
  switch (kind) {
    case 'load':
      return typeof fresh === 'boolean' ? { kind, fresh } : undefined;
    case 'resume':
    case 'takeProposals':
    case 'showHistory':
      return { kind };
    case 'outcome':
      return isWholeNumber(id) ? { kind, id } : undefined;
    case 'restoreIncoming': {
      const links = listOf(value['links'], isLink);
      return links && { kind, links };
    }
    case 'undo':
      return typeof changeId === 'string' ? { kind, changeId } : undefined;
    case 'findTargets':
      return typeof text === 'string' ? { kind, text } : undefined;
    case 'resolveTarget':
    case 'reveal':
      return isWholeNumber(entryId) ? { kind, entryId } : undefined;
    case 'save':
    case 'preview': {
      const wish = readWish(value);
      return wish && { kind, ...wish };
    }
    case 'copy': {
      const payload = listOf(value['payload'], isAssignment);
      return payload && (what === 'body' || what === 'curl') ? { kind, what, payload } : undefined;
    }
    default:
      return undefined;
  }
}

/** What came from the server may be odd; what the person wants beyond it may not. Facts only make warnings: odd ones are left out. */
function readWish(value: Readonly<Record<string, unknown>>): Wish | undefined {
  const base = listOf(value['base'], isLink);
  const known = listOf(value['known'], isAnything);
  const missing = listOf(value['missing'], isWholeNumber);
  if (!base || !known || !missing) return undefined;
  const told = new Set(base.map(({ targetId }) => targetId));
  const wanted = listOf(value['wanted'], (link) => isWantedLink(link, told));
  return wanted && { base, wanted, known: known.filter((one) => isEntry(one)), missing };
}

/** Reads what the window kept of a form; `undefined` when there is nothing usable, or it is of a newer version. */
export function readSavedState(value: unknown): SavedState | undefined {
  if (!isRecord(value)) return undefined;
  const { version, connectionId, repository, sourceId, draft } = value;
  if (typeof connectionId !== 'string' || !isWholeNumber(sourceId)) return undefined;
  // Of the time before versions: nobody knows any more which repository its draft was typed for.
  if (version === undefined) return { version: DRAFT_VERSION, connectionId, sourceId };
  return version === DRAFT_VERSION && isRepository(repository)
    ? { version, connectionId, repository, sourceId, draft }
    : undefined;
}

/** Whether something was kept by a newer version of the extension. */
export function isOfNewerVersion(value: unknown): boolean {
  return isRecord(value) && typeof value['version'] === 'number' && value['version'] > DRAFT_VERSION;
}

export function isRepository(value: unknown): value is RepositoryRef {
  return isRecord(value) && typeof value['baseUrl'] === 'string' && typeof value['repoId'] === 'string';
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Entry and link type ids that may be written: positive 32-bit integers. */
export function isId(value: unknown): value is number {
  return isWholeNumber(value) && value > 0 && value <= 0x7fffffff;
}

/** Ids as a server may tell them: 0 for an entry that is gone, or above 32 bit. */
export function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

export function listOf<T>(value: unknown, isItem: (item: unknown) => item is T): readonly T[] | undefined {
  return Array.isArray(value) && value.every(isItem) ? value : undefined;
}

/** Checks the properties of an entry that everything shown of it needs. */
export function isEntryView(value: unknown): value is EntryView {
  return isRecord(value) && isWholeNumber(value['id']) && typeof value['name'] === 'string';
}

const isAnything = (_value: unknown): _value is unknown => true;

/** An entry of a type that nobody knows yet is an entry all the same. */
function isEntry(value: unknown): value is Entry {
  return isEntryView(value) && typeof value.entryType === 'string';
}

function isProperties(value: unknown): value is LinkProperties {
  return isRecord(value) && Object.values(value).every((item) => typeof item === 'string');
}

/** Ids of a link that the server has are the server's; those of any other are checked. */
function isWantedLink(value: unknown, told: ReadonlySet<number>): value is OutgoingLink {
  if (!isRecord(value)) return false;
  const { targetId, linkTypeId, properties } = value;
  const isTold = isWholeNumber(targetId) && told.has(targetId) && isWholeNumber(linkTypeId);
  return (isTold || (isId(targetId) && isId(linkTypeId))) && isProperties(properties);
}

/** Copied only, as it shows. */
function isAssignment(value: unknown): value is LinkAssignment {
  if (!isRecord(value)) return false;
  const { properties } = value;
  return (
    isWholeNumber(value['targetId']) &&
    isWholeNumber(value['linkTypeId']) &&
    (properties === undefined || isProperties(properties))
  );
}

const LINK_TEXTS = ['sourceLabel', 'targetLabel', 'sourcePath', 'targetPath'] as const;

/** Checks what every reader of a link relies on; its properties may hold anything that a server sends. */
export function isLink(value: unknown): value is Link {
  if (!isRecord(value)) return false;
  const { sourceId, targetId, linkTypeId, properties } = value;
  return (
    isWholeNumber(sourceId) &&
    isWholeNumber(targetId) &&
    (linkTypeId === undefined || typeof linkTypeId === 'number') &&
    (properties === undefined || properties === null || isRecord(properties)) &&
    LINK_TEXTS.every((name) => isOptionalText(value[name]))
  );
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}
