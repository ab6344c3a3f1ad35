import * as vscode from 'vscode';
import { flashStatus } from '../../ui';

const SHOWN_MS = 4000;

/** Puts text on the clipboard and says so in the status bar, as VS Code's own copy commands stay quiet elsewhere. */
export async function copyText(text: string, told: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  flashStatus('check', told, SHOWN_MS);
}
