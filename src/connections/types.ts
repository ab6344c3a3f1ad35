import type { Event } from 'vscode';
import type { Link, LinkType, RepositoryApi } from '../api';
import type { ChangeOptions, FileJournal, LinkChange, LinkChangeOutcome, LinkEditor } from '../editing';

/** A saved connection: everything but its secret, which lives in SecretStorage under its id. */
export interface Connection {
  readonly id: string;
  readonly kind: 'sandbox' | 'selfHosted';
  /** What people see. */
  readonly name: string;
  /** For example `https://server/LFRepositoryAPI`; empty for the sandbox, whose address changes with each start. */
  readonly baseUrl: string;
  readonly repoId: string;
  readonly username: string;
  /** Refuses every write through this connection. */
  readonly readOnly?: boolean;
}

/** What a person types to connect to a self-hosted server. */
export interface NewConnection {
  readonly name: string;
  readonly baseUrl: string;
  readonly repoId: string;
  readonly username: string;
  readonly password: string;
}

/** An open connection: what tree, commands and form work with. */
export interface Session {
  readonly connection: Connection;
  readonly repository: RepositoryApi;
  /** All link types of the repository; read once, and again after a refresh. */
  readonly linkTypes: () => Promise<readonly LinkType[]>;
  /** Address of the repository in the web client, where the server tells it. */
  readonly webClientUrl: () => Promise<string | undefined>;
  /** Every change of links, and what goes with it: whatever it writes is told to everybody (`Connections.onDidChangeLinks`). */
  readonly editor: LinkEditor;
  /** Changes the links of one entry: `editor.change`. */
  changeLinks(change: LinkChange, options?: ChangeOptions): Promise<LinkChangeOutcome>;
}

export interface LinksChanged {
  readonly connectionId: string;
  readonly sourceId: number;
  /** All links of the source entry now. */
  readonly links: readonly Link[];
  /** Entries at the other end of links added or removed: their incoming links changed. */
  readonly targetIds: readonly number[];
}

/** All connections of this VS Code. */
export interface Connections {
  readonly onDidChange: Event<void>;
  readonly onDidChangeLinks: Event<LinksChanged>;
  /** All changes of links made on this computer, by all windows. */
  readonly journal: FileJournal;
  list(): readonly Connection[];
  /** Rejects with a `UserError` when there is no such connection. The first call of a sandbox starts its server. */
  open(connectionId: string): Promise<Session>;
  /** Signs in once to prove the data, then saves. Rejects with `ApiError`; nothing is saved then. */
  add(connection: NewConnection): Promise<Connection>;
  remove(connectionId: string): Promise<void>;
  /** Replaces the password after proving it. */
  signIn(connectionId: string, password: string): Promise<void>;
  /** Refuses every write through a connection, or allows it again. Open sessions go on, and obey at once. */
  setReadOnly(connectionId: string, readOnly: boolean): Promise<void>;
  openSandbox(): Promise<Connection>;
  /** Puts the demo repository back to its first state. */
  resetSandbox(): Promise<void>;
  /** Forgets what was read once (link types, web client address, token) of one connection or of all. */
  refresh(connectionId?: string): void;
}
