import * as vscode from 'vscode';
import type { Entry } from '../domain';
import { createTreeItem } from '../ui';
import {
  commandOf,
  contextValueOf,
  descriptionOf,
  entryIconName,
  iconOf,
  isOpenAtFirst,
  isParent,
  labelOf,
  type Row,
  type RowState,
  spokenLabelOf,
} from './kinds';

/** How VS Code draws a row. Its tooltip comes when somebody hovers. */
export function toTreeItem(row: Row, state: RowState = {}): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const text = {
    label: labelOf(row),
    description: descriptionOf(row, state),
    spoken: spokenLabelOf(row, state),
  };
  const item = createTreeItem(text, isOpenAtFirst(row) ? Expanded : isParent(row) ? Collapsed : None);
  item.id = row.id;
  item.contextValue = contextValueOf(row, state);
  item.iconPath = themeIcon(iconOf(row, state));
  const command = commandOf(row);
  if (command) item.command = command;
  return item;
}

/** The icon of an entry, as the tree shows it. */
export function entryIcon(entry: Entry): vscode.ThemeIcon {
  return new vscode.ThemeIcon(entryIconName(entry));
}

/** Thousands of rows share a few icons. */
const icons = new Map<string, vscode.ThemeIcon>();

function themeIcon({ name, color }: ReturnType<typeof iconOf>): vscode.ThemeIcon {
  const key = `${name} ${color}`;
  const icon =
    icons.get(key) ??
    new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
  icons.set(key, icon);
  return icon;
}
