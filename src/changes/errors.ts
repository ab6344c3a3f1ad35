import type { Link, LinkConflict, RepositoryRef, Unwritable } from '../domain';
import { ApiError } from '../api';

/** What can switch writing off: the setting for all connections, or the connection itself. */
export type ReadOnlySwitch = 'setting' | 'connection';

export type EditErrorReason =
  /** Writing is switched off, for all or for this connection. */
  | 'readOnly'
  /** What was to be sent is of another repository (`madeFor`) than the connection leads to by now (`leadsTo`). */
  | 'otherRepository'
  /** The person said no when asked to confirm. */
  | 'declined'
  /** Somebody else changed a link that the edit touches: `conflicts`, and all links as they are now in `theirs`. */
  | 'conflict'
  /** Existing links can't be written back safely: their type can't be told, or they are another entry's (a shortcut's target). */
  | 'unresolvedLinks'
  /** The server refused the links; those in `links` lead to entries that are gone or that this user may not open. */
  | 'unreadableTargets'
  /** The links changed again and again while they were read, or reading them took too long to write on the ground of it. */
  | 'inconsistentRead'
  /** The entry is a shortcut: links belong to the entry `targetId` that it stands for. */
  | 'shortcut'
  /** A link from the entry to itself, which is blocked unless the setting allows it. */
  | 'selfLink'
  /** The edit names a link type that the repository does not have. */
  | 'unknownLinkType'
  /** Another window has been changing the same entry for too long. */
  | 'busyElsewhere'
  /** The before-image (or the lock beside it) could not be kept on disk. */
  | 'journalFailed'
  /** The connection broke while the PUT was under way, and reading again shows neither the old links nor the new. */
  | 'outcomeUnknown'
  /** The server answered 200, but its links are not the ones that were sent. */
  | 'notAsSent';

export interface EditErrorDetails {
  readonly sourceId: number;
  readonly conflicts?: readonly LinkConflict[];
  /** With `conflict`: all links of the entry as the server has them. The `base` for trying again. */
  readonly theirs?: readonly Link[];
  readonly links?: readonly Link[];
  /** With `unresolvedLinks`: why the first of them can't be written back; not there for another entry's links. */
  readonly why?: Unwritable;
  readonly linkTypeId?: number;
  readonly targetId?: number;
  /** With `otherRepository`: where it was made for, and where the connection leads. */
  readonly madeFor?: RepositoryRef;
  readonly leadsTo?: RepositoryRef;
  /** Incoming links that vanished with a PUT which failed otherwise; see `LinkChangeOutcome.lostIncoming`. */
  readonly droppedIncoming?: readonly Link[];
  /** With `readOnly`: what switched writing off. */
  readonly readOnlyBy?: ReadOnlySwitch;
  /** The change in the journal, where the PUT was sent. */
  readonly recordId?: string;
  readonly cause?: unknown;
}

/** The one error the editing room adds to `ApiError`. Nothing was written, except for `outcomeUnknown` and `notAsSent`. */
export class EditError extends Error {
  constructor(
    readonly reason: EditErrorReason,
    readonly details: EditErrorDetails,
  ) {
    super(`Link change of entry ${details.sourceId}: ${reason}`, { cause: details.cause });
    this.name = 'EditError';
  }
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

export function cancelled(): ApiError {
  return new ApiError('cancelled', 'The change was cancelled before anything was sent.');
}
