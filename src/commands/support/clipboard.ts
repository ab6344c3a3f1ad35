import * as vscode from 'vscode';
import { flashStatus, plural } from '../../ui';

const SHOWN_MS = 4000;

/** Puts text on the clipboard and says so in the status bar, as VS Code's own copy commands stay quiet elsewhere. */
export async function copyText(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  flashStatus('check', `Copied ${what}`, SHOWN_MS);
}

export function copyLines(lines: readonly string[], noun: string): Promise<void> {
  return copyText(lines.join('\n'), lines.length === 1 ? noun : plural(lines.length, noun));
}
