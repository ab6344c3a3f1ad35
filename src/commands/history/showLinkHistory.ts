import { toWirePayload } from '../../api';
import { groupOf, historyRows, pickFromHistory, type HistoryPick, type HistoryRow } from '../../history';
import {
  connectionFor,
  countsOfItem,
  entryName,
  formatTime,
  partLost,
  payloadAfter,
  payloadBefore,
  restoreBefore,
} from '../../changeFlow';
import { COMMANDS, type LinkHistoryEntry } from '../../ui';
import { showSides } from '../../documents';
import { connectionOf, entryOf, isNode } from '../../tree';
import type { Connection } from '../../connections';
import { savedConnection } from '../connections/chosen';
import { reportFailed } from '../edits/tellFailed';
import { restoreLost } from '../edits/tellLost';
import {
  carryBack,
  readHistory,
  standing,
  reportUndone,
  undoEverywhere,
  undoRecords,
  type TakeBackStep,
} from '../edits/undoing';
import { requireConnection } from '../edits/whereMade';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { revealInTree } from '../support/reveal';

const TITLE = 'Link History';

interface Scope {
  /** Leads to the repository whose history it is, through whichever connections its changes were made. */
  readonly connection?: Connection;
  readonly entryId?: number;
  /** What the history is of. */
  readonly name?: string;
}

/**
 * Lists the changes that were made, the newest first, and what can be done about each. Called with an argument object
 * it shows the list and answers it.
 */
export const showLinkHistory: Handler = async (deps, first) => {
  const fields = asArguments(first);
  if (!fields) {
    await show(deps, scopeOfRow(first));
    return undefined;
  }
  const scope = scopeOf(deps, fields);
  const rows = await rowsIn(deps, scope);
  const shown = () => show(deps, scope).catch((error: unknown) => reportFailed(error, TITLE, deps, shown));
  void shown();
  const connections = deps.connections.list();
  return rows.map((row) => answerOf(row, connections));
};

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
    title: name === undefined ? TITLE : `${TITLE} of ${name}`,
    isPart: scope.connection !== undefined || scope.entryId !== undefined,
    forgotten: await deps.connections.journal.forgotten(),
  });
  if (pick === 'all') await show(deps, {});
  else if (pick) await act(deps, pick);
}

function scopeOf(deps: CommandDeps, fields: Readonly<Record<string, unknown>>): Scope {
  const { text, id, has } = readArguments(COMMANDS.showLinkHistory, fields);
  return {
    ...(has('connectionId') && { connection: savedConnection(deps, text('connectionId')) }),
    ...(has('entryId') && { entryId: id('entryId') }),
  };
}

/** A connection's history is that of all its entries. From the palette all changes are listed. */
function scopeOfRow(row: unknown): Scope {
  if (!isNode(row)) return {};
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
        { before: toWirePayload(payloadBefore(item)), after: toWirePayload(payloadAfter(item)) },
        `Links of ${name}: before ↔ after ${formatTime(item.time)}`,
        name,
      );
      return;
    case 'undo': {
      const history = await readHistory(deps);
      await undoEverywhere(deps, standing(history, groupOf(history, item)));
      return;
    }
    case 'restore': {
      const operation = `restore the links of ${name}`;
      const step: TakeBackStep = (session, options) => restoreBefore(session, item, options);
      reportUndone(deps, await carryBack(deps, [item], { operation, by: 'person', step }), 'restore');
      return;
    }
    case 'restoreLost': {
      const { repairable } = partLost(item.droppedIncoming ?? []);
      await restoreLost(deps, { from: item.connection, lost: repairable, undo: undoRecords });
      return;
    }
    case 'goTo': {
      const { id } = requireConnection(deps, item.connection, `show ${name} in the tree`);
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
