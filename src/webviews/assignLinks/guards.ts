import type { Entry, EntryType, Link, LinkAssignment } from '../../api/types';
import type { LinkProperties, OutgoingLink } from '../../links';
import type { AppMessage, EntryView, Request, SavedState, Wish } from './protocol';

/** Reads a message of the app; `undefined` for anything else that arrives. */
export function readAppMessage(value: unknown): AppMessage | undefined {
  if (!isRecord(value)) return undefined;
  if (value['type'] === 'ready') return { type: 'ready' };
  const { id } = value;
  if (value['type'] === 'cancel' && isId(id)) return { type: 'cancel', id };
  if (value['type'] !== 'request' || !isId(id)) return undefined;
  const request = readRequest(value['request']);
  return request && { type: 'request', id, request };
}

function readRequest(value: unknown): Request | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, fresh, text, entryId, what, changeId } = value;
  switch (kind) {
    case 'load':
      return typeof fresh === 'boolean' ? { kind, fresh } : undefined;
    case 'takeProposals':
    case 'showHistory':
      return { kind };
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
      return isId(entryId) ? { kind, entryId } : undefined;
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

function readWish(value: Readonly<Record<string, unknown>>): Wish | undefined {
  const base = listOf(value['base'], isLink);
  const wanted = listOf(value['wanted'], isOutgoingLink);
  const known = listOf(value['known'], isEntry);
  const missing = listOf(value['missing'], isId);
  return base && wanted && known && missing && { base, wanted, known, missing };
}

/** Reads what the window kept of a form; `undefined` when there is nothing usable. */
export function readSavedState(value: unknown): SavedState | undefined {
  if (!isRecord(value)) return undefined;
  const { connectionId, sourceId, draft } = value;
  return typeof connectionId === 'string' && isId(sourceId) ? { connectionId, sourceId, draft } : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Entry and link type ids are positive 32-bit integers. */
export function isId(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 0x7fffffff;
}

export function listOf<T>(value: unknown, isItem: (item: unknown) => item is T): readonly T[] | undefined {
  return Array.isArray(value) && value.every(isItem) ? value : undefined;
}

/** Checks the properties of an entry that everything shown of it needs. */
export function isEntryView(value: unknown): value is EntryView {
  return isRecord(value) && isId(value['id']) && typeof value['name'] === 'string';
}

const ENTRY_TYPES: readonly unknown[] = [
  'Folder',
  'RecordSeries',
  'Document',
  'Shortcut',
] satisfies EntryType[];

function isEntry(value: unknown): value is Entry {
  return isEntryView(value) && ENTRY_TYPES.includes(value.entryType);
}

function isProperties(value: unknown): value is LinkProperties {
  return isRecord(value) && Object.values(value).every((item) => typeof item === 'string');
}

function isOutgoingLink(value: unknown): value is OutgoingLink {
  return (
    isRecord(value) &&
    isId(value['targetId']) &&
    isId(value['linkTypeId']) &&
    isProperties(value['properties'])
  );
}

function isAssignment(value: unknown): value is LinkAssignment {
  if (!isRecord(value)) return false;
  const { customProperties } = value;
  return (
    isId(value['targetId']) &&
    isId(value['linkTypeId']) &&
    (customProperties === undefined || isProperties(customProperties))
  );
}

const LINK_TEXTS = ['sourceLabel', 'targetLabel', 'sourceFullPath', 'targetFullPath'] as const;

/** Checks the properties of a link that anything is decided by or shown from. */
export function isLink(value: unknown): value is Link {
  if (!isRecord(value)) return false;
  const { sourceId, targetId, linkTypeId, linkProperties } = value;
  return (
    isId(sourceId) &&
    isId(targetId) &&
    (linkTypeId === undefined || typeof linkTypeId === 'number') &&
    (linkProperties === undefined || linkProperties === null || isProperties(linkProperties)) &&
    LINK_TEXTS.every((name) => isOptionalText(value[name]))
  );
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}
