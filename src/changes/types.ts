import type { CallOptions, RepositoryApi } from '../api';
import type {
  Entry,
  Link,
  LinkAssignment,
  LinkConflict,
  LinkEdit,
  LinkKey,
  LinkPlan,
  LinkType,
  OutgoingLink,
  PlanWarning,
  RepositoryRef,
} from '../domain';
import type { EditingClock } from './clock';
import type { ReadOnlySwitch } from './errors';
import type { ChangeCause, ConnectionRef, Journal } from './journal/journal';
import type { Lock } from './lock/lock';

/** What somebody asks to change of the outgoing links of one entry. */
export interface ChangeRequest {
  readonly sourceId: number;
  readonly edit: LinkEdit;
  /**
   * All links that the person saw while editing, as read from the server: overlaps with foreign changes since are
   * refused as conflicts. An edit that changes nothing against it costs no request.
   */
  readonly base?: readonly Link[];
  /** The repository that the change was made for, where that was some time ago: refused where the editor is of another. */
  readonly madeFor?: RepositoryRef;
  /** Entries that the caller has read: warnings are made of them, nothing more is asked. */
  readonly known?: readonly Entry[];
  /** Entries that the caller found missing (404). */
  readonly missing?: readonly number[];
  readonly cause: ChangeCause;
  /** Changes of one group are one thing to the person: shown and undone together. */
  readonly group?: string;
  /** The history item that this change takes back. */
  readonly undoOf?: string;
}

/** A request and all links that its plan was made from: what others do to the same links until it is applied is a conflict. */
export type PlannedRequest = ChangeRequest & { readonly base: readonly Link[] };

/** What a request would do: plain data, shown before anything is sent. */
export interface ChangePlan {
  readonly sourceId: number;
  readonly request: PlannedRequest;
  readonly plan: LinkPlan;
  readonly warnings: readonly PlanWarning[];
  /**
   * Links that others changed since what the request was made from (an undo of a change that others went on with): to
   * apply the plan as it is fails with these conflicts.
   */
  readonly conflicts: readonly LinkConflict[];
  /** With `conflicts`: all links as they are now, the base for settling them. */
  readonly theirs?: readonly Link[];
  /** The payload that would write the links as they are, and the one that would be sent. */
  readonly before: readonly LinkAssignment[];
  readonly after: readonly LinkAssignment[];
  /** A swap's removal: applied after what stands before it in the set, and only to links whose other entry got its own. */
  readonly removesWhatOthersGot?: true;
}

/** A request's plan, or why there is none. */
export type PlannedStep =
  { readonly plan: ChangePlan } | { readonly sourceId: number; readonly error: unknown };

/** What several requests would do: applied in this order, as one thing in the history. */
export interface PlanSet {
  /** The group's id in the journal. */
  readonly group: string;
  readonly steps: readonly PlannedStep[];
}

/** What an undo would do, and what of the past it can't bring back. */
export interface UndoPlanSet extends PlanSet {
  readonly cannotReturn: readonly CannotReturn[];
}

/** What became of a change. */
export interface LinkChangeOutcome {
  readonly sourceId: number;
  /** Where it was made. */
  readonly madeIn: RepositoryRef;
  readonly plan: LinkPlan;
  /** False when nothing had to change: then no PUT was sent. */
  readonly sent: boolean;
  /** All links of the entry afterwards, outgoing ones as the server answered them. */
  readonly links: readonly Link[];
  /** The change in the journal; none when nothing was sent. */
  readonly recordId?: string;
  /** Incoming links that vanished with the PUT; see `repairOf`. Their types are filled in where they can be told. */
  readonly droppedIncoming: readonly Link[];
  /** Whether incoming links vanished could not be seen: the links could not be read once more. */
  readonly incomingUnchecked?: true;
}

/** What became of one step of a set. */
export type Applied =
  | { readonly sourceId: number; readonly outcome: LinkChangeOutcome }
  | { readonly sourceId: number; readonly error: unknown };

/** Nothing stops at the first failure: each step of the set has its result, in their order. */
export interface AppliedSet {
  /** The group's id in the journal. */
  readonly group: string;
  readonly results: readonly Applied[];
}

export interface EditorCallOptions {
  /** Ends waiting and reading; once the PUT is under way, what the server has is still looked at. */
  readonly signal?: AbortSignal;
}

export interface SetOptions extends EditorCallOptions {
  /** Called whenever one more entry is read for the plan, or has its result. */
  readonly onProgress?: (progress: GroupProgress) => void;
}

export interface PlanOptions extends SetOptions {
  /** The plans are only to be shown: made also while writing is switched off. */
  readonly isPreview?: true;
}

export interface UndoOptions extends SetOptions {
  /** What the changes are in the history: a restore is no undo of one change, and can be undone like any other. */
  readonly cause?: 'undo' | 'restore';
}

export interface RepairOptions extends SetOptions {
  /** The repository that dropped the links, where that was some time ago. */
  readonly madeFor?: RepositoryRef;
}

/** How far a group of changes is. */
export interface GroupProgress {
  readonly operation: 'reading' | 'writing';
  readonly done: number;
  readonly of: number;
}

/** What a connection allows right now. */
export interface EditPolicy {
  /** Which switch refuses every write; `true` where that is not told. */
  readonly readOnly: boolean | ReadOnlySwitch;
  readonly allowSelfLinks: boolean;
}

/** The links of an entry were written, or may have been. */
export interface LinksWritten {
  readonly sourceId: number;
  /** All links of the entry now. */
  readonly links: readonly Link[];
  /** Entries at the other end of links that may have changed. */
  readonly targetIds: readonly number[];
}

/** A change whose outcome was open turned out to have been written after all. */
export interface SettledChange {
  readonly sourceId: number;
  /** The change in the journal. */
  readonly recordId: string;
  readonly madeIn: RepositoryRef;
  /** All links of the entry now. */
  readonly links: readonly Link[];
  readonly droppedIncoming: readonly Link[];
}

export interface LinkEditorOptions {
  readonly connection: ConnectionRef;
  readonly repository: Pick<RepositoryApi, 'getLinks' | 'assignLinks' | 'getEntry' | 'reserve'>;
  /** All link types; with `fresh` as they are now, whatever was kept. */
  readonly linkTypes: (options?: CallOptions) => Promise<readonly LinkType[]>;
  readonly journal: Pick<Journal, 'begin'>;
  readonly lock: Lock;
  readonly policy: () => EditPolicy;
  /** Called after each PUT that changed links, or may have: also when the change then fails. */
  readonly onWritten?: (written: LinksWritten) => void;
  /** Called when a change that failed with `outcomeUnknown` is found to have been written, up to minutes later. */
  readonly onSettled?: (settled: SettledChange) => void;
  /** The system's unless told. */
  readonly clock?: EditingClock;
}

/** Links of one entry whose direction shall be turned: its outgoing links become the other entries'. */
export interface DirectionSwap {
  readonly sourceId: number;
  readonly links: readonly LinkKey[];
  readonly known?: readonly Entry[];
  /** See `ChangeRequest.madeFor`. */
  readonly madeFor?: RepositoryRef;
}

/** A link that an undo can't bring back, and why. */
export interface CannotReturn {
  readonly sourceId: number;
  readonly link: OutgoingLink;
  readonly why:
    | 'targetGone'
    | 'targetForbidden'
    | 'targetInRecycleBin'
    | 'linkTypeGone'
    /** An incoming link whose own entry can't be read. */
    | 'sourceGone'
    | 'sourceForbidden';
}
