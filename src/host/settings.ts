import * as vscode from 'vscode';
import { CLOUD_REQUESTS_PER_MINUTE } from '../api/limits';
import type { ConfirmMode } from '../links';
import { SETTINGS } from './ids';

/** The extension's settings, read when needed so that a change applies at once. */
export const settings = {
  /** Entries asked for at once when a folder is opened. */
  pageSize: () => read(SETTINGS.pageSize, 150),
  transport: () => read<'vscode' | 'node-fetch'>(SETTINGS.transport, 'vscode'),
  cloudRequestsPerMinute: () => between(1, 100, SETTINGS.cloudRequestsPerMinute, CLOUD_REQUESTS_PER_MINUTE),
  readOnly: () => read(SETTINGS.readOnly, false),
  allowSelfLinks: () => read(SETTINGS.allowSelfLinks, false),
  confirmChanges: () => read<ConfirmMode>(SETTINGS.confirmChanges, 'destructive'),
  /** Whether calls with argument objects are asked about as people are; whatever is not plainly false asks. */
  askArgumentObjects: () => read<unknown>(SETTINGS.askArgumentObjects, true) !== false,
  /** How much of the history of link changes is kept. */
  historyLimits: () => ({
    maxAgeDays: atLeastOne(SETTINGS.historyKeepDays, 90),
    maxBytes: atLeastOne(SETTINGS.historyMaxMegabytes, 20) * 1024 * 1024,
  }),
};

/** VS Code lets anything stand in a settings file, and a wrong number here would cost history. */
function atLeastOne(key: string, fallback: number): number {
  const value = read<unknown>(key, fallback);
  return typeof value === 'number' && value >= 1 ? value : fallback;
}

/** What is too much counts as the most. */
function between(least: number, most: number, key: string, fallback: number): number {
  const value = read<unknown>(key, fallback);
  return typeof value === 'number' && value >= least ? Math.min(value, most) : fallback;
}

function read<T>(key: string, fallback: T): T {
  return vscode.workspace.getConfiguration(SETTINGS.section).get(key, fallback);
}
