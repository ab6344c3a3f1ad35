import { l10n } from 'vscode';
import {
  connectionFor,
  countsOfItem,
  entryName,
  nameOfId,
  readHistory,
  reportFailure,
} from '../../changeFlow';
import type { Connection } from '../../connections';
import { historyRows, type HistoryRow } from '../../history';
import { connectionOf, entryOf, type Node } from '../../tree';
import type { LinkHistoryEntry } from '../../ui';
import { savedConnection } from '../connections/chosen';
import { defineCommand } from '../define';
import { type ArgumentsOf, form, id, optional, text } from '../schema';
import type { CommandDeps } from '../support/deps';

interface Scope {
  /** Leads to the repository whose history it is, through whichever connections its changes were made. */
  readonly connection?: Connection;
  readonly entryId?: number;
  /** What the history is of. */
  readonly name?: string;
}

const SCOPE = form({ connectionId: optional(text()), entryId: optional(id()) });

/** Lists the changes that were made, the newest first, and what can be done about each. A caller is answered them, too. */
export const showLinkHistory = defineCommand({
  id: 'laserficheLinks.showLinkHistory',
  title: l10n.t('Link History…'),
  args: SCOPE,
  answer: 'shows the history; the changes, newest first',
  ask: ({ clicked }) => Promise.resolve({ scope: scopeOfRow(clicked) }),
  run: async (args, services) => {
    const scope = 'scope' in args ? args.scope : scopeOf(services, args);
    return { scope, rows: services.isInteractive ? [] : await rowsIn(services, scope) };
  },
  toAnswer: ({ scope, rows }, services) => {
    const shown = () =>
      show(services, scope).catch((error: unknown) =>
        reportFailure(error, l10n.t('Link History'), services, shown),
      );
    void shown();
    const connections = services.connections.list();
    return rows.map((row) => answerOf(row, connections));
  },
  tell: ({ scope }, _args, services) => show(services, scope),
});

async function rowsIn(deps: CommandDeps, scope: Scope): Promise<readonly HistoryRow[]> {
  const { connection: repository, entryId } = scope;
  return historyRows(await readHistory(deps), {
    ...(repository && { repository }),
    ...(entryId !== undefined && { entryId }),
  });
}

async function show(deps: CommandDeps, { connection, entryId, name }: Scope): Promise<void> {
  const history = await deps.history.get();
  if (!connection && entryId === undefined) return history.show();
  await history.show({
    ...(connection && { repository: connection }),
    ...(entryId !== undefined && { entryId }),
    name: name ?? (await nameOf(deps, { connection, entryId })),
  });
}

/** What the changes of an entry call it, else the connection's name. */
async function nameOf(
  deps: CommandDeps,
  {
    connection,
    entryId,
  }: { readonly connection: Connection | undefined; readonly entryId: number | undefined },
): Promise<string> {
  if (entryId === undefined) return connection?.name ?? '';
  const [newest] = await rowsIn(deps, { ...(connection && { connection }), entryId });
  return newest ? entryName(newest.item) : nameOfId(entryId);
}

function scopeOf(deps: CommandDeps, { connectionId, entryId }: ArgumentsOf<typeof SCOPE>): Scope {
  return {
    ...(connectionId !== undefined && { connection: savedConnection(deps, connectionId) }),
    ...(entryId !== undefined && { entryId }),
  };
}

/** A connection's history is that of all its entries. From the palette all changes are listed. */
function scopeOfRow(row: Node | undefined): Scope {
  if (!row) return {};
  const connection = connectionOf(row);
  if (!connection) return {};
  if (row.kind === 'connection') return { connection, name: row.connection.name };
  const entry = entryOf(row);
  return entry ? { connection, entryId: entry.linkEntryId, name: entry.name } : { connection };
}

function answerOf(
  { item, undone, groupSize }: HistoryRow,
  connections: readonly Connection[],
): LinkHistoryEntry {
  const { id, time, connection, entryId, entryPath, cause, outcome, group } = item;
  return {
    changeId: id,
    time,
    connectionId: connectionFor(connections, connection)?.id ?? connection.id,
    entryId,
    ...(entryPath !== undefined && { entryPath }),
    cause,
    outcome,
    undone,
    ...(groupSize > 1 && group !== undefined && { group }),
    ...countsOfItem(item),
  };
}
