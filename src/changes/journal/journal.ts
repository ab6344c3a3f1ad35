import type { Link, LinkAssignment, OutgoingLink, PropertyChange, RepositoryRef } from '../../domain';

/** What made a change: told in the history. */
export type ChangeCause = 'form' | 'command' | 'dragAndDrop' | 'swap' | 'undo' | 'restore' | 'repair';

/** The connection of a change, as history shows it. No user, no secret. */
export interface ConnectionRef {
  readonly id: string;
  readonly name: string;
  /** Empty for the sandbox, whose address changes with each start. */
  readonly baseUrl: string;
  readonly repoId: string;
}

/** What a change does, written down before its PUT: the before-image. */
export interface ChangeRecord {
  readonly connection: ConnectionRef;
  readonly cause: ChangeCause;
  readonly group?: string;
  /** The id of the record that this change takes back. */
  readonly undoOf?: string;
  readonly entryId: number;
  readonly entryPath?: string;
  /**
   * All links of the entry as read right before the PUT, incoming ones included. Types that the server did not tell are
   * filled in as they were then, where they can be told.
   */
  readonly before: readonly Link[];
  /** What is sent: the complete set of outgoing links. */
  readonly payload: readonly LinkAssignment[];
  readonly added: readonly OutgoingLink[];
  readonly removed: readonly OutgoingLink[];
  readonly changed: readonly PropertyChange[];
  readonly kept: number;
}

/** `refused`: nothing was written. `unknown`: nobody can tell, also when the process died before it could write it down. */
export type RecordedOutcome = 'written' | 'refused' | 'unknown' | 'notAsSent';

export interface ChangeResult {
  readonly outcome: RecordedOutcome;
  /** All links as the server answered them, or as they were read afterwards; types are filled in as in `before`. */
  readonly answer?: readonly Link[];
  /** Incoming links that the server dropped with the change, with their types where these can be told. */
  readonly droppedIncoming?: readonly Link[];
  /** Reason of the `ApiError` or `EditError`; never a message, which could quote the server. */
  readonly reason?: string;
}

/** A change of the past. */
export interface HistoryItem extends ChangeRecord, ChangeResult {
  readonly id: string;
  /** When the PUT was about to be sent, by this computer's clock; ISO 8601, UTC. For showing: clocks may jump. */
  readonly time: string;
  /** Place among all changes of all windows: a later change has a higher one, whatever the clock said. */
  readonly sequence: number;
}

export interface HistoryFilter {
  /** Changes made in this repository, through whichever connection. */
  readonly repository?: RepositoryRef;
  readonly entryId?: number;
  readonly limit?: number;
}

/** Something about the journal that a person should hear of. */
export type JournalNotice =
  /**
   * A segment was damaged: `kept` lines were saved out of it, `lost` lines not. It was set aside as `setAside`, or will
   * be once the window that writes to it has ended.
   */
  | {
      readonly kind: 'damaged';
      readonly file: string;
      readonly setAside?: string;
      readonly kept: number;
      readonly lost: number;
    }
  /** A segment can't be read, or not be set aside: its changes may be missing in the history. */
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string }
  /** What became of a change could not be written down: history shows it as unknown. */
  | { readonly kind: 'outcomeNotKept'; readonly id: string; readonly reason: string }
  /** Changes are no longer in the history, by its limits. */
  | ({ readonly kind: 'forgotten' } & ForgottenBatch);

/** Changes that the history forgot at once, and all that were made before them. */
export interface ForgottenBatch {
  readonly count: number;
  /** When the newest of them was made, by this computer's clock; ISO 8601, UTC. */
  readonly until: string;
  /** They were older than history is kept, or there was more than is kept. */
  readonly why: 'age' | 'size';
}

/** What the history forgot so far, through all windows. */
export interface Forgotten {
  readonly total: number;
  readonly last: ForgottenBatch;
}

export interface OpenRecord {
  readonly id: string;
  /**
   * Writes down what became of the change; again, when it turns out otherwise later: the last one counts. Never rejects:
   * the change has been made; a failure becomes a notice.
   */
  finish(result: ChangeResult): Promise<void>;
}

/** The append-only memory of all changes. */
export interface Journal {
  /** Resolves when the record is on disk, and rejects when it can't be: then nothing may be sent. */
  begin(record: ChangeRecord): Promise<OpenRecord>;
  /** Newest first by `sequence`, of all windows. */
  list(filter?: HistoryFilter): Promise<readonly HistoryItem[]>;
  /** What the history does not tell any more; `undefined` while it tells all. */
  forgotten(): Promise<Forgotten | undefined>;
  /** What happened to it so far in this window, oldest first. */
  notices(): readonly JournalNotice[];
}
