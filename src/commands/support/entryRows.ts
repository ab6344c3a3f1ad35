import * as vscode from 'vscode';
import { type Entry, shortenPath } from '../../domain';
import type { Remembered } from '../../connections';
import { entryIcon } from '../../tree';
import { type PickItem, whyAndAdvice } from '../../ui';

/** A row of an entry picker: an entry, or what is said in place of some. */
export interface EntryRow extends PickItem {
  readonly entry?: Entry;
  /** The entry is not as the server told it just now, but as it was. */
  readonly isRemembered?: true;
  /** To choose the row tries again. */
  readonly isRetry?: true;
}

/** So many characters of a path fit below a name. */
export const PICKER_PATH_LENGTH = 76;
/** Further down nobody looks: typing is faster. */
const MOST_RECENT = 8;

export const isEntryRow = (row: EntryRow): boolean => row.entry !== undefined;

/** Rows of entries, which begin with the id where that was typed. */
export function entryRows(entries: readonly Entry[], typed: string): EntryRow[] {
  const paths = entries.map(({ path }) => path ?? '');
  return entries.map((entry) => {
    const name = entry.name || (entry.path === '\\' ? '\\' : vscode.l10n.t('Entry {0}', entry.id));
    return {
      label: typed === String(entry.id) ? `${entry.id} · ${name}` : name,
      iconPath: entryIcon(entry),
      description: `${entry.id}`,
      detail: shortenPath(entry.path ?? '', PICKER_PATH_LENGTH, paths),
      alwaysShow: true,
      entry,
    };
  });
}

/** Pinned and recent entries, each below a heading of its own. */
export function rememberedRows({ pinned, recent }: Remembered): EntryRow[] {
  const pinnedIds = new Set(pinned.map(({ id }) => id));
  const others = recent.filter(({ id }) => !pinnedIds.has(id)).slice(0, MOST_RECENT);
  return [...section(vscode.l10n.t('pinned'), pinned), ...section(vscode.l10n.t('recent'), others)];
}

function section(heading: string, entries: readonly Entry[]): EntryRow[] {
  if (entries.length === 0) return [];
  const rows = entryRows(entries, '').map((row): EntryRow => ({ ...row, isRemembered: true }));
  return [separatorRow(heading), ...rows];
}

export const separatorRow = (label: string): EntryRow => ({
  label,
  kind: vscode.QuickPickItemKind.Separator,
});

export function messageRow(icon: string, label: string, detail = ''): EntryRow {
  return { icon, label, detail, alwaysShow: true };
}

/** A failure and why, with a way to try again by key and by mouse. */
export function retryRow(failed: string, error: unknown): EntryRow {
  const retry = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Retry') };
  return {
    ...messageRow('error', failed, asLine(whyAndAdvice(error))),
    description: vscode.l10n.t('Enter tries again'),
    buttons: [retry],
    isRetry: true,
  };
}

const asLine = ([why, advice]: readonly [why: string, advice: string]) =>
  advice === '' ? why : vscode.l10n.t('{0}. {1}', why, advice);
