import { l10n } from 'vscode';
import { payloadOf } from '../../api';
import {
  groupsOf,
  connectionFor,
  countsOfItem,
  entryName,
  formatTime,
  payloadAfter,
  payloadBefore,
  readHistory,
  reportFailure,
  reportUndone,
  requireConnection,
  restoreAndTell,
  restoreBefore,
  sortDropped,
  standing,
  undoEverywhere,
} from '../../changeFlow';
import type { Connection } from '../../connections';
import { showSides } from '../../documents';
import { historyRows, pickFromHistory, type HistoryPick, type HistoryRow } from '../../history';
import { connectionOf, entryOf, type Node } from '../../tree';
import type { LinkHistoryEntry } from '../../ui';
import { savedConnection } from '../connections/chosen';
import { defineCommand } from '../define';
import { type ArgumentsOf, form, id, optional, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { revealInTree } from '../support/reveal';

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

/** The view's own menu passes the row in focus, so from a part of the history there is a way to all of it. */
async function show(deps: CommandDeps, scope: Scope): Promise<void> {
  const rows = await rowsIn(deps, scope);
  const [newest] = rows;
  const entry = scope.entryId !== undefined && newest ? entryName(newest.item) : undefined;
  const name = scope.name ?? entry;
  const pick = await pickFromHistory(rows, {
    title: name === undefined ? l10n.t('Link History') : l10n.t('Link History of {0}', name),
    isPart: scope.connection !== undefined || scope.entryId !== undefined,
    forgotten: await deps.connections.journal.forgotten(),
  });
  if (pick === 'all') await show(deps, {});
  else if (pick) await act(deps, pick);
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
  if (row.kind === 'connection') return { connection, name: row.connection.name };
  const entry = entryOf(row);
  return entry ? { connection, entryId: entry.linkEntryId, name: entry.name } : { connection };
}

async function act(deps: CommandDeps, { row: { item }, action }: HistoryPick): Promise<void> {
  const name = entryName(item);
  switch (action) {
    case 'show':
      await showSides(
        { before: payloadOf(payloadBefore(item)), after: payloadOf(payloadAfter(item)) },
        l10n.t('Links of {0}: before ↔ after {1}', name, formatTime(item.time)),
        name,
      );
      return;
    case 'undo': {
      const history = await readHistory(deps);
      await undoEverywhere(deps, standing(history, groupsOf(history, [item])));
      return;
    }
    case 'restore': {
      const undone = await restoreBefore(deps, item);
      if (undone) reportUndone(deps, undone, 'restore');
      return;
    }
    case 'restoreLost': {
      const { repairable } = sortDropped(item.droppedIncoming ?? []);
      await restoreAndTell(deps, { from: item.connection, dropped: repairable });
      return;
    }
    case 'goTo': {
      const { id } = requireConnection(deps, item.connection, l10n.t('Could not show {0} in the tree', name));
      await revealInTree(deps, id, item.entryId, name);
    }
  }
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
