import * as vscode from 'vscode';
import { type Entry, oneLine, sameRepository } from '../domain';
import { UserError } from '../ui';
import { connectionOf, type EntryRef, entryOf, isNode, type Node } from '../tree';
import type { CommandDeps, RowsDeps } from './support/deps';
import { pickConnection } from './support/pickConnection';
import { BACK, pickEntries } from './support/pickEntries';

/** An entry that a command acts on: that of a row, or one that was picked. */
export type EntryTarget = EntryRef;

/** What a person chose a command for. */
export interface Targets {
  /** The command's title, for what is asked: without what tells in menus that there is more to come. */
  readonly title: string;
  /** The row whose menu it was chosen from, or that had the focus when a key was pressed. */
  readonly clicked: Node | undefined;
  /** The document in whose title bar it was chosen. */
  readonly document: unknown;
  /**
   * The rows it acts on: the selected ones that show when the clicked row is among them, else the clicked row, else (from
   * the palette) the selected ones that show. Those of the clicked row's connection come first.
   * @throws UserError where a row is gone: to act on others in its place could be the wrong thing to do.
   */
  rows(): readonly Node[];
  /** The rows in question for a command that acts on one: the clicked row, else the selected ones. */
  candidates(): readonly Node[];
  /** The entries behind the rows, each once; with no rows the person is asked. Undefined when they cancel. */
  entries(ask?: AskEntries): Promise<readonly EntryTarget[] | undefined>;
  /** So many of the rows make no sense here, and are passed over: the person is told with what was done. */
  leaveOut(count: number): void;
  leftOut(): number;
}

export interface AskEntries {
  /** Left out: the command's title. */
  readonly title?: string;
  readonly many?: boolean;
}

/** What VS Code passes on from a menu: the row, and all selected rows. */
export function targetsOf(deps: RowsDeps, title: string, first: unknown, selected: unknown): Targets {
  let leftOut = 0;
  return {
    title,
    clicked: isNode(first) ? first : undefined,
    document: first,
    rows: () => rowsOf(deps, first, selected),
    candidates: () => (isNode(first) ? [first] : rowsOf(deps, first, selected)),
    entries: (ask) => {
      const rows = rowsOf(deps, first, selected);
      const meant = isNode(first) ? rowsLike(first, rows) : rows;
      leftOut = rows.length - meant.length;
      return resolveEntries(deps, meant, { title, ...ask });
    },
    leaveOut: (count) => (leftOut = count),
    leftOut: () => leftOut,
  };
}

/** In place of the row of a menu that VS Code does not know any more. */
export const GONE = Symbol('gone');

/** VS Code forgets rows for the moment in which it takes them again: which one was meant can't be told then. */
export const rowIsGone = (): UserError =>
  new UserError(
    vscode.l10n.t('The rows were read again while the menu was open. Choose the command once more.'),
  );

/** See `Targets.rows`. */
export function rowsOf(deps: RowsDeps, first: unknown, selected: unknown): readonly Node[] {
  const rows = Array.isArray(selected) ? selected.filter(isNode) : [];
  if (first === GONE || (Array.isArray(selected) && rows.length < selected.length)) throw rowIsGone();
  const { chosen } = deps.here;
  if (!isNode(first)) return chosen.rows();
  chosen.saw(first);
  if (!rows.includes(first)) return [first];
  const shown = chosen.shown(rows);
  const isOwn = ({ connectionId }: Node) => connectionId === first.connectionId;
  return [...shown.filter(isOwn), ...shown.filter((row) => !isOwn(row))];
}

/** The menu of a link acts on the entries at the other ends of links, that of an entry on entries: not on both. */
function rowsLike(clicked: Node, rows: readonly Node[]): readonly Node[] {
  return rows.filter((row) => entryOf(row) && (row.kind === 'link') === (clicked.kind === 'link'));
}

/**
 * Refuses rows that show another repository than their connection leads to by now: their ids mean other entries there.
 * @throws UserError
 */
export function refuseStaleRows({ connections }: CommandDeps, rows: readonly Node[]): void {
  const list = connections.list();
  for (const row of rows) {
    const shown = connectionOf(row);
    const now = list.find(({ id }) => id === shown?.id);
    if (!shown || !now || sameRepository(now, shown)) continue;
    throw new UserError(
      vscode.l10n.t(
        'The connection {0} leads to another repository than the rows show. Nothing was done. Refresh the view, then choose the command once more.',
        oneLine(now.name),
      ),
    );
  }
}

/** The entries behind the rows, each once; with no rows the person is asked. Undefined when they cancel. */
async function resolveEntries(
  deps: CommandDeps,
  rows: readonly Node[],
  ask: { readonly title: string; readonly many?: boolean },
): Promise<readonly EntryTarget[] | undefined> {
  const targets = new Map<string, EntryTarget>();
  refuseStaleRows(deps, rows);
  for (const node of rows) {
    const target = entryOf(node);
    if (target) targets.set(`${target.connectionId}/${target.entryId}`, target);
  }
  if (targets.size > 0) return [...targets.values()];

  const session = await pickConnection(deps, ask.title);
  if (!session) return undefined;
  const picked = await pickEntries(session, { title: ask.title, many: ask.many ?? false });
  if (picked === undefined || picked === BACK) return undefined;
  return picked.map((entry) => targetOf(session.connection.id, entry));
}

/** An entry that was picked. A shortcut stands for its target. */
export function targetOf(connectionId: string, entry: Entry): EntryTarget {
  return {
    connectionId,
    entryId: entry.id,
    linkEntryId: entry.entryType === 'Shortcut' ? (entry.targetId ?? entry.id) : entry.id,
    name: entry.name || vscode.l10n.t('Entry {0}', entry.id),
    path: entry.path ?? undefined,
    entry,
  };
}
