import * as vscode from 'vscode';
import { oneLine } from '../domain';

/** The texts of a row. */
export interface RowText {
  readonly label: string;
  readonly description?: string | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** A row of a tree with its texts; everything else is set by whoever draws it. */
export function createTreeItem(
  { label, description, spoken }: RowText,
  collapsible: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  const item = new vscode.TreeItem(oneLine(label), collapsible);
  item.accessibilityInformation = { label: oneLine(spoken) };
  if (description !== undefined) item.description = oneLine(description);
  return item;
}
