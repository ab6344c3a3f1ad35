import * as vscode from 'vscode';
import { ApiError, parseEntryReference } from '../../api';
import type { Entry } from '../../domain';
import type { Session } from '../../connections';
import { entryIcon } from '../../tree';
import { type Back, describeFailure, openQuickPick, type PickItem } from '../../ui';

export { BACK } from '../../ui';

export interface PickEntriesOptions {
  readonly title: string;
  readonly many: boolean;
  readonly placeholder?: string;
  readonly step?: readonly [step: number, totalSteps: number];
}

interface EntryItem extends PickItem {
  readonly entry?: Entry;
}

const SEARCH_DELAY_MS = 250;

/**
 * Asks for entries: text searches names, and a path, an id or a web client address finds that entry.
 * Picked entries stay picked while the text changes. Undefined when the person cancels.
 */
export async function pickEntries(
  session: Session,
  { title, many, step, ...options }: PickEntriesOptions,
): Promise<readonly Entry[] | Back | undefined> {
  const placeholder =
    options.placeholder ??
    vscode.l10n.t(
      'Search by name, or type a path ({0}), an id ({1}) or a web client address',
      '\\Email',
      '15',
    );
  let search = new AbortController();
  let delay: NodeJS.Timeout | undefined;
  try {
    return await openQuickPick<EntryItem, readonly Entry[]>(
      { title, placeholder, step, back: (step?.[0] ?? 1) > 1 },
      (pick, resolve) => {
        pick.canSelectMany = many;
        /** Lists rows below those that are picked already. */
        const list = (rows: readonly EntryItem[]) => {
          const picked = pick.selectedItems;
          const isPicked = (entry: Entry) => picked.some((item) => item.entry?.id === entry.id);
          pick.items = [...picked, ...rows.filter(({ entry }) => !entry || !isPicked(entry))];
          pick.selectedItems = picked;
        };
        const show = async (text: string) => {
          search.abort();
          search = new AbortController();
          const { signal } = search;
          pick.busy = true;
          const found = await findItems(session, text, signal);
          if (signal.aborted) return;
          list(found);
          pick.busy = false;
        };
        pick.onDidChangeValue((text) => {
          clearTimeout(delay);
          search.abort();
          pick.busy = true;
          // A row ticked while another list takes its place would be lost: there is nothing old to tick.
          list([message('loading~spin', vscode.l10n.t('Searching…'))]);
          delay = setTimeout(() => void show(text), SEARCH_DELAY_MS);
        });
        pick.onDidAccept(() => {
          const entries = pick.selectedItems.flatMap(({ entry }) => entry ?? []);
          if (entries.length > 0) resolve(entries);
        });
        void show('');
      },
    );
  } finally {
    clearTimeout(delay);
    search.abort();
  }
}

/** What a text finds; failures show as a row, where the person looks. Never rejects. */
async function findItems(session: Session, text: string, signal: AbortSignal): Promise<EntryItem[]> {
  const typed = text.trim();
  try {
    const { entries, truncated } = await findEntries(session, typed, signal);
    if (entries.length === 0)
      return [
        message(
          'info',
          vscode.l10n.t('Nothing found for "{0}"', typed),
          vscode.l10n.t('Try a part of the name, a path or an id'),
        ),
      ];
    const items = entries.map((entry) => entryItem(entry, typed));
    return truncated
      ? [
          ...items,
          message(
            'info',
            vscode.l10n.t('There are more'),
            vscode.l10n.t('Type more of the name to narrow the search'),
          ),
        ]
      : items;
  } catch (error) {
    return [message('error', describeFailure(error, vscode.l10n.t('Could not find "{0}"', typed)))];
  }
}

async function findEntries({ repository }: Session, typed: string, signal: AbortSignal) {
  const only = (entry: Entry | undefined) => ({ entries: entry ? [entry] : [], truncated: false });
  if (typed === '') {
    const { items, next } = await repository.listChildren(1, { signal });
    return { entries: items, truncated: next !== undefined };
  }
  const reference = parseEntryReference(typed);
  if (reference && 'path' in reference)
    return only((await repository.getEntryByPath(reference.path, { signal })).entry);
  const byName = () => repository.search({ nameContains: typed }, { signal });
  if (!reference) return byName();
  // A number may be an id or a part of a name: the entry of that id comes first.
  const [entry, named] = await Promise.all([
    repository.getEntry(reference.id, { signal }).catch((error: unknown) => {
      if (ApiError.is(error, 'notFound')) return undefined;
      throw error;
    }),
    /^\d+$/.test(typed) ? byName() : only(undefined),
  ]);
  const others = named.entries.filter(({ id }) => id !== entry?.id);
  return { entries: entry ? [entry, ...others] : others, truncated: named.truncated };
}

/** The entry of a typed id begins with it, since VS Code lists rows first whose label begins with the text. */
function entryItem(entry: Entry, typed: string): EntryItem {
  const name = entry.name || '\\';
  return {
    label: typed === String(entry.id) ? `${entry.id} · ${name}` : name,
    iconPath: entryIcon(entry),
    description: `${entry.id}`,
    detail: entry.path ?? '',
    alwaysShow: true,
    entry,
  };
}

function message(icon: string, label: string, detail = ''): EntryItem {
  return { icon, label, detail, alwaysShow: true };
}
