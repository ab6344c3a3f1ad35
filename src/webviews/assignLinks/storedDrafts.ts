import { readStoredLink, readStoredLinkType } from '../../api';
import type { RepositoryRef } from '../../domain';
import { isRecord, isText, isWholeNumber } from '../shared/guards';
import { readSavedState } from './guards';
import { DRAFT_VERSION } from './protocol';

/**
 * Versions of what is kept of a form. 1: links and link types as a server of version 1 told them, the names of version 1
 * for conflicts and dropped links. 2: in the terms of the domain.
 */
const FIRST_VERSION = 1;

export function isKnownVersion(version: unknown): version is number {
  return version === FIRST_VERSION || version === DRAFT_VERSION;
}

/** Whether something was kept by a newer version of the extension. */
export function isOfNewerVersion(value: unknown): boolean {
  return isRecord(value) && typeof value['version'] === 'number' && value['version'] > DRAFT_VERSION;
}

/** What the window kept of a form, of whichever version. */
export interface StoredState {
  readonly connectionId: string;
  /** States of the time before versions do not tell: their draft is none of any repository. */
  readonly repository?: RepositoryRef;
  readonly sourceId: number;
  readonly draft?: unknown;
  /** The page that kept it can't read its draft itself any more. */
  readonly isTranslated: boolean;
}

/** `undefined` when there is nothing usable, or it is of a newer version. */
export function readStoredState(value: unknown): StoredState | undefined {
  const read = readSavedState(value);
  if (read) return { ...read, isTranslated: false };
  if (!isRecord(value)) return undefined;
  const { version, connectionId, sourceId, draft } = value;
  if (!isText(connectionId) || !isWholeNumber(sourceId)) return undefined;
  if (version === undefined) return { connectionId, sourceId, isTranslated: true };
  if (version !== FIRST_VERSION) return undefined;
  const repository = readSavedState({ ...value, version: DRAFT_VERSION })?.repository;
  return (
    repository && {
      connectionId,
      repository,
      sourceId,
      draft: readStoredDraft(version, draft),
      isTranslated: true,
    }
  );
}

/** A draft of a known version in the terms of today; what is odd about it stays so, to be judged by whoever reads it. */
export function readStoredDraft(version: number, draft: unknown): unknown {
  if (version !== FIRST_VERSION || !isRecord(draft)) return draft;
  const { base, edits, sent, dispute, lostIncoming, shown, ...same } = draft;
  return {
    ...same,
    base: links(base),
    edits: editsOf(edits),
    ...(sent !== undefined && { sent: editsOf(sent) }),
    ...(isRecord(dispute) && { mergeConflicts: { ...dispute, theirs: links(dispute['theirs']) } }),
    ...(lostIncoming !== undefined && { droppedIncoming: links(lostIncoming) }),
    ...(isRecord(shown) && {
      shown: { ...shown, linkTypes: listOf(shown['linkTypes'], readStoredLinkType) },
    }),
  };
}

const links = (value: unknown) => listOf(value, readStoredLink);

/** A link that should be there was called `put`. */
function editsOf(value: unknown): unknown {
  return listOf(value, (edit) => (edit['kind'] === 'put' ? { ...edit, kind: 'upsert' } : edit));
}

function listOf(value: unknown, read: (item: Readonly<Record<string, unknown>>) => unknown): unknown {
  return Array.isArray(value) ? value.map((item: unknown) => (isRecord(item) ? read(item) : item)) : value;
}
