import { sameRepository } from '../domain';

/** Connections as they are saved: everything but their secrets, which live in SecretStorage under their ids. */

interface SavedConnection {
  readonly id: string;
  /** What people see. */
  readonly name: string;
  /** For example `https://server/LFRepositoryAPI`; empty for the sandbox, whose address changes with each start. */
  readonly baseUrl: string;
  readonly repoId: string;
  /** Refuses every write through this connection. */
  readonly readOnly?: boolean;
  /** Id of the root folder, where it is not 1. */
  readonly rootId?: number;
}

/** The embedded demo server. */
export interface SandboxConnection extends SavedConnection {
  readonly kind: 'sandbox';
  readonly username: string;
}

/** User name and password. */
export interface SelfHostedConnection extends SavedConnection {
  readonly kind: 'selfHosted';
  readonly username: string;
}

interface CloudConnection extends SavedConnection {
  /** Domain of the region, for example `eu.laserfiche.com`. */
  readonly domain: string;
  /** Id of the app in the Developer Console. */
  readonly clientId: string;
  /** A sign-in server on this machine in place of the cloud's; only callers with argument objects can give one. */
  readonly signInOrigin?: string;
}

/** A service app of Laserfiche Cloud, with an access key and a service principal key. */
export interface ServiceAppConnection extends CloudConnection {
  readonly kind: 'serviceApp';
}

/** A person who signs in to Laserfiche Cloud in the browser. */
export interface PersonConnection extends CloudConnection {
  readonly kind: 'person';
  /** Port of the redirect address that is registered for the app; left out: any. */
  readonly port?: number;
}

export type Connection = SandboxConnection | SelfHostedConnection | ServiceAppConnection | PersonConnection;
export type ConnectionKind = Connection['kind'];
/** Connections that people add; the sandbox is there once and by itself. */
export type OwnConnection = Exclude<Connection, SandboxConnection>;

/** Id of the root folder of a connection's repository, as far as it is known. */
export const rootIdOf = ({ rootId }: Connection): number => rootId ?? 1;

/** A connection with what is known of its root folder. */
export function withRoot<T extends Connection>({ rootId: _, ...connection }: T, rootId: number): T {
  return { ...connection, ...(rootId !== 1 && { rootId }) } as T;
}

/** As it is saved when it is first opened. */
export const SANDBOX: SandboxConnection = {
  id: 'sandbox',
  kind: 'sandbox',
  name: 'Sandbox',
  baseUrl: '',
  repoId: 'r-abc123',
  username: 'demo',
};

type Fields = Readonly<Record<string, unknown>>;

const VERSION = 1;

/** What windows tell each other of the sign-in of a connection. */
export interface SignInMark {
  /** Counts the times that somebody signed in or out. */
  readonly times: number;
  /** The last one was a sign-out. */
  readonly isOut: boolean;
}

/** All that is kept of connections. */
export interface SavedList {
  /** What is no connection that this version knows stays in its place. */
  readonly items: readonly unknown[];
  /** By the ids of connections. */
  readonly signIns: Readonly<Record<string, SignInMark>>;
}

export const NOTHING_SAVED: SavedList = { items: [], signIns: {} };

export function serializeSaved({ items, signIns }: SavedList): string {
  return `${JSON.stringify({ version: VERSION, connections: items, signIns }, undefined, 2)}\n`;
}

/** What a file of connections says, or why it can't be used. */
export function readSavedFile(text: string): SavedList | 'newer' | 'damaged' {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  if (!isFields(value)) return 'damaged';
  const { version, connections, signIns } = value;
  if (typeof version === 'number' && version > VERSION) return 'newer';
  if (version !== VERSION || !Array.isArray(connections)) return 'damaged';
  const marks = Object.entries(isFields(signIns) ? signIns : {});
  return { items: connections, signIns: Object.fromEntries(marks.filter(isMarked)) };
}

function isMarked(entry: [string, unknown]): entry is [string, SignInMark] {
  const [, mark] = entry;
  return isFields(mark) && typeof mark['times'] === 'number' && typeof mark['isOut'] === 'boolean';
}

/** The connections in a saved list; what is none is passed over. */
export function readSaved(value: unknown): readonly Connection[] {
  return Array.isArray(value) ? value.filter(isConnection) : [];
}

export function isConnection(value: unknown): value is Connection {
  if (!isFields(value) || !areTexts(value, ['id', 'name', 'baseUrl', 'repoId'])) return false;
  if (value['rootId'] !== undefined && !Number.isSafeInteger(value['rootId'])) return false;
  switch (value['kind']) {
    case 'sandbox':
    case 'selfHosted':
      return areTexts(value, ['username']);
    case 'serviceApp':
    case 'person':
      return areTexts(value, ['domain', 'clientId']);
    default:
      return false;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function areTexts(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === 'string');
}

/** Whether a secret of the one may be used for the other: it would go to the same place, for the same account. */
export function samePlace(a: Connection, b: Connection): boolean {
  return a.kind === b.kind && placeOf(a) === placeOf(b);
}

/** Whether both lead to the same repository, for the same account: what was opened for the one serves the other. */
export function sameEndpoint(a: Connection, b: Connection): boolean {
  return samePlace(a, b) && sameRepository(a, b);
}

function placeOf(connection: Connection): string {
  switch (connection.kind) {
    case 'sandbox':
      return '';
    case 'selfHosted':
      return JSON.stringify([connection.baseUrl, connection.username]);
    case 'serviceApp':
    case 'person': {
      const { baseUrl, domain, clientId, signInOrigin = '' } = connection;
      return JSON.stringify([baseUrl, domain, clientId, signInOrigin]);
    }
  }
}
