import * as vscode from 'vscode';
import { BaseUrlError, cloudDomainProblem, cloudBaseUrl, normalizeBaseUrl } from '../api';
import { UserError } from '../ui';
import { sameEndpoint, type Connection, type OwnConnection } from './saved';

const FORMAT = 'laserfiche-links.connections';
const VERSION = 1;

type Fields = Readonly<Record<string, unknown>>;

/** Connections as JSON for another computer or colleague: no secret, no id, nothing that stands for this machine. */
export function exportJson(connections: readonly Connection[]): string {
  const exported = connections.filter(isPortable).map(portable);
  return `${JSON.stringify({ format: FORMAT, version: VERSION, connections: exported }, undefined, 2)}\n`;
}

function isPortable(connection: Connection): connection is OwnConnection {
  return connection.kind !== 'sandbox' && !('signInOrigin' in connection);
}

function portable(connection: OwnConnection): Fields {
  const { kind, name, repoId, readOnly } = connection;
  const common = { kind, name, repoId, ...(readOnly && { readOnly }) };
  if (connection.kind === 'selfHosted')
    return { ...common, baseUrl: connection.baseUrl, username: connection.username };
  const { domain, clientId } = connection;
  const port = connection.kind === 'person' ? connection.port : undefined;
  return { ...common, domain, clientId, ...(port !== undefined && { port }) };
}

export interface ReadImport {
  readonly connections: readonly OwnConnection[];
  readonly skipped: readonly string[];
}

/**
 * The connections of an export that are not there yet. An export may come from anybody: addresses are checked as if
 * they were typed, those of the cloud follow from the region alone, and ids are new, so that no saved secret fits.
 * @throws UserError
 */
export function readImport(json: string, known: readonly Connection[], newId: () => string): ReadImport {
  const connections: OwnConnection[] = [];
  const skipped: string[] = [];
  for (const [index, item] of listIn(json).entries()) {
    const read = readOne(item, newId());
    const name =
      isFields(item) && typeof item['name'] === 'string'
        ? `"${item['name']}"`
        : vscode.l10n.t('Number {0}', index + 1);
    if (typeof read === 'string') skipped.push(describeSkipped(read, name));
    else if ([...known, ...connections].some((one) => sameEndpoint(one, read)))
      skipped.push(describeSkipped('known', name));
    else connections.push(read);
  }
  return { connections, skipped };
}

function listIn(json: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    value = undefined;
  }
  const list = isFields(value) && value['format'] === FORMAT ? value['connections'] : undefined;
  if (!Array.isArray(list))
    throw new UserError(
      vscode.l10n.t(
        'This is no file of Laserfiche connections. Choose one that Export Connections… has written.',
      ),
    );
  const version = isFields(value) ? value['version'] : undefined;
  if (typeof version === 'number' && version > VERSION)
    throw new UserError(
      vscode.l10n.t(
        'This file was written by a newer version of Laserfiche Links. Nothing was imported: update the extension, then try again.',
      ),
    );
  return list;
}

/** Why a connection of an export is left out. */
type Skipped = 'known' | 'notConnection' | 'incomplete' | 'address' | 'username' | 'kind' | 'region' | 'app';

function describeSkipped(why: Skipped, name: string): string {
  switch (why) {
    case 'known':
      return vscode.l10n.t('{0}: there is such a connection already.', name);
    case 'notConnection':
      return vscode.l10n.t('{0}: it is no connection.', name);
    case 'incomplete':
      return vscode.l10n.t('{0}: name or repository is missing.', name);
    case 'address':
      return vscode.l10n.t('{0}: its address is none.', name);
    case 'username':
      return vscode.l10n.t('{0}: its user name is missing.', name);
    case 'kind':
      return vscode.l10n.t('{0}: its kind is not known.', name);
    case 'region':
      return vscode.l10n.t('{0}: its region is none of Laserfiche Cloud.', name);
    case 'app':
      return vscode.l10n.t('{0}: the id of its app is missing.', name);
  }
}

/** A connection, or what is wrong with it. */
function readOne(item: unknown, id: string): OwnConnection | Skipped {
  if (!isFields(item)) return 'notConnection';
  const text = (name: string) => (typeof item[name] === 'string' ? item[name].trim() : '');
  const [name, repoId] = [text('name'), text('repoId')];
  if (!name || !repoId) return 'incomplete';
  const common = { id, name, repoId, ...(item['readOnly'] === true && { readOnly: true }) };
  const { kind } = item;
  if (kind === 'selfHosted') {
    const baseUrl = baseUrlOf(text('baseUrl'));
    if (baseUrl === undefined) return 'address';
    return text('username') ? { ...common, kind, baseUrl, username: text('username') } : 'username';
  }
  if (kind !== 'serviceApp' && kind !== 'person') return 'kind';
  const [domain, clientId] = [text('domain'), text('clientId')];
  if (cloudDomainProblem(domain)) return 'region';
  if (!clientId) return 'app';
  const cloud = { ...common, baseUrl: cloudBaseUrl(domain), domain, clientId };
  const { port } = item;
  if (kind === 'serviceApp') return { ...cloud, kind };
  return { ...cloud, kind, ...(isPort(port) && { port }) };
}

function baseUrlOf(text: string): string | undefined {
  try {
    return normalizeBaseUrl(text);
  } catch (error) {
    if (error instanceof BaseUrlError) return undefined;
    throw error;
  }
}

export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
