import * as vscode from 'vscode';
import { notify } from './notify';

import { READERS, type Reader } from './settingValues';
import { SETTINGS } from './ids';

/** The extension's settings, read when needed so that a change applies at once. */
export const settings = {
  /** Entries asked for at once when a folder is opened. */
  pageSize: () => read(SETTINGS.pageSize, READERS.pageSize),
  transport: () => read(SETTINGS.transport, READERS.transport),
  cloudRequestsPerMinute: () => read(SETTINGS.cloudRequestsPerMinute, READERS.cloudRequestsPerMinute),
  readOnly: () => read(SETTINGS.readOnly, READERS.readOnly),
  allowSelfLinks: () => read(SETTINGS.allowSelfLinks, READERS.allowSelfLinks),
  confirmChanges: () => read(SETTINGS.confirmChanges, READERS.confirmChanges),
  /** Whether calls with argument objects are asked about as people are. */
  askArgumentObjects: () => read(SETTINGS.askArgumentObjects, READERS.askArgumentObjects),
  /** How much of the history of link changes is kept. */
  historyLimits: () => ({
    maxAgeDays: read(SETTINGS.historyKeepDays, READERS.historyKeepDays),
    maxBytes: read(SETTINGS.historyMaxMegabytes, READERS.historyMaxMegabytes) * 1024 * 1024,
  }),
};

function read<T>(key: string, reader: Reader<T>): T {
  const { value, wrong } = reader(vscode.workspace.getConfiguration(SETTINGS.section).get<unknown>(key));
  if (wrong !== undefined) tellOnce(key, wrong);
  return value;
}

/** Sentences that were told in this window: settings are read often. */
const told = new Set<string>();

function tellOnce(key: string, sentence: string): void {
  if (told.has(sentence)) return;
  told.add(sentence);
  void tell(key, sentence);
}

async function tell(key: string, sentence: string): Promise<void> {
  const open = 'Open Settings';
  if ((await notify.warn(sentence, open)) !== open) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', `${SETTINGS.section}.${key}`);
}
