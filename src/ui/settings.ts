import * as vscode from 'vscode';
import { CLOUD_REQUESTS_PER_MINUTE } from '../api';
import { type ConfirmMode, inert } from '../domain';
import { SETTINGS } from './ids';
import { notify } from './notify';

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

function read<T>(key: string, reader: SettingReader<T>): T {
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
  const open = vscode.l10n.t('Open Settings');
  if ((await notify.warn(sentence, open)) !== open) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', `${SETTINGS.section}.${key}`);
}

/** What a setting means; where what stands there is no value of it, a sentence that says so. */
export interface SettingReading<T> {
  readonly value: T;
  readonly wrong?: string;
}

/** Reads what stands in a settings file; undefined: nothing does. */
export type SettingReader<T> = (raw: unknown) => SettingReading<T>;

/**
 * VS Code lets anything stand in a settings file. What is no value of a setting means the safest that it can mean:
 * questions are asked, changes are refused, nothing more is forgotten, and no more calls are made.
 */
export const READERS = {
  confirmChanges: reader<ConfirmMode>(
    (raw) => (raw === 'always' || raw === 'destructive' || raw === 'never' ? raw : undefined),
    { unset: 'destructive', safest: 'always' },
    (shown) =>
      vscode.l10n.t(
        'The setting {0} is {1}, which is not one of its values, so VS Code asks before every change. Set it to "always", "destructive" or "never".',
        named(SETTINGS.confirmChanges),
        shown,
      ),
  ),
  readOnly: reader(asBoolean, { unset: false, safest: true }, (shown) =>
    vscode.l10n.t(
      'The setting {0} is {1}, which is neither true nor false, so every change of links is refused. Set it to false to allow changes.',
      named(SETTINGS.readOnly),
      shown,
    ),
  ),
  allowSelfLinks: reader(asBoolean, { unset: false, safest: false }, (shown) =>
    vscode.l10n.t(
      'The setting {0} is {1}, which is neither true nor false, so links from an entry to itself are refused. Set it to true to allow them.',
      named(SETTINGS.allowSelfLinks),
      shown,
    ),
  ),
  askArgumentObjects: reader(asBoolean, { unset: true, safest: true }, (shown) =>
    vscode.l10n.t(
      'The setting {0} is {1}, which is neither true nor false, so calls with argument objects are asked about. Set it to false to ask nothing.',
      named(SETTINGS.askArgumentObjects),
      shown,
    ),
  ),
  transport: reader<'vscode' | 'node-fetch'>(
    (raw) => (raw === 'vscode' || raw === 'node-fetch' ? raw : undefined),
    { unset: 'vscode', safest: 'vscode' },
    (shown) =>
      vscode.l10n.t(
        'The setting {0} is {1}, which is not one of its values, so VS Code\'s own network is used. Set it to "vscode" or "node-fetch".',
        named(SETTINGS.transport),
        shown,
      ),
  ),
  cloudRequestsPerMinute: number(
    { key: SETTINGS.cloudRequestsPerMinute, unset: CLOUD_REQUESTS_PER_MINUTE, most: 100, spends: true },
    (key, shown, used) =>
      vscode.l10n.t(
        'The setting {0} is {1}, so {2} calls a minute are made at most. Set it to a whole number from 1 to 100.',
        key,
        shown,
        used,
      ),
  ),
  pageSize: number({ key: SETTINGS.pageSize, unset: 150, most: 1000 }, (key, shown, used) =>
    vscode.l10n.t(
      'The setting {0} is {1}, so a folder shows {2} entries at once. Set it to a whole number from 1 to 1000.',
      key,
      shown,
      used,
    ),
  ),
  historyKeepDays: number(
    { key: SETTINGS.historyKeepDays, unset: 90, most: 3650, forgets: true },
    (key, shown, used) =>
      vscode.l10n.t(
        'The setting {0} is {1}, so changes of links are kept for {2} days. Set it to a whole number from 1 to 3650.',
        key,
        shown,
        used,
      ),
  ),
  historyMaxMegabytes: number(
    { key: SETTINGS.historyMaxMegabytes, unset: 20, most: 1000, forgets: true },
    (key, shown, used) =>
      vscode.l10n.t(
        'The setting {0} is {1}, so {2} MB of changes of links are kept. Set it to a whole number from 1 to 1000.',
        key,
        shown,
        used,
      ),
  ),
} as const;

function reader<T>(
  valueOf: (raw: unknown) => T | undefined,
  { unset, safest }: { readonly unset: T; readonly safest: T },
  wrong: (shown: string) => string,
): SettingReader<T> {
  return (raw) => {
    if (raw === undefined) return { value: unset };
    const value = valueOf(raw);
    return value === undefined ? { value: safest, wrong: wrong(shownAs(raw)) } : { value };
  };
}

interface NumberSetting {
  readonly key: string;
  readonly unset: number;
  readonly most: number;
  /** A smaller number deletes what a larger one would keep: one written as text counts where it keeps more. */
  readonly forgets?: boolean;
  /** A larger number spends what is scarce: what is no number of the setting counts as the next smaller one. */
  readonly spends?: boolean;
}

/** A whole number from 1 on. What is too much counts as the most. */
function number(
  { key, unset, most, forgets = false, spends = false }: NumberSetting,
  wrong: (key: string, shown: string, used: number) => string,
): SettingReader<number> {
  return (raw) => {
    if (raw === undefined) return { value: unset };
    if (typeof raw === 'number' && Number.isInteger(raw) && raw >= 1 && raw <= most) return { value: raw };
    const isText = typeof raw === 'string' && raw.trim() !== '';
    const meant = typeof raw === 'number' ? raw : isText && (forgets || spends) ? Number(raw) : NaN;
    const spent = Math.max(1, Math.floor(isText ? Math.min(unset, meant) : meant));
    const kept = forgets ? Math.max(unset, Math.ceil(meant)) : spends ? spent : meant > most ? most : unset;
    const value = Number.isNaN(kept) ? unset : Math.min(most, kept);
    return { value, wrong: wrong(named(key), shownAs(raw), value) };
  };
}

function asBoolean(raw: unknown): boolean | undefined {
  return typeof raw === 'boolean' ? raw : undefined;
}

const named = (key: string) => `${SETTINGS.section}.${key}`;

/** Characters of a wrong value that are repeated. */
const SHOWN = 60;

function shownAs(raw: unknown): string {
  return inert(JSON.stringify(raw), SHOWN);
}
