import type { Entry, Link, LinkType } from '../domain';
import type { LinkEnd, Search } from '../search';
import type { DeadEnd } from './types';

/** The entries that are looked at. */
export type AuditSet =
  /** What a question or a command finds; the whole repository where the question is empty. */
  | Search
  /** A folder with its subfolders. */
  | { readonly in: number }
  | { readonly entryIds: readonly number[] };

/** A list of found entries that is read page by page. */
export interface ReadList {
  /** Rows of the server that were read so far: the next page begins after them. */
  readonly rows: number;
  readonly isDone: boolean;
  /** False where the server has more, and will not send it. */
  readonly isComplete: boolean;
}

/** What a relation search told so far. */
export interface StoredRelation extends ReadList {
  readonly linkTypeId: number;
  readonly as: LinkEnd;
  readonly entryIds: readonly number[];
}

export const STATE_VERSION = 1;

/** How far an audit is: plain JSON, so that it can go on after a restart. */
export interface AuditState {
  readonly version: typeof STATE_VERSION;
  /** What was asked for: another question does not go on from here. */
  readonly question: string;
  readonly linkTypes: readonly LinkType[];
  readonly set: ReadList;
  readonly entries: readonly Entry[];
  readonly relations: readonly StoredRelation[];
  /** The entries that have links, where a search has told; without it, all may have. */
  readonly linked?: ReadList & { readonly entryIds: readonly number[] };
  /** Entries whose links were read. */
  readonly readIds: readonly number[];
  readonly links: readonly Link[];
  /** Entries of the set that could not be read, or whose links could not. */
  readonly unread: readonly number[];
  /** Entries at the other ends that were looked at: `alive`, or why they can't be read. */
  readonly targets: readonly (readonly [entryId: number, DeadEnd | 'alive'])[];
  readonly isDone: boolean;
}

/** Where a state is kept. What is written replaces what was there; it must be whole or not at all. */
export interface StateStore {
  /** What was written last; undefined where there is none. Not trusted: another version may have written it. */
  read(): Promise<unknown>;
  write(state: AuditState): Promise<void>;
}
