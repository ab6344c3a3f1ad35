import * as vscode from 'vscode';
import { isNode, type Node } from '../tree';
import { type CommandId, VIEWS } from '../ui';
import { isFields } from './schema';
import type { RowsView } from './support/deps';

/** What a keybinding passes on: the command is to act on the row that has the focus. */
interface OnFocusedRow {
  readonly on: 'focusedRow';
  /** The view in which the key was pressed; the repository's unless told. */
  readonly in?: RowsView['name'];
  /** We asked for the row ourselves: number of the question. */
  readonly asked?: number;
}

/** What a keybinding passed on, with the row where VS Code put it in the place of `focusedIn`. */
export interface PressedKey {
  readonly row: Node | undefined;
  readonly asked: number | undefined;
  readonly view: RowsView['name'];
}

/** The name of the row of a view that has the focus. VS Code puts the row in its place where a command gets it in a list. */
const focusedIn = (name: RowsView['name']) => ({ $treeViewId: VIEWS[name], $focusedTreeItem: true });

/** Selects the focused row, or takes it out of the selection: after that VS Code knows again which one it is. */
const TOGGLE = 'list.toggleSelection';

const questions = new Map<number, (row: Node | undefined) => void>();
let lastQuestion = 0;

/**
 * What a keybinding of the tree passes on: `{ "on": "focusedRow" }`, or a list of that and `focusedIn`, which tells the row
 * at once. Undefined for any other argument.
 */
export function pressedKey(argument: unknown): PressedKey | undefined {
  const [mark, row] = Array.isArray(argument) ? (argument as unknown[]) : [argument, undefined];
  if (!isMark(mark)) return undefined;
  return { row: isNode(row) ? row : undefined, asked: mark.asked, view: mark.in ?? 'repository' };
}

function isMark(value: unknown): value is OnFocusedRow {
  if (!isFields(value) || value['on'] !== 'focusedRow') return false;
  return Object.keys(value).every((name) => name === 'on' || name === 'asked' || name === 'in');
}

/** The row that had the focus when a key was pressed; undefined where none has it. */
export async function focusedRow(
  { chosen, name }: RowsView,
  id: CommandId,
  told?: Node,
): Promise<Node | undefined> {
  if (told && chosen.isFocusKnown) return told;
  const { isFocusKnown, changes } = chosen;
  const row = await ask(id, name, isFocusKnown ? [] : [TOGGLE, TOGGLE]);
  // Nothing could be selected: then nothing has the focus, and the row is that of an earlier time.
  return isFocusKnown || chosen.changes > changes ? row : undefined;
}

/** What we asked for comes as a call of the command. */
export function tellFocusedRow({ row, asked = 0 }: PressedKey): void {
  questions.get(asked)?.(row);
  questions.delete(asked);
}

/** Calls a command of ours by way of VS Code, which names rows for those calls only. */
async function ask(
  id: CommandId,
  name: RowsView['name'],
  before: readonly string[],
): Promise<Node | undefined> {
  const asked = (lastQuestion += 1);
  let row: Node | undefined;
  questions.set(asked, (told) => (row = told));
  const call = { command: id, args: [[{ on: 'focusedRow', asked }, focusedIn(name)]] };
  await vscode.commands.executeCommand('runCommands', { commands: [...before, call] });
  questions.delete(asked);
  return row;
}
