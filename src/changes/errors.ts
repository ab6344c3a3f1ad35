import { ApiError } from '../api';
import type { Link, LinkConflict, RepositoryRef, Unwritable } from '../domain';

/** What can switch writing off: the setting for all connections, or the connection itself. */
export type ReadOnlySwitch = 'setting' | 'connection';

interface ChangeDetails {
  readonly sourceId: number;
  readonly cause?: unknown;
}

/** The PUT was sent. */
interface SentDetails extends ChangeDetails {
  /** The change in the journal. */
  readonly recordId: string;
  /** Incoming links that vanished with it; see `LinkChangeOutcome.droppedIncoming`. */
  readonly droppedIncoming?: readonly Link[];
}

/** Why links were not changed, or not as they should be, and what is told with each reason. */
export interface EditErrorDetails {
  /** Writing is switched off, for all or for this connection. */
  readonly readOnly: ChangeDetails & {
    /** What switched it off. */
    readonly readOnlyBy?: ReadOnlySwitch;
  };
  /** What was to be sent is of another repository than the connection leads to by now. */
  readonly otherRepository: ChangeDetails & {
    readonly madeFor: RepositoryRef;
    readonly leadsTo: RepositoryRef;
  };
  /** Somebody else changed a link that the edit touches. */
  readonly conflict: ChangeDetails & {
    readonly conflicts: readonly LinkConflict[];
    /** All links of the entry as the server has them. The `base` for trying again. */
    readonly theirs: readonly Link[];
  };
  /** Existing links can't be written back safely: their type can't be told, or they are another entry's (a shortcut's target). */
  readonly unresolvedLinks: ChangeDetails & {
    readonly links: readonly Link[];
    /** Why the first of them can't be written back; not there for another entry's links. */
    readonly why?: Unwritable;
  };
  /** The server refused the links; these lead to entries that are gone or that this user may not open. */
  readonly unreadableTargets: ChangeDetails & { readonly links: readonly Link[] };
  /** The links changed again and again while they were read, or reading them took too long to write on the ground of it. */
  readonly inconsistentRead: ChangeDetails;
  /** The entry is a shortcut: links belong to the entry `targetId` that it stands for. */
  readonly shortcut: ChangeDetails & { readonly targetId?: number };
  /** A link from the entry to itself, which is blocked unless the setting allows it. */
  readonly selfLink: ChangeDetails;
  /** The edit names a link type that the repository does not have. */
  readonly unknownLinkType: ChangeDetails & { readonly linkTypeId: number };
  /** Another window has been changing the same entry for too long. */
  readonly busyElsewhere: ChangeDetails;
  /** The before-image (or the lock beside it) could not be kept on disk. */
  readonly journalFailed: ChangeDetails;
  /** The connection broke while the PUT was under way, and reading again shows neither the old links nor the new. */
  readonly outcomeUnknown: SentDetails & {
    /** The links afterwards, where they could be read. */
    readonly links?: readonly Link[];
  };
  /** The server answered 200, but its links are not the ones that were sent. */
  readonly notAsSent: SentDetails & { readonly links: readonly Link[] };
}

export type EditErrorReason = keyof EditErrorDetails;

/** An error of one of these reasons: to ask for its reason tells its details. */
export type EditErrorOf<R extends EditErrorReason = EditErrorReason> = R extends EditErrorReason
  ? EditError<R>
  : never;

/** The one error the editing room adds to `ApiError`. Nothing was written, except for `outcomeUnknown` and `notAsSent`. */
export class EditError<R extends EditErrorReason = EditErrorReason> extends Error {
  override readonly name = 'EditError';

  constructor(
    readonly reason: R,
    readonly details: EditErrorDetails[R],
  ) {
    super(`Link change of entry ${details.sourceId}: ${reason}`, { cause: details.cause });
  }

  /** Whether something thrown is an `EditError`, with one of these reasons where any are given. */
  static is<R extends EditErrorReason = EditErrorReason>(
    error: unknown,
    ...reasons: readonly R[]
  ): error is EditErrorOf<R> {
    return error instanceof EditError && (reasons.length === 0 || reasons.includes(error.reason as R));
  }
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

export function cancelled(): ApiError {
  return new ApiError('cancelled', 'The change was cancelled before anything was sent.');
}
