/**
 * Every id that package.json and the code share: commands with the types of their argument objects and answers,
 * the view, context keys and settings. A test proves that declared = registered = titled.
 */
import type { WireLink } from '../api';

/** A link as argument objects name it. */
export interface LinkArgument {
  readonly targetId: number;
  readonly linkTypeId: number;
  /** Custom properties of the link. Left out: an existing link keeps its own. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** A link with its source, where an argument object is about several. */
export interface PairArgument extends LinkArgument {
  readonly sourceId: number;
}

/** A link of an entry that is named beside it. */
export interface LinkKeyArgument {
  readonly targetId: number;
  readonly linkTypeId: number;
}

/** Outgoing links of one entry. */
export interface LinksOfEntry {
  readonly connectionId: string;
  readonly sourceId: number;
  readonly links: readonly LinkKeyArgument[];
}

/** A folder of the tree. */
export interface FolderArgument {
  readonly connectionId: string;
  /** 1 is the root folder. */
  readonly folderId: number;
}

export interface LinkCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly kept: number;
}

/** What a change answers. */
export interface ChangeCounts extends LinkCounts {
  /** Incoming links that the server dropped with the change; left out when there are none. */
  readonly lostIncoming?: readonly WireLink[];
}

/** What an undo answers. */
export interface UndoCounts extends ChangeCounts {
  /** Links that could not be brought back: their target or type is gone. */
  readonly cannotReturn: number;
}

/** A change of the past, as `showLinkHistory` answers it. */
export interface LinkHistoryEntry extends LinkCounts {
  readonly changeId: string;
  /** When it was sent; ISO 8601, UTC. */
  readonly time: string;
  readonly connectionId: string;
  readonly entryId: number;
  readonly entryPath?: string;
  /** What made it, for example `command` or `undo`. */
  readonly cause: string;
  readonly outcome: 'written' | 'refused' | 'unknown' | 'notAsSent';
  /** Taken back by an undo that itself stands. */
  readonly undone: boolean;
  /** The same for all changes that were made together. */
  readonly group?: string;
}

export interface SelfHostedArgument {
  readonly kind: 'selfHosted';
  readonly name: string;
  readonly baseUrl: string;
  readonly repoId: string;
  readonly username: string;
  readonly password: string;
}

/** A server on this machine in place of Laserfiche Cloud, by both its addresses: for the sandbox. */
interface InPlaceOfCloud {
  readonly baseUrl?: string;
  readonly signInOrigin?: string;
}

export interface ServiceAppArgument extends InPlaceOfCloud {
  readonly kind: 'serviceApp';
  readonly name: string;
  readonly repoId: string;
  /** As the Developer Console exports it; it tells region and app. */
  readonly accessKey: string;
  readonly servicePrincipalKey: string;
}

/** The browser is opened. */
export interface PersonArgument extends InPlaceOfCloud {
  readonly kind: 'person';
  readonly name: string;
  readonly repoId: string;
  /** Of the region, for example `eu.laserfiche.com`. */
  readonly domain: string;
  readonly clientId: string;
  /** Of the redirect address registered for the app; left out: any. */
  readonly port?: number;
}

export type NewConnectionArgument = SelfHostedArgument | ServiceAppArgument | PersonArgument;

/** Argument objects of commands: what keybindings, tasks, tests and other extensions can pass. See README. */
export interface CommandArguments {
  'laserficheLinks.addConnection': NewConnectionArgument;
  /** What is left out stays; the kind can't change. A secret stays where it would go to the same place. */
  'laserficheLinks.editConnection': { readonly connectionId: string } & Partial<
    Omit<SelfHostedArgument, 'kind'> & Omit<ServiceAppArgument, 'kind'> & Omit<PersonArgument, 'kind'>
  >;
  'laserficheLinks.renameConnection': { readonly connectionId: string; readonly name: string };
  'laserficheLinks.duplicateConnection': { readonly connectionId: string; readonly name?: string };
  /** `to`: place in the list, 0 being the first. */
  'laserficheLinks.moveConnection': { readonly connectionId: string; readonly to: number };
  'laserficheLinks.testConnection': { readonly connectionId: string };
  /** `file`: where the export is written; left out: it is answered only. */
  'laserficheLinks.exportConnections': { readonly file?: string };
  /** One of both. */
  'laserficheLinks.importConnections': { readonly file: string } | { readonly json: string };
  /** Without credentials the person is asked, or the browser is opened. */
  'laserficheLinks.signIn': {
    readonly connectionId: string;
    readonly password?: string;
    readonly accessKey?: string;
    readonly servicePrincipalKey?: string;
  };
  'laserficheLinks.signOut': { readonly connectionId: string };
  'laserficheLinks.getLinks': { readonly connectionId: string; readonly entryId: number };
  'laserficheLinks.addLinks': {
    readonly connectionId: string;
    readonly sourceId?: number;
    /** In place of `sourceId`: several entries that all get these links. */
    readonly sourceIds?: readonly number[];
    readonly links?: readonly LinkArgument[];
    /** In place of all of them: links of several entries, in any order. */
    readonly pairs?: readonly PairArgument[];
  };
  'laserficheLinks.removeLinks': {
    readonly connectionId: string;
    readonly sourceId?: number;
    readonly sourceIds?: readonly number[];
    readonly links?: readonly LinkKeyArgument[];
    readonly pairs?: readonly (LinkKeyArgument & { readonly sourceId: number })[];
  };
  'laserficheLinks.assignLinks': {
    readonly connectionId: string;
    readonly sourceId: number;
    /** Rows that the form is to propose on top of the entry's links. */
    readonly links?: readonly LinkArgument[];
  };
  'laserficheLinks.removeAllLinks': { readonly connectionId: string; readonly sourceId: number };
  'laserficheLinks.changeLinkType': LinksOfEntry & {
    /** The new type. */
    readonly linkTypeId: number;
  };
  'laserficheLinks.swapLinkDirection': LinksOfEntry;
  'laserficheLinks.moveLinks': LinksOfEntry & {
    /** The new target. */
    readonly targetId: number;
  };
  'laserficheLinks.editLinkProperties': LinksOfEntry & {
    /** Properties to add or change, in each of the links. */
    readonly set?: Readonly<Record<string, string>>;
    /** Names of properties to remove. */
    readonly remove?: readonly string[];
  };
  'laserficheLinks.copyLinksFrom': {
    readonly connectionId: string;
    readonly sourceId: number;
    /** The entry whose outgoing links are copied. */
    readonly fromId: number;
    /** Which of them; left out: all. */
    readonly links?: readonly LinkKeyArgument[];
  };
  'laserficheLinks.selectLinkSource': {
    readonly connectionId: string;
    readonly entryIds: readonly number[];
  };
  'laserficheLinks.linkFromSelected': {
    readonly connectionId: string;
    readonly targetIds: readonly number[];
    readonly linkTypeId: number;
  };
  'laserficheLinks.loadMore': FolderArgument;
  /** Answers `{ entries, complete }`: how many the folder shows now, and whether these are all. */
  'laserficheLinks.loadAll': FolderArgument;
  /** An empty text shows everything again. Answers `{ entries, complete }`. */
  'laserficheLinks.filterInFolder': FolderArgument & { readonly text: string };
  'laserficheLinks.clearFilter': FolderArgument;
  'laserficheLinks.revealEntry': { readonly connectionId: string; readonly entryId: number };
  'laserficheLinks.removeConnection': { readonly connectionId: string };
  'laserficheLinks.resetSandbox': Readonly<Record<string, never>>;
  'laserficheLinks.previewChange': {
    readonly connectionId: string;
    readonly sourceId: number;
    readonly add?: readonly LinkArgument[];
    readonly remove?: readonly { readonly targetId: number; readonly linkTypeId: number }[];
  };
  'laserficheLinks.undoLastLinkChange': {
    readonly connectionId: string;
    /** The change to take back, as the history answers it; left out: the last one that stands. */
    readonly changeId?: string;
  };
  'laserficheLinks.showLinkHistory': { readonly connectionId?: string; readonly entryId?: number };
  'laserficheLinks.connectionActions': { readonly connectionId: string };
  'laserficheLinks.diagnoseConnection': {
    readonly connectionId: string;
    /** False: the report is answered only, not opened. */
    readonly show?: boolean;
  };
  'laserficheLinks.toggleReadOnly': { readonly connectionId: string; readonly readOnly: boolean };
}

export { COMMANDS, type CommandId } from './commandIds';

/** What rows carry when they are dragged; the first is VS Code's name for it: the view's id, in lower case. */
export const DRAGGED = {
  rows: 'application/vnd.code.tree.laserfichelinks.repository',
  text: 'text/plain',
} as const;
export const VIEWS = { repository: 'laserficheLinks.repository' } as const;
/** Scheme of the documents that show reports. */
export const REPORT_SCHEME = 'laserfiche-links-report';
/** Id of VS Code's Accounts menu and `vscode.authentication.getSession`; the manifest has it too. */
export const AUTHENTICATION = { id: 'laserfiche', label: 'Laserfiche' } as const;
export const PANELS = { assignLinks: 'laserficheLinks.assignLinks' } as const;
/** `when` keys. */
export const CONTEXT_KEYS = {
  hasConnections: 'laserficheLinks.hasConnections',
  hasLinkSource: 'laserficheLinks.hasLinkSource',
  /** The view has been waiting for a server for a while. */
  isLoading: 'laserficheLinks.isLoading',
  /** A folder of the view is filtered. */
  hasFilter: 'laserficheLinks.hasFilter',
  /** The setting of the same name: writing is switched off everywhere. */
  readOnly: 'laserficheLinks.readOnly',
  /** What the steps of the walkthrough wait for. */
  hasSandbox: 'laserficheLinks.hasSandbox',
  hasSeenLinks: 'laserficheLinks.hasSeenLinks',
  hasChangedLinks: 'laserficheLinks.hasChangedLinks',
  hasTakenBack: 'laserficheLinks.hasTakenBack',
  hasOwnConnection: 'laserficheLinks.hasOwnConnection',
} as const;
/** The walkthrough, as VS Code opens it. */
export const WALKTHROUGH = 'laserfiche-links.laserfiche-links#getStarted';
export const SETTINGS = {
  section: 'laserficheLinks',
  transport: 'transport',
  cloudRequestsPerMinute: 'cloudRequestsPerMinute',
  pageSize: 'pageSize',
  readOnly: 'readOnly',
  allowSelfLinks: 'allowSelfLinks',
  confirmChanges: 'confirmChanges',
  askArgumentObjects: 'askArgumentObjects',
  historyKeepDays: 'history.keepDays',
  historyMaxMegabytes: 'history.maxMegabytes',
} as const;
