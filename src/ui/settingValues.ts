import { CLOUD_REQUESTS_PER_MINUTE } from '../api';
import { type ConfirmMode, inert } from '../domain';
import { SETTINGS } from './ids';

/** What a setting means, and a sentence where what stands there is no value of it. */
export interface Reading<T> {
  readonly value: T;
  readonly wrong?: string;
}

/** Reads what stands in a settings file; undefined: nothing does. */
export type Reader<T> = (raw: unknown) => Reading<T>;

/**
 * VS Code lets anything stand in a settings file. What is no value of a setting means the safest that it can mean:
 * questions are asked, changes are refused, nothing more is forgotten, and no more calls are made.
 */
export const READERS = {
  confirmChanges: reader<ConfirmMode>(
    (raw) => (raw === 'always' || raw === 'destructive' || raw === 'never' ? raw : undefined),
    { unset: 'destructive', safest: 'always' },
    (shown) =>
      `The setting ${named(SETTINGS.confirmChanges)} is ${shown}, which is none of its values, so VS Code asks before every change. Set it to "always", "destructive" or "never".`,
  ),
  readOnly: reader(
    asBoolean,
    { unset: false, safest: true },
    (shown) =>
      `The setting ${named(SETTINGS.readOnly)} is ${shown}, which is neither true nor false, so every change of links is refused. Set it to false to allow changes.`,
  ),
  allowSelfLinks: reader(
    asBoolean,
    { unset: false, safest: false },
    (shown) =>
      `The setting ${named(SETTINGS.allowSelfLinks)} is ${shown}, which is neither true nor false, so links from an entry to itself are refused. Set it to true to allow them.`,
  ),
  askArgumentObjects: reader(
    asBoolean,
    { unset: true, safest: true },
    (shown) =>
      `The setting ${named(SETTINGS.askArgumentObjects)} is ${shown}, which is neither true nor false, so calls with argument objects are asked about. Set it to false to ask nothing.`,
  ),
  transport: reader<'vscode' | 'node-fetch'>(
    (raw) => (raw === 'vscode' || raw === 'node-fetch' ? raw : undefined),
    { unset: 'vscode', safest: 'vscode' },
    (shown) =>
      `The setting ${named(SETTINGS.transport)} is ${shown}, which is none of its values, so VS Code's own network is used. Set it to "vscode" or "node-fetch".`,
  ),
  cloudRequestsPerMinute: number(
    { key: SETTINGS.cloudRequestsPerMinute, unset: CLOUD_REQUESTS_PER_MINUTE, most: 100 },
    (key, shown, used) =>
      `The setting ${key} is ${shown}, so ${used} calls a minute are made at most. Set it to a whole number from 1 to 100.`,
  ),
  pageSize: number(
    { key: SETTINGS.pageSize, unset: 150, most: 1000 },
    (key, shown, used) =>
      `The setting ${key} is ${shown}, so a folder shows ${used} entries at once. Set it to a whole number from 1 to 1000.`,
  ),
  historyKeepDays: number(
    { key: SETTINGS.historyKeepDays, unset: 90, most: 3650, forgets: true },
    (key, shown, used) =>
      `The setting ${key} is ${shown}, so changes of links are kept for ${used} days. Set it to a whole number from 1 to 3650.`,
  ),
  historyMaxMegabytes: number(
    { key: SETTINGS.historyMaxMegabytes, unset: 20, most: 1000, forgets: true },
    (key, shown, used) =>
      `The setting ${key} is ${shown}, so ${used} MB of changes of links are kept. Set it to a whole number from 1 to 1000.`,
  ),
} as const;

function reader<T>(
  valueOf: (raw: unknown) => T | undefined,
  { unset, safest }: { readonly unset: T; readonly safest: T },
  wrong: (shown: string) => string,
): Reader<T> {
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
}

/** A whole number from 1 on. What is too much counts as the most. */
function number(
  { key, unset, most, forgets = false }: NumberSetting,
  wrong: (key: string, shown: string, used: number) => string,
): Reader<number> {
  return (raw) => {
    if (raw === undefined) return { value: unset };
    if (typeof raw === 'number' && Number.isInteger(raw) && raw >= 1 && raw <= most) return { value: raw };
    const meant = typeof raw === 'number' ? raw : forgets && typeof raw === 'string' ? Number(raw) : NaN;
    const kept = forgets ? Math.max(unset, Math.ceil(meant)) : meant > most ? most : unset;
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
