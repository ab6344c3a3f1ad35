import type {
  ConfirmMode,
  ConflictChoice,
  Entry,
  EntryType,
  Link,
  LinkConflict,
  LinkEdit,
  LinkKey,
  LinkType,
  OutgoingLink,
  RepositoryRef,
} from '../../domain';
import type { Language } from '../shared/language';
import type { RpcAnswer, RpcCall } from '../shared/rpc';

/**
 * The messages between the Assign Links form (app) and the extension (host).
 * The app says `ready` first. It asks with requests, each answered by one reply of the same id;
 * the host tells news with events, which the app may miss while its tab is hidden: loading again tells the same.
 */

/** App → host. */
export type AppMessage =
  | { readonly type: 'ready' }
  | RpcCall<Request>
  /** The form knows what became of the operation of this id: the host need not keep it any longer. */
  | { readonly type: 'received'; readonly id: number }
  /** What is not sent yet, to be offered again when the form was closed; `null`: nothing. */
  | { readonly type: 'draft'; readonly draft: unknown }
  /** Is anybody there? After a crash of the extension host the page goes on, with nobody behind it. */
  | { readonly type: 'ping' };

/** Host → app. */
export type HostMessage = RpcAnswer<Failure> | HostEvent;

export type HostEvent =
  /** The first message, so that a window reload before the form has loaded still knows what it was. */
  | {
      readonly type: 'opened';
      readonly connectionId: string;
      readonly repository: RepositoryRef;
      readonly sourceId: number;
      readonly language: Language;
      /** What the window kept of the form, translated where an earlier version of the extension wrote it. */
      readonly draft?: unknown;
    }
  | { readonly type: 'linksChanged'; readonly links: readonly Link[] }
  /** Something about the connection changed: load afresh. */
  | { readonly type: 'stale' }
  | { readonly type: 'disconnected' }
  /** The connection leads to another repository than the form's: `message` says so in a sentence. */
  | { readonly type: 'otherRepository'; readonly message: string }
  /** The draft is too large, or the disk too full, for it to be offered again when the form was closed. */
  | { readonly type: 'draftNotKept' }
  | { readonly type: 'pong' }
  | { readonly type: 'settingsChanged'; readonly settings: FormSettings }
  /** Rows wait to be taken with `takeProposals`. */
  | { readonly type: 'proposalsWaiting' }
  /** The person asked for the form, which may have been open already: the keyboard goes where typing begins. */
  | { readonly type: 'shown' };

/** What the app can ask for, with parameters and results. */
export interface Requests {
  /** What the form shows; `fresh` reads it from the server again. */
  load: { params: { readonly fresh: boolean }; result: FormContents };
  /** What a page that has just come up shows: the contents, and what the host kept of the form while nobody saw it. */
  open: { params: { readonly fresh: boolean }; result: Opened };
  /** Waits for an operation that an earlier page of the form asked for: its result or failure. */
  outcome: { params: { readonly id: number }; result: Saved | Undone | null };
  /** Rows that a command proposed, each handed out once. */
  takeProposals: { params: object; result: readonly ProposedLink[] };
  /** Entries for what a person typed: an id, a path, an address of the web client or part of a name. */
  findTargets: { params: { readonly text: string }; result: FoundTargets };
  /** The entry to link to for a chosen entry: a shortcut's target, else the entry itself. */
  resolveTarget: { params: { readonly entryId: number }; result: EntryView };
  /** What a change would send, and what may be lost with it: told while it is made, before anything is planned. */
  describe: { params: FormChange & { readonly lines: number }; result: ChangeDescription };
  /** Plans what the rows want. The host keeps the newest plan. */
  plan: { params: RequestedLinks; result: Planned };
  /** Shows the payload before and after a plan side by side. */
  preview: { params: PlanOf; result: null };
  /** Makes what was planned, and approved where the plan asks for it. */
  apply: { params: PlanOf; result: Saved };
  /**
   * Takes back the change of this id: plans it, asks where the setting wants it, and applies it. `null` when the person
   * said no. Where others changed the same links since, it fails as a conflict, and is asked for again with choices.
   */
  undo: {
    params: { readonly changeId: string; readonly resolved?: ResolvedConflicts };
    result: Undone | null;
  };
  showHistory: { params: object; result: null };
  /** Looks into why the server does not answer. */
  help: { params: { readonly by: Help }; result: null };
  /** Puts vanished incoming links back, each through its own source. What is there again stays as it is. */
  restoreIncoming: { params: { readonly links: readonly Link[] }; result: null };
  copy: { params: FormChange & { readonly what: 'body' | 'curl' }; result: null };
  /** Shows the entry in the tree. */
  reveal: { params: { readonly entryId: number }; result: null };
  /** Opens the form of another entry. */
  openLinks: { params: { readonly entryId: number }; result: null };
  /** Changes links that other entries own, as from menus: VS Code asks, tells and offers the undo. */
  changeIncoming: {
    params: { readonly what: IncomingChange; readonly links: readonly Link[] };
    result: null;
  };
  /** Whether a past change can still be undone. */
  isUndoable: { params: { readonly changeId: string }; result: boolean };
}

export type IncomingChange = 'type' | 'properties' | 'remove';
export type Help = 'diagnosis' | 'log';

export type RequestKind = keyof Requests;
export type Request = { [K in RequestKind]: { readonly kind: K } & Requests[K]['params'] }[RequestKind];
export type ResultOf<K extends RequestKind> = Requests[K]['result'];

/** Requests that change something: what became of them is kept until the form was told, however often its page goes. */
export const OPERATIONS = ['apply', 'undo', 'restoreIncoming'] as const satisfies readonly RequestKind[];
export type OperationKind = (typeof OPERATIONS)[number];

export function isOperation(kind: RequestKind): kind is OperationKind {
  return OPERATIONS.some((one) => one === kind);
}

export interface Operation {
  /** Of its request. */
  readonly id: number;
  readonly kind: OperationKind;
}

export interface Opened {
  readonly contents: FormContents;
  /** What was not sent when the form of this entry was closed. The app validates it. */
  readonly draft?: unknown;
  /** Under way, or over without the form knowing. */
  readonly operations: readonly Operation[];
  /** What the history knows of a save that was under way when the extension ended. */
  readonly lastSave?: LastSave | undefined;
}

export interface LastSave {
  /** `notSent`: the extension ended before. */
  readonly outcome: 'notSent' | 'written' | 'refused' | 'unknown' | 'notAsSent';
  /** The change in the history; none where nothing was sent. */
  readonly changeId?: string;
}

/** What warnings are made of. */
interface Facts {
  /** Entries that were read. */
  readonly known: readonly Entry[];
  /** Entries that the server does not have. */
  readonly missing: readonly number[];
}

/** The links that the form wants, and those that it was made on: the difference is what a save changes. */
export interface RequestedLinks extends Facts {
  readonly base: readonly Link[];
  readonly requested: readonly OutgoingLink[];
  /** Links that stand in the form where they stood on the server, some of another type by now. */
  readonly order?: readonly LinkKey[];
}

/** What the rows change. */
export interface FormChange extends Facts {
  readonly edit: LinkEdit;
  /** The links that it was made on; left out: those that the host told last. */
  readonly base?: readonly Link[];
}

export interface Planned extends PlanOf {
  /** Whether the setting wants a question before it is applied. */
  readonly asks: boolean;
}

export interface PlanOf {
  readonly planId: number;
}

/** The exact request that assigning would send now, and what deserves a look before. */
export interface ChangeDescription {
  /** Left out where the server can't be asked: nothing would be sent then. */
  readonly request?: ShownRequest;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  /** `name: value` each. */
  readonly headers: readonly string[];
  /** The first lines of the body. */
  readonly body: readonly string[];
  /** How many lines the body has. */
  readonly bodyLength: number;
}

/** Whose side each conflicting link takes, and the links as they were when the person chose. */
export interface ResolvedConflicts {
  readonly theirs: readonly Link[];
  /** By `keyOf` of the link. */
  readonly choices: Readonly<Record<string, ConflictChoice>>;
}

/** An entry as the form shows it. What is unknown is left out. */
export interface EntryView {
  readonly id: number;
  readonly name: string;
  readonly path?: string;
  readonly entryType?: EntryType;
  readonly isRecord?: boolean;
  readonly isCheckedOut?: boolean;
  /** Name of the shortcut that led here. */
  readonly viaShortcut?: string;
  /** Its codicon, where it has been read. */
  readonly icon?: string;
  /** The server does not have it. */
  readonly isMissing?: boolean;
}

/** What settings and the connection say to the form. */
export interface FormSettings {
  readonly allowSelfLinks: boolean;
  readonly confirmChanges: ConfirmMode;
  /** What refuses every change, if anything. */
  readonly readOnly: 'no' | 'setting' | 'connection';
}

export interface FormContents extends FormSettings {
  readonly connectionName: string;
  readonly source: EntryView;
  /** All links that the server lists for the source entry. */
  readonly links: readonly Link[];
  readonly linkTypes: readonly LinkType[];
  /** Address that links are assigned at. */
  readonly requestUrl: string;
}

export interface ProposedLink {
  readonly target: EntryView;
  readonly linkTypeId: number;
  /** Left out: an existing link keeps its own. */
  readonly properties?: Readonly<Record<string, string>>;
}

export interface FoundTargets {
  readonly entries: readonly EntryView[];
  /** False for results of a search: a chosen one may be a shortcut and must be resolved. */
  readonly resolved: boolean;
  /** The server has more than it sent. */
  readonly truncated: boolean;
  /** Where a path leads nowhere: its closest folder that exists. */
  readonly closest?: string;
}

export interface Saved {
  readonly links: readonly Link[];
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly kept: number;
  /** What others had done to other links meanwhile; it stays. */
  readonly others: { readonly added: number; readonly removed: number; readonly changed: number };
  /** The change in the history; none when nothing was sent. */
  readonly changeId?: string;
  /** Incoming links that vanished with the save. */
  readonly droppedIncoming: readonly Link[];
  /** Whether incoming links vanished could not be seen. */
  readonly incomingUnchecked?: true;
}

/** What an undo did. */
export interface Undone {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly kept: number;
  /** Links that could not be brought back: their target or type is gone. */
  readonly cannotReturn: number;
  /** Incoming links that vanished with it; left out when there are none. */
  readonly droppedIncoming?: readonly Link[];
}

/** Why a request failed, in words for the person. */
export interface Failure {
  readonly message: string;
  /**
   * `outdated`: the server's links are not the ones that the form shows.
   * `conflict`: nor that, and somebody changed links that the form changes too; nothing was sent.
   * `otherRepository`: the connection leads elsewhere now; nothing was sent.
   */
  readonly reason: 'failed' | 'outdated' | 'conflict' | 'cancelled' | 'otherRepository';
  /** The server did not answer: what is wrong can be looked into, and the same may work later. */
  readonly isUnreachable?: true;
  /** With `conflict`: all links of the entry as the server has them. */
  readonly theirs?: readonly Link[];
  /** With `conflict` of an undo: which one, and the links that it is about. */
  readonly undo?: { readonly changeId: string; readonly conflicts: readonly LinkConflict[] };
  /** With `outdated`: the change in the history, which can be taken back. */
  readonly changeId?: string;
  /** With `outdated`: incoming links that vanished although the save failed. */
  readonly droppedIncoming?: readonly Link[];
}

/** Version of `SavedState` and of drafts. What a newer one wrote is left alone. */
export const DRAFT_VERSION = 2;

/** What the window keeps of a form: enough to open it again with all that was typed. */
export interface SavedState {
  readonly version: typeof DRAFT_VERSION;
  readonly connectionId: string;
  readonly repository: RepositoryRef;
  readonly sourceId: number;
  /** The app's own; it validates it when it comes back. */
  readonly draft?: unknown;
}

/** The link by which a page that nobody answers asks VS Code for a new form, with what it had not sent. */
export function reloadAddress({
  connectionId,
  repository: { baseUrl, repoId },
  sourceId,
  draft,
}: Omit<SavedState, 'version'>): string {
  const args = {
    connectionId,
    sourceId,
    baseUrl,
    repoId,
    ...(draft !== undefined && { draft: JSON.stringify(draft) }),
  };
  return `command:laserficheLinks.reopenForm?${encodeURIComponent(JSON.stringify([args]))}`;
}

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
