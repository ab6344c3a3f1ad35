import * as vscode from 'vscode';
import { type Connection, rootIdOf } from '../../connections';
import { oneLine } from '../../domain';
import { describeFilter } from './filter';
import {
  childId,
  contextValues,
  ENTRY_WORDS,
  type Fact,
  type Icon,
  knownFacts,
  ROOT_ID,
  type Row,
  type RowKind,
} from './row';

/** A connection; the children of its root folder stand below it. */
export interface ConnectionNode extends Row {
  readonly kind: 'connection';
  readonly parent: undefined;
  readonly connection: Connection;
}

/** Path of the root folder. */
export const ROOT_PATH = '\\';

export function connectionRow(connection: Connection): ConnectionNode {
  const id = childId(ROOT_ID, connection.id);
  return { kind: 'connection', id, parent: undefined, connectionId: connection.id, connection };
}

export const isConnection = (row: Row): row is ConnectionNode => row.kind === 'connection';

/** The connection that a row belongs to: whatever has nothing above it names one, unless something is wrong with it. */
export function connectionOf(row: Row): Connection | undefined {
  return (topOf(row) as Partial<Pick<ConnectionNode, 'connection'>>).connection;
}

/** The row that a row stands below with nothing above it; itself where it is one. */
export function topOf(row: Row): Row {
  let top = row;
  while (top.parent) top = top.parent;
  return top;
}

const ICONS: Readonly<Record<Connection['kind'], string>> = {
  sandbox: 'beaker',
  selfHosted: 'database',
  serviceApp: 'cloud',
  person: 'cloud',
};
const WARNING: Icon = { name: 'warning', color: 'list.warningForeground' };

const CONTEXT = {
  sandbox: contextValues(...ENTRY_WORDS, 'connection', 'sandbox'),
  selfHosted: contextValues(...ENTRY_WORDS, 'connection', 'selfHosted'),
  serviceApp: contextValues(...ENTRY_WORDS, 'connection', 'serviceApp'),
  person: contextValues(...ENTRY_WORDS, 'connection', 'person'),
} as const;

export const connectionLabel = ({ name, repoId }: Connection) => oneLine(name) || repoId;

export const connection: RowKind<ConnectionNode> = {
  label: (row) => connectionLabel(row.connection),

  /** What matters most comes first: a narrow side bar cuts the rest. */
  description({ connection: { readOnly, repoId, baseUrl } }, { needsSignIn, isUnreachable, filter }) {
    const facts = [
      filter === undefined ? '' : describeFilter(filter),
      needsSignIn ? vscode.l10n.t('sign-in needed') : '',
      isUnreachable ? vscode.l10n.t('not reachable') : '',
      readOnly ? vscode.l10n.t('read-only') : '',
      repoId,
      hostOf(baseUrl),
    ];
    return facts.filter(Boolean).join(' · ');
  },

  spoken: (_row, seen) => vscode.l10n.t('{0}, connection', seen),

  icon({ connection: { kind, readOnly } }, { needsSignIn, isUnreachable }) {
    if (needsSignIn || isUnreachable) return WARNING;
    return { name: readOnly ? 'lock' : ICONS[kind] };
  },

  context: (row) => CONTEXT[row.connection.kind],

  entry: ({ connectionId, connection: of }) => ({
    connectionId,
    entryId: rootIdOf(of),
    linkEntryId: rootIdOf(of),
    name: of.name,
    path: ROOT_PATH,
  }),

  children: ({ connection: of }) => ({ folder: { id: rootIdOf(of), path: ROOT_PATH } }),
};

/** What is known of a connection. Nothing of it is secret. */
export function connectionFacts(of: Connection): readonly Fact[] {
  const { repoId, baseUrl, readOnly } = of;
  return knownFacts([
    [vscode.l10n.t('Repository'), repoId],
    [vscode.l10n.t('Server'), baseUrl],
    whoSignsIn(of),
    [vscode.l10n.t('Read-only'), readOnly ? vscode.l10n.t('every change of links is refused') : undefined],
  ]);
}

function whoSignsIn(of: Connection): Fact {
  switch (of.kind) {
    case 'sandbox':
    case 'selfHosted':
      return [vscode.l10n.t('User'), of.username];
    case 'serviceApp':
      return [vscode.l10n.t('Service app'), of.clientId];
    case 'person':
      return [vscode.l10n.t('Signs in'), vscode.l10n.t('in the browser, at {0}', of.domain)];
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
