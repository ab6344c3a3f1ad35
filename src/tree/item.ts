import * as vscode from 'vscode';
import type { Entry } from '../domain';
import { COMMANDS, createTreeItem, factsMarkdown } from '../ui';
import { contextValueOf } from './contextValues';
import { entryIconName, iconOf, type Icon } from './icons';
import { descriptionOf, labelOf, spokenLabelOf } from './labels';
import { isParent, type Node } from './nodes';
import { tooltipOf } from './tooltips';

/** What a row shows besides its data. */
export interface RowState {
  /** Something is on its way. */
  readonly busy?: boolean;
  /** Of a connection: nothing goes on before a person signs in. */
  readonly needsSignIn?: boolean;
}

/** How VS Code draws a row. Its tooltip is left to `tooltipMarkdown`. */
export function toTreeItem(
  node: Node,
  { busy = false, needsSignIn = false }: RowState = {},
): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const text = {
    label: labelOf(node),
    description: descriptionOf(node, needsSignIn),
    spoken: spokenLabelOf(node, needsSignIn),
  };
  const item = createTreeItem(text, isParent(node) ? Collapsed : None);
  item.id = node.id;
  item.contextValue = contextValueOf(node);
  item.iconPath = themeIcon(busy ? { name: 'loading~spin' } : iconOf(node, needsSignIn));
  const command = commandOf(node);
  if (command) item.command = command;
  return item;
}

/** A row's tooltip, made when somebody hovers. */
export function tooltipMarkdown(node: Node): vscode.MarkdownString {
  return factsMarkdown(tooltipOf(node, vscode.env.language));
}

/** The icon of an entry, as the tree shows it. */
export function entryIcon(entry: Entry): vscode.ThemeIcon {
  return new vscode.ThemeIcon(entryIconName(entry));
}

/** Thousands of rows share a few icons. */
const icons = new Map<string, vscode.ThemeIcon>();

function themeIcon({ name, color }: Icon): vscode.ThemeIcon {
  const key = `${name} ${color}`;
  const icon =
    icons.get(key) ??
    new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
  icons.set(key, icon);
  return icon;
}

/** What a click does; rows without a command are opened and closed by it. */
function commandOf(node: Node): vscode.Command | undefined {
  if (node.kind === 'loadMore') return { command: COMMANDS.loadMore, title: 'Load More', arguments: [node] };
  if (node.kind === 'filter')
    return { command: COMMANDS.filterInFolder, title: 'Change Filter', arguments: [node] };
  if (node.kind !== 'message') return undefined;
  switch (node.state) {
    case 'failed':
    case 'cancelled':
      return { command: COMMANDS.refresh, title: 'Retry', arguments: [node.parent] };
    case 'signedOut':
      return { command: COMMANDS.signIn, title: 'Sign In', arguments: [node] };
    case 'empty':
      return undefined;
  }
}
