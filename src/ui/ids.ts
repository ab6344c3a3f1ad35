/**
 * Every id that package.json and the code share: commands with the types of their answers,
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

export { COMMANDS, type CommandId } from './commandIds';

/** What rows carry when they are dragged; the first are VS Code's names for it: the view's id, in lower case. */
export const DRAGGED = {
  rows: 'application/vnd.code.tree.laserfichelinks.repository',
  found: 'application/vnd.code.tree.laserfichelinks.searches',
  text: 'text/plain',
} as const;
export const VIEWS = {
  repository: 'laserficheLinks.repository',
  searches: 'laserficheLinks.searches',
  history: 'laserficheLinks.history',
} as const;
/** Scheme of the documents that show reports. */
export const REPORT_SCHEME = 'laserfiche-links-report';
/** Scheme of the documents in which searches are edited; the manifest has it too. */
export const SEARCH_SCHEME = 'laserfiche-links-search';
/** Id of VS Code's Accounts menu and `vscode.authentication.getSession`; the manifest has it too. */
export const AUTHENTICATION = { id: 'laserfiche', label: 'Laserfiche' } as const;
export const PANELS = {
  assignLinks: 'laserficheLinks.assignLinks',
  auditReport: 'laserficheLinks.auditReport',
} as const;
/** `when` keys. */
export const CONTEXT_KEYS = {
  hasConnections: 'laserficheLinks.hasConnections',
  hasSeveralConnections: 'laserficheLinks.hasSeveralConnections',
  hasLinkSource: 'laserficheLinks.hasLinkSource',
  /** The view has been waiting for a server for a while. */
  isLoading: 'laserficheLinks.isLoading',
  /** The same of the view of searches. */
  isSearching: 'laserficheLinks.isSearching',
  /** A folder of the view is filtered. */
  hasFilter: 'laserficheLinks.hasFilter',
  /** A folder of the view of searches is. */
  hasFilterBelowSearch: 'laserficheLinks.hasFilterBelowSearch',
  /** Writing is switched off everywhere, by the setting of the same name or in each connection. */
  readOnly: 'laserficheLinks.readOnly',
  /** The addresses of previews that wait for an answer. */
  openPreviews: 'laserficheLinks.openPreviews',
  /** The view of the history was asked for, also where there are no connections. */
  showsHistory: 'laserficheLinks.showsHistory',
  /** A search was made: the view of searches shows also where there are no connections. */
  showsSearches: 'laserficheLinks.showsSearches',
  /** The view of the history shows one entry's changes, or one connection's. */
  hasHistoryFilter: 'laserficheLinks.hasHistoryFilter',
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
  savedSearches: 'savedSearches',
} as const;
