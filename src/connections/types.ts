import type { Event } from 'vscode';
import type {
  CallOptions,
  Exchange,
  Throttle,
  RepositoryApi,
  ListedRepository,
  SignIn,
  StoredTokens,
  Transport,
} from '../api';
import type { Entry, Link, LinkType, RepositoryRef } from '../domain';
import type { Searches } from '../search';
import type {
  ChangedElsewhere,
  Forgotten,
  HistoryFilter,
  HistoryItem,
  LinkEditor,
  ReadOnlySwitch,
  SettledChange,
} from '../changes';
import type { Connection } from './saved';

export type {
  Connection,
  ConnectionKind,
  OwnConnection,
  PersonConnection,
  SandboxConnection,
  SelfHostedConnection,
  ServiceAppConnection,
} from './saved';

/** How the sign-in of a connection stands in this window. */
export type ConnectionState =
  /** Not used yet: nobody knows. */
  | 'idle'
  /** Requests are under way. */
  | 'working'
  | 'signedIn'
  /** The last call found nobody who answered. */
  | 'unreachable'
  /** The server refused the saved secret, or there is none: a person has to sign in. */
  | 'signInNeeded';

interface NewAccess {
  readonly name: string;
  readonly repoId: string;
}

/** A self-hosted server, as a person gives it. */
export interface NewSelfHosted extends NewAccess {
  readonly kind: 'selfHosted';
  readonly baseUrl: string;
  readonly username: string;
  /** Left out in an edit: the saved one, where it would go to the same place. */
  readonly password?: string;
}

/** A sandbox in place of the cloud: both are taken on this machine only. */
interface CloudElsewhere {
  readonly baseUrl?: string;
  readonly signInOrigin?: string;
}

/** A service app; its access key tells region and app. */
export interface NewServiceApp extends NewAccess, CloudElsewhere {
  readonly kind: 'serviceApp';
  /** As it was pasted or stands in its file. Both keys left out in an edit: the saved ones. */
  readonly accessKey?: string;
  readonly servicePrincipalKey?: string;
}

export interface NewPerson extends NewAccess, CloudElsewhere {
  readonly kind: 'person';
  readonly domain: string;
  readonly clientId: string;
  readonly port?: number;
  /** What `signInPerson` gave. Left out: the browser is opened; in an edit the saved sign-in is used where it fits. */
  readonly tokens?: StoredTokens;
}

export type NewConnection = NewSelfHosted | NewServiceApp | NewPerson;

/** What signs a saved connection in again. For a person without `tokens` the browser is opened. */
export type Credentials =
  | { readonly kind: 'selfHosted'; readonly password: string }
  | { readonly kind: 'serviceApp'; readonly accessKey: string; readonly servicePrincipalKey: string }
  | { readonly kind: 'person'; readonly tokens?: StoredTokens };

/** All that changes links. */
export type LinkEditorApi = Pick<LinkEditor, keyof LinkEditor>;

/** Changes of links made on this computer, the last one first. */
export interface History {
  list(filter?: HistoryFilter): Promise<readonly HistoryItem[]>;
  /** What the history does not hold any more; undefined where it is whole. */
  forgotten(): Promise<Forgotten | undefined>;
}

/** What a person used last in a repository, and pinned. Entries are as they were then. */
export interface Remembered {
  readonly pinned: readonly Entry[];
  /** Linked, opened, revealed or picked: the last one first. */
  readonly recent: readonly Entry[];
  /** Link types of the links that were added: the last one first. */
  readonly linkTypeIds: readonly number[];
}

/** An entry as far as whoever used it knows it. */
export type UsedEntry = Pick<Entry, 'id' | 'name'> & { readonly [K in keyof Entry]?: Entry[K] | undefined };

/** A pinned entry as the server has it now. */
export interface PinnedEntry {
  readonly entry: Entry;
  /** It is not there any more, or not for this user: then `entry` is as it was. */
  readonly isGone: boolean;
}

/** What is remembered of one connection, as long as it leads to the same repository. */
export interface Recents {
  list(): Promise<Remembered>;
  /** Never rejects, as `useLinkTypes`: what is remembered for comfort must not fail what was done. */
  use(entries: readonly UsedEntry[]): Promise<void>;
  useLinkTypes(linkTypeIds: readonly number[]): Promise<void>;
  /** An entry is gone: it is recent no more. */
  forget(entryId: number): Promise<void>;
  pin(entries: readonly UsedEntry[]): Promise<void>;
  unpin(entryIds: readonly number[]): Promise<void>;
  /** The pinned entries, read again; rejects where the server can't be asked. */
  readPinned(
    repository: Pick<RepositoryApi, 'getEntry'>,
    call?: CallOptions,
  ): Promise<readonly PinnedEntry[]>;
}

/** An open connection: what tree, commands and form work with. */
export interface Session {
  /** Always of the repository that the session was opened for, also when the saved connection leads elsewhere by now. */
  readonly connection: Connection;
  readonly repository: RepositoryApi;
  /** All link types of the repository; kept for a while, and read again after a refresh. */
  readonly linkTypes: (call?: CallOptions) => Promise<readonly LinkType[]>;
  /** Address of the repository in the web client, where the server tells it. */
  readonly webClientUrl: () => Promise<string | undefined>;
  /**
   * The id of the root folder where it is another one than was known, as its path tells; it is remembered.
   * @param error what the known one failed with: rejects with it where there is no other.
   */
  readonly otherRoot: (known: number, error: unknown, call?: CallOptions) => Promise<number>;
  /** Every change of links, and what goes with it: whatever it writes is told to everybody (`Connections.onDidChangeLinks`). */
  readonly editor: LinkEditorApi;
  /** Searches of the repository, two at a time. */
  readonly searches: Searches;
  readonly recents: Recents;
}

export interface LinksChanged {
  readonly connectionId: string;
  /** Where they changed: the connection may lead elsewhere by now. */
  readonly madeIn: RepositoryRef;
  readonly sourceId: number;
  /** All links of the source entry now. */
  readonly links: readonly Link[];
  /** Entries at the other end of links added or removed: their incoming links changed. */
  readonly targetIds: readonly number[];
}

/** A change whose outcome was open turned out to have been written. */
export interface LinksSettled extends SettledChange {
  readonly connectionId: string;
}

/** What became of an import. */
export interface ImportOutcome {
  readonly added: readonly Connection[];
  /** One sentence for each connection that was left out. */
  readonly skipped: readonly string[];
}

/** A connection that signed in and read its root folder. Nothing of it is saved before it is asked for. */
export interface VerifiedConnection {
  /** Saves it as a new connection. */
  add(): Promise<Connection>;
  /** Saves it in place of another one, with whatever belonged to that one. */
  replace(connectionId: string): Promise<Connection>;
}

/** All connections of this VS Code. Whatever signs in rejects with `ApiError`, `LoopbackError` or `UserError`. */
export interface Connections {
  /** Connections came, went or changed, or a sign-in makes that what was read may be different now. */
  readonly onDidChange: Event<void>;
  /** The id of the connection whose `state` is another one now. */
  readonly onDidChangeState: Event<string>;
  /** The id of the connection whose `throttle` is another one now. */
  readonly onDidChangeThrottle: Event<string>;
  /** Told while the connection still leads to the repository whose links changed. */
  readonly onDidChangeLinks: Event<LinksChanged>;
  /** Another window has changed links: of these entries what was read before is old. */
  readonly onDidChangeLinksElsewhere: Event<ChangedElsewhere>;
  /** A change that failed since nobody could tell what became of it was written after all. */
  readonly onDidSettle: Event<LinksSettled>;
  /** The id of the connection whose pinned entries are others now. */
  readonly onDidChangePins: Event<string>;
  /** All changes of links made on this computer, by all windows. */
  readonly journal: History;
  /** What is remembered of a connection; nothing is sent. */
  recents(connection: Connection): Recents;
  list(): readonly Connection[];
  /** `idle` for connections that are not there. */
  state(connectionId: string): ConnectionState;
  /** What requests of a connection wait for: the server's limit of calls, or our own. Mostly nothing. */
  throttle(connectionId: string): Throttle | undefined;
  /** Rejects with a `UserError` when there is no such connection. The first call of a sandbox starts its server. */
  open(connectionId: string): Promise<Session>;
  /** Signs in and reads the root folder: proves address, sign-in and repository. `editOf`: may use the secrets of that connection. */
  test(input: NewConnection, call?: TestOptions): Promise<VerifiedConnection>;
  /** Looks where the API of a typed address is, without user or password. Rejects with `BaseUrlError` for what is no address. */
  probeServer(text: string, signal?: AbortSignal): Promise<ServerProbe>;
  /** Signs in a person in the browser; saves nothing. */
  signInPerson(
    input: Pick<NewPerson, 'domain' | 'clientId' | 'port' | 'signInOrigin'>,
    signal?: AbortSignal,
  ): Promise<StoredTokens>;
  /** The repositories that the server offers; none where it keeps its list to itself. `repoId` and `name` count for nothing. */
  listRepositories(input: NewConnection, call?: TestOptions): Promise<readonly ListedRepository[]>;
  /** `test`, then saves. */
  add(input: NewConnection, signal?: AbortSignal): Promise<Connection>;
  /** `test`, then saves in place of the connection. Its secrets stay where they still go to the same place. */
  update(connectionId: string, input: NewConnection, signal?: AbortSignal): Promise<Connection>;
  rename(connectionId: string, name: string): Promise<void>;
  /** A second connection to the same place, which has its own sign-in: a person has to sign in again. */
  duplicate(connectionId: string, name?: string): Promise<Connection>;
  /** @param to place in the list, 0 being the first. */
  move(connectionId: string, to: number): Promise<void>;
  remove(connectionId: string): Promise<void>;
  /** Proves other credentials for a saved connection, then keeps them. */
  signIn(connectionId: string, credentials: Credentials, signal?: AbortSignal): Promise<void>;
  /**
   * Forgets the secrets of a connection, in all windows. False where secret storage keeps them: nobody uses them any
   * more, and the person was told.
   */
  signOut(connectionId: string): Promise<boolean>;
  /** Refuses every write through a connection, or allows it again. Open sessions go on, and obey at once. */
  setReadOnly(connectionId: string, readOnly: boolean): Promise<void>;
  /** All connections as JSON, without a secret. The sandbox and servers that stand in for the cloud stay here. */
  exportAll(): Promise<string>;
  /** Adds connections of an export. They come under new ids: none can get at a secret that is saved already. */
  importAll(json: string): Promise<ImportOutcome>;
  openSandbox(): Promise<Connection>;
  /** Puts the demo repository back to its first state. */
  resetSandbox(): Promise<void>;
  /** Forgets what was read once (link types, web client address, a refused sign-in) of one connection or of all. */
  refresh(connectionId?: string): void;
  /** What a diagnosis works with; nothing is sent, and `state` does not follow what is done with it. */
  access(connectionId: string): Promise<ConnectionAccess>;
  /** Connections of people who are signed in, with their tokens; `renew`: expired ones are renewed first. */
  people(renew: boolean): Promise<readonly SignedInPerson[]>;
}

/** The parts of a session, for whoever looks into how a connection fares. */
export interface ConnectionAccess {
  readonly connection: Connection;
  /** Where the server is now; a sandbox has another place at each start. */
  readonly baseUrl: string;
  /** With what is saved, read at each sign-in. */
  readonly signIn: SignIn;
  readonly transport: Transport;
  readonly onExchange: (exchange: Exchange) => void;
  readonly readOnly: ReadOnlySwitch | false;
}

/** What answers at an address that a person typed. */
export type ServerProbe = {
  /** As it was meant, without page and query. */
  readonly typed: string;
  /** The repository that the address of a web client names. */
  readonly repoId?: string;
} & (
  | {
      readonly kind: 'found';
      /** Where the API is: maybe elsewhere. */
      readonly baseUrl: string;
      /** It answers at the typed address, too. */
      readonly typedAnswers: boolean;
    }
  | { readonly kind: 'other'; readonly status: number; readonly isPage: boolean }
  | { readonly kind: 'unreachable'; readonly error: unknown }
);

export interface TestOptions {
  readonly signal?: AbortSignal;
  readonly editOf?: string;
}

/** For VS Code's Accounts menu. */
export interface SignedInPerson {
  readonly connectionId: string;
  readonly name: string;
  readonly accessToken: string;
}
