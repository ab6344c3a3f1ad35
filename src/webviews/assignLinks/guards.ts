import type {
  ConflictChoice,
  Entry,
  Link,
  LinkKey,
  LinkProperties,
  OutgoingLink,
  RepositoryRef,
} from '../../domain';
import { isAnything, isId, isOptionalText, isRecord, isText, isWholeNumber, listOf } from '../shared/guards';
import {
  DRAFT_VERSION,
  type AppMessage,
  type EntryView,
  type FormChange,
  type Request,
  type RequestedLinks,
  type ResolvedConflicts,
  type SavedState,
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
  if (type === 'ready' || type === 'ping') return { type };
  if (type === 'draft') return { type, draft: value['draft'] };
  if (!isWholeNumber(id)) return { type: 'invalid' };
  if (type === 'cancel' || type === 'received') return { type, id };
  const request = type === 'request' ? readRequest(value['request']) : undefined;
  return request ? { type: 'request', id, request } : { type: 'invalid', id };
}

function readRequest(value: unknown): Request | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, fresh, text, entryId, what, changeId, id, lines, planId } = value;
  switch (kind) {
    case 'load':
    case 'open':
      return typeof fresh === 'boolean' ? { kind, fresh } : undefined;
    case 'takeProposals':
    case 'showHistory':
      return { kind };
    case 'help':
      return value['by'] === 'diagnosis' || value['by'] === 'log' ? { kind, by: value['by'] } : undefined;
    case 'outcome':
      return isWholeNumber(id) ? { kind, id } : undefined;
    case 'restoreIncoming': {
      const links = listOf(value['links'], isLink);
      return links && { kind, links };
    }
    case 'changeIncoming': {
      const links = listOf(value['links'], isLink);
      const known = what === 'type' || what === 'properties' || what === 'remove';
      return links && known ? { kind, what, links } : undefined;
    }
    case 'isUndoable':
      return isText(changeId) ? { kind, changeId } : undefined;
    case 'undo': {
      const resolved = readResolved(value['resolved']);
      if (!isText(changeId) || (value['resolved'] !== undefined && !resolved)) return undefined;
      return { kind, changeId, ...(resolved && { resolved }) };
    }
    case 'describe': {
      const change = readChange(value);
      return change && isWholeNumber(lines) ? { kind, ...change, lines } : undefined;
    }
    case 'findTargets':
      return isText(text) ? { kind, text } : undefined;
    case 'resolveTarget':
    case 'reveal':
    case 'openLinks':
      return isWholeNumber(entryId) ? { kind, entryId } : undefined;
    case 'plan': {
      const requestedLinks = readRequestedLinks(value);
      return requestedLinks && { kind, ...requestedLinks };
    }
    case 'preview':
    case 'apply':
      return isWholeNumber(planId) ? { kind, planId } : undefined;
    case 'copy': {
      const change = readChange(value);
      return change && (what === 'body' || what === 'curl') ? { kind, ...change, what } : undefined;
    }
    default:
      return undefined;
  }
}

/** What came from the server may be odd; what the person requests beyond it may not. */
function readRequestedLinks(value: Readonly<Record<string, unknown>>): RequestedLinks | undefined {
  const base = listOf(value['base'], isLink);
  const facts = readFacts(value);
  if (!base || !facts) return undefined;
  const told = new Set(base.map(({ targetId }) => targetId));
  const requested = listOf(value['requested'], (link) => isRequestedLink(link, told));
  const order = listOf(value['order'], isKey);
  return requested && { base, requested, ...(order && { order }), ...facts };
}

/** Nothing is sent of it: ids are shown as they are. */
function readChange(value: Readonly<Record<string, unknown>>): FormChange | undefined {
  const { edit } = value;
  const base = listOf(value['base'], isLink);
  const facts = readFacts(value);
  if (!isRecord(edit) || !facts || (value['base'] !== undefined && !base)) return undefined;
  const upsert = listOf(edit['upsert'], isOutgoingLink);
  const remove = listOf(edit['remove'], isKey);
  const order = listOf(edit['order'], isKey);
  return (
    upsert && remove && { edit: { upsert, remove, ...(order && { order }) }, ...(base && { base }), ...facts }
  );
}

/** Facts only make warnings: odd ones are left out. */
function readFacts(
  value: Readonly<Record<string, unknown>>,
): Pick<FormChange, 'known' | 'missing'> | undefined {
  const known = listOf(value['known'], isAnything);
  const missing = listOf(value['missing'], isWholeNumber);
  return known && missing && { known: known.filter((one) => isEntry(one)), missing };
}

function readResolved(value: unknown): ResolvedConflicts | undefined {
  const read = readConflictChoices(value);
  const all = isRecord(value) && isRecord(value['choices']) ? Object.keys(value['choices']).length : 0;
  return read && Object.keys(read.choices).length === all ? read : undefined;
}

/** Choices that are none are left out. */
export function readConflictChoices(value: unknown): ResolvedConflicts | undefined {
  if (!isRecord(value) || !isRecord(value['choices'])) return undefined;
  const theirs = listOf(value['theirs'], isLink);
  const choices = Object.entries(value['choices']).flatMap(([key, side]): [string, ConflictChoice][] =>
    side === 'mine' || side === 'theirs' ? [[key, side]] : [],
  );
  return theirs && { theirs, choices: Object.fromEntries(choices) };
}

export function isKey(value: unknown): value is LinkKey {
  return isRecord(value) && isWholeNumber(value['targetId']) && isWholeNumber(value['linkTypeId']);
}

/** Reads what the window kept of a form; `undefined` when there is nothing usable, or another version wrote it. */
export function readSavedState(value: unknown): SavedState | undefined {
  if (!isRecord(value) || value['version'] !== DRAFT_VERSION) return undefined;
  const { connectionId, repository, sourceId, draft } = value;
  return isText(connectionId) && isWholeNumber(sourceId) && isRepository(repository)
    ? { version: DRAFT_VERSION, connectionId, repository, sourceId, draft }
    : undefined;
}

export function isRepository(value: unknown): value is RepositoryRef {
  return isRecord(value) && isText(value['baseUrl']) && isText(value['repoId']);
}

/** Checks the properties of an entry that everything shown of it needs. */
export function isEntryView(value: unknown): value is EntryView {
  return isRecord(value) && isWholeNumber(value['id']) && isText(value['name']);
}

/** An entry of a type that nobody knows yet is an entry all the same. */
function isEntry(value: unknown): value is Entry {
  return isEntryView(value) && isText(value.entryType);
}

function isProperties(value: unknown): value is LinkProperties {
  return isRecord(value) && Object.values(value).every(isText);
}

/** Ids of a link that the server has are the server's; those of any other are checked. */
function isRequestedLink(value: unknown, told: ReadonlySet<number>): value is OutgoingLink {
  if (!isRecord(value)) return false;
  const { targetId, linkTypeId, properties } = value;
  const isTold = isWholeNumber(targetId) && told.has(targetId) && isWholeNumber(linkTypeId);
  return (isTold || (isId(targetId) && isId(linkTypeId))) && isProperties(properties);
}

export function isOutgoingLink(value: unknown): value is OutgoingLink {
  return (
    isRecord(value) &&
    isWholeNumber(value['targetId']) &&
    isWholeNumber(value['linkTypeId']) &&
    isProperties(value['properties'])
  );
}

const LINK_TEXTS = ['sourceLabel', 'targetLabel', 'sourcePath', 'targetPath'] as const;

/** Checks what every reader of a link relies on; its properties may hold anything that a server sends. */
export function isLink(value: unknown): value is Link {
  if (!isRecord(value)) return false;
  const { sourceId, targetId, linkTypeId, properties, hasOddProperties } = value;
  return (
    isWholeNumber(sourceId) &&
    isWholeNumber(targetId) &&
    (linkTypeId === undefined || typeof linkTypeId === 'number') &&
    (properties === undefined || properties === null || isRecord(properties)) &&
    (hasOddProperties === undefined || hasOddProperties === true) &&
    LINK_TEXTS.every((name) => isOptionalText(value[name]))
  );
}
