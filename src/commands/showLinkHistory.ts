import {
  entryName,
  groupOf,
  historyRows,
  payloadBefore,
  pickFromHistory,
  restoreBefore,
  connectionIdOf,
  timeWords,
  type HistoryPick,
  type HistoryRow,
} from '../history';
import { COMMANDS, type LinkHistoryEntry } from '../host';
import { showSides } from '../review';
import { entryOf, isNode } from '../tree';
import { carryBack, readHistory, standing, tellUndone, undoItems, type TakeBackStep } from './edits/undoing';
import { asArguments, readArguments } from './support/arguments';
import type { CommandDeps, Handler } from './support/deps';
import { tellFailure } from './support/failure';
import { revealInTree } from './support/reveal';

const TITLE = 'Link History';

interface Scope {
  readonly connectionId?: string;
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
  const scope = scopeOf(fields);
  const rows = await rowsIn(deps, scope);
  const shown = () => show(deps, scope).catch((error: unknown) => tellFailure(error, TITLE, deps, shown));
  void shown();
  return rows.map(answerOf);
};

async function rowsIn(deps: CommandDeps, scope: Scope): Promise<readonly HistoryRow[]> {
  const { connectionId, entryId } = scope;
  const repository = deps.connections.list().find(({ id }) => id === connectionId);
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
    isPart: scope.connectionId !== undefined || scope.entryId !== undefined,
  });
  if (pick === 'all') await show(deps, {});
  else if (pick) await act(deps, pick);
}

function scopeOf(fields: Readonly<Record<string, unknown>>): Scope {
  const { text, id, has } = readArguments(COMMANDS.showLinkHistory, fields);
  return {
    ...(has('connectionId') && { connectionId: text('connectionId') }),
    ...(has('entryId') && { entryId: id('entryId') }),
  };
}

/** A connection's history is that of all its entries. From the palette all changes are listed. */
function scopeOfRow(row: unknown): Scope {
  if (!isNode(row)) return {};
  const { connectionId } = row;
  if (row.kind === 'connection') return { connectionId, name: row.connection.name };
  const entry = entryOf(row);
  return entry ? { connectionId, entryId: entry.linkEntryId, name: entry.name } : { connectionId };
}

async function act(deps: CommandDeps, { row: { item }, action }: HistoryPick): Promise<void> {
  const name = entryName(item);
  switch (action) {
    case 'show':
      await showSides(
        { before: payloadBefore(item), after: item.payload },
        `Links of ${name}: before ↔ after ${timeWords(item.time)}`,
        name,
      );
      return;
    case 'undo': {
      const history = await readHistory(deps);
      tellUndone(deps, await undoItems(deps, standing(history, groupOf(history, item)), true), 'undo');
      return;
    }
    case 'restore': {
      const doing = `restore the links of ${name}`;
      const step: TakeBackStep = (session, options) => restoreBefore(session, item, options);
      tellUndone(deps, await carryBack(deps, [item], { doing, settles: true, step }), 'restore');
      return;
    }
    case 'goTo': {
      const connectionId = connectionIdOf(deps.connections.list(), item.connection) ?? item.connection.id;
      await revealInTree(deps, connectionId, item.entryId, name);
    }
  }
}

function answerOf({ item, undone, groupSize }: HistoryRow): LinkHistoryEntry {
  const { id, time, connection, entryId, entryPath, cause, outcome, group, added, removed, changed, kept } =
    item;
  return {
    changeId: id,
    time,
    connectionId: connection.id,
    entryId,
    ...(entryPath !== undefined && { entryPath }),
    cause,
    outcome,
    undone,
    ...(groupSize > 1 && group !== undefined && { group }),
    added: added.length,
    removed: removed.length,
    changed: changed.length,
    kept,
  };
}
