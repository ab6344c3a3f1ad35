import * as vscode from 'vscode';
import { SETTINGS } from './ids';

/** The extension's settings, read when needed so that a change applies at once. */
export const settings = {
  /** Entries asked for at once when a folder is opened. */
  pageSize: () => read(SETTINGS.pageSize, 150),
  transport: () => read<'vscode' | 'node-fetch'>(SETTINGS.transport, 'vscode'),
  readOnly: () => read(SETTINGS.readOnly, false),
  allowSelfLinks: () => read(SETTINGS.allowSelfLinks, false),
};

function read<T>(key: string, fallback: T): T {
  return vscode.workspace.getConfiguration(SETTINGS.section).get(key, fallback);
}
