import * as vscode from 'vscode';
import type { ConfirmMode } from '../links';
import { SETTINGS } from './ids';

/** The extension's settings, read when needed so that a change applies at once. */
export const settings = {
  /** Entries asked for at once when a folder is opened. */
  pageSize: () => read(SETTINGS.pageSize, 150),
  transport: () => read<'vscode' | 'node-fetch'>(SETTINGS.transport, 'vscode'),
  readOnly: () => read(SETTINGS.readOnly, false),
  allowSelfLinks: () => read(SETTINGS.allowSelfLinks, false),
  confirmChanges: () => read<ConfirmMode>(SETTINGS.confirmChanges, 'destructive'),
  /** How much of the history of link changes is kept. */
  historyLimits: () => ({
    maxAgeDays: read(SETTINGS.historyKeepDays, 90),
    maxBytes: read(SETTINGS.historyMaxMegabytes, 20) * 1024 * 1024,
  }),
};


function read<T>(key: string, fallback: T): T {
  return vscode.workspace.getConfiguration(SETTINGS.section).get(key, fallback);
}
