import * as vscode from 'vscode';
import type { Entry } from '../api';
import { COMMANDS } from '../host/ids';
import { contextValueOf } from './contextValues';
import { entryIconName, iconOf } from './icons';
import { descriptionOf, labelOf, spokenLabelOf } from './labels';
import { isParent, type Node } from './nodes';
import { tooltipOf } from './tooltips';

/** How VS Code draws a row. Its tooltip is left to `tooltipMarkdown`. */
export function toTreeItem(node: Node, busy: boolean): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(labelOf(node), isParent(node) ? Collapsed : None);
  item.id = node.id;
  item.contextValue = contextValueOf(node);
  item.accessibilityInformation = { label: spokenLabelOf(node) };
  item.iconPath = themeIcon(node, busy);
  const description = descriptionOf(node);
  if (description !== undefined) item.description = description;
  const command = commandOf(node);
  if (command) item.command = command;
  return item;
}

/** A row's tooltip, made when somebody hovers. */
export function tooltipMarkdown(node: Node): vscode.MarkdownString {
  const { title, facts } = tooltipOf(node, vscode.env.language);
  const markdown = new vscode.MarkdownString('**');
  appendWords(markdown, title);
  markdown.appendMarkdown('**\n\n');
  for (const [name, value] of facts) {
    markdown.appendText(`${name}: `);
    appendWords(markdown, value);
    markdown.appendMarkdown('  \n');
  }
  return markdown;
}

/**
 * Names and paths come from a server: they are appended as text, so that nothing in them is read as markup.
 * Word by word, because spaces inside appended text do not wrap.
 */
function appendWords(markdown: vscode.MarkdownString, text: string): void {
  for (const [index, word] of text.split(' ').entries()) {
    if (index > 0) markdown.appendMarkdown(' ');
    markdown.appendText(word);
  }
}

/** The icon of an entry, as the tree shows it. */
export function entryIcon(entry: Entry): vscode.ThemeIcon {
  return new vscode.ThemeIcon(entryIconName(entry));
}

function themeIcon(node: Node, busy: boolean): vscode.ThemeIcon {
  const { name, color } = iconOf(node);
  if (busy) return new vscode.ThemeIcon('loading~spin');
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** What a click does; rows without a command are opened and closed by it. */
function commandOf(node: Node): vscode.Command | undefined {
  if (node.kind === 'loadMore') return { command: COMMANDS.loadMore, title: 'Load More', arguments: [node] };
  if (node.kind !== 'message') return undefined;
  switch (node.state) {
    case 'failed':
      return { command: COMMANDS.refresh, title: 'Retry', arguments: [node.parent] };
    case 'signedOut':
      return { command: COMMANDS.signIn, title: 'Sign In', arguments: [node] };
    case 'empty':
      return undefined;
  }
}
