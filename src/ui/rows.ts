import * as vscode from 'vscode';
import { inert, oneLine, unlinked } from '../domain';

/** The texts of a row. */
export interface RowText {
  readonly label: string;
  readonly description?: string | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
}

/**
 * In the page nothing stands between label and description but a margin: who reads the page (a screen reader, a tool)
 * would read the last word of the one and the first of the other as one word.
 */
const HAIR_SPACE = '\u200A';

/** A row of a tree with its texts; everything else is set by whoever draws it. */
export function createTreeItem(
  { label, description, spoken }: RowText,
  collapsible: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  const item = new vscode.TreeItem(oneLine(label), collapsible);
  item.accessibilityInformation = { label: oneLine(spoken) };
  if (description !== undefined) item.description = HAIR_SPACE + oneLine(description);
  return item;
}

/** What a tooltip tells, as plain text: nothing of it is markup. */
export interface Facts {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Facts of another kind, below a line. */
  readonly more?: readonly (readonly [name: string, value: string])[];
}

/** A tooltip: a bold title, and a line for each fact. */
export function factsMarkdown({ title, facts, more }: Facts): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('**');
  appendText(markdown, title);
  markdown.appendMarkdown('**\n\n');
  appendFacts(markdown, facts);
  if (more) {
    markdown.appendMarkdown('\n---\n\n');
    appendFacts(markdown, more);
  }
  return markdown;
}

function appendFacts(markdown: vscode.MarkdownString, facts: Facts['facts']): void {
  for (const [name, value] of facts) {
    // A name and the first word of its value stay together.
    markdown.appendText(`${unlinked(inert(name))}: `);
    appendText(markdown, value);
    markdown.appendMarkdown('  \n');
  }
}

/**
 * Names and paths come from a server: they are appended as text, so that nothing in them is read as markup.
 * Word by word, because spaces inside appended text do not wrap.
 */
function appendText(markdown: vscode.MarkdownString, text: string): void {
  for (const [index, word] of inert(text).split(' ').entries()) {
    if (index > 0) markdown.appendMarkdown(' ');
    markdown.appendText(unlinked(word));
  }
}
