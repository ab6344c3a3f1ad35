/**
 * Every id that package.json and the code share: commands with the types of their argument objects and answers,
 * the view, context keys and settings. A test proves that declared = registered = titled.
 */

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

/** Argument objects of commands: what keybindings, tasks, tests and other extensions can pass. See README. */
export interface CommandArguments {
  'laserficheLinks.addConnection': {
    readonly name: string;
    readonly kind: 'selfHosted';
    readonly baseUrl: string;
    readonly repoId: string;
    readonly username: string;
    readonly password: string;
  };
  'laserficheLinks.getLinks': { readonly connectionId: string; readonly entryId: number };
  'laserficheLinks.addLinks': {
    readonly connectionId: string;
    readonly sourceId: number;
    readonly links: readonly LinkArgument[];
  };
  'laserficheLinks.removeLinks': {
    readonly connectionId: string;
    readonly sourceId: number;
    readonly links: readonly { readonly targetId: number; readonly linkTypeId: number }[];
  };
  'laserficheLinks.assignLinks': {
    readonly connectionId: string;
    readonly sourceId: number;
    /** Rows that the form is to propose on top of the entry's links. */
    readonly links?: readonly LinkArgument[];
  };
  'laserficheLinks.removeAllLinks': { readonly connectionId: string; readonly sourceId: number };
  'laserficheLinks.revealEntry': { readonly connectionId: string; readonly entryId: number };
  'laserficheLinks.removeConnection': { readonly connectionId: string };
  'laserficheLinks.resetSandbox': Readonly<Record<string, never>>;
}

export const COMMANDS = {
  openSandbox: 'laserficheLinks.openSandbox',
  resetSandbox: 'laserficheLinks.resetSandbox',
  addConnection: 'laserficheLinks.addConnection',
  removeConnection: 'laserficheLinks.removeConnection',
  signIn: 'laserficheLinks.signIn',
  refresh: 'laserficheLinks.refresh',
  loadMore: 'laserficheLinks.loadMore',
  assignLinks: 'laserficheLinks.assignLinks',
  addLinks: 'laserficheLinks.addLinks',
  removeLinks: 'laserficheLinks.removeLinks',
  removeAllLinks: 'laserficheLinks.removeAllLinks',
  getLinks: 'laserficheLinks.getLinks',
  goToLinkedEntry: 'laserficheLinks.goToLinkedEntry',
  revealEntry: 'laserficheLinks.revealEntry',
  copyId: 'laserficheLinks.copyId',
  copyPath: 'laserficheLinks.copyPath',
  copyLinkPayload: 'laserficheLinks.copyLinkPayload',
  copyAsCurl: 'laserficheLinks.copyAsCurl',
  openInWebClient: 'laserficheLinks.openInWebClient',
  showLog: 'laserficheLinks.showLog',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEWS = { repository: 'laserficheLinks.repository' } as const;
export const PANELS = { assignLinks: 'laserficheLinks.assignLinks' } as const;
/** `when` keys. */
export const CONTEXT_KEYS = { hasConnections: 'laserficheLinks.hasConnections' } as const;
export const SETTINGS = {
  section: 'laserficheLinks',
  transport: 'transport',
  pageSize: 'pageSize',
  readOnly: 'readOnly',
  allowSelfLinks: 'allowSelfLinks',
} as const;
