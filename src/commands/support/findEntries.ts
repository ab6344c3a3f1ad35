import * as vscode from 'vscode';
import { ApiError, parseEntryReference, isGone } from '../../api';
import { MAX_CONCURRENCY, mapConcurrent } from '../../changes';
import { rootIdOf, type Session } from '../../connections';
import type { Entry } from '../../domain';
import { type EntryRow, entryRows, isEntryRow, messageRow, retryRow, separatorRow } from './entryRows';

interface Found {
  readonly entries: readonly Entry[];
  readonly truncated: boolean;
}

/** Whether an entry is what was typed, and not only something that contains it. */
export function isNamed({ id, name }: Entry, typed: string): boolean {
  return String(id) === typed || name.toLowerCase() === typed.toLowerCase();
}

/** What a text finds, in the order of the server. Never rejects. */
export async function findRows(session: Session, typed: string, signal: AbortSignal): Promise<EntryRow[]> {
  try {
    const { entries, truncated } = await findEntries(session, typed, signal);
    const rows = entryRows(entries, typed);
    if (rows.length === 0)
      return [
        messageRow(
          'info',
          vscode.l10n.t('Nothing found for "{0}"', typed),
          vscode.l10n.t('Try a part of the name, a path or an id'),
        ),
      ];
    return truncated
      ? [
          ...rows,
          messageRow(
            'info',
            vscode.l10n.t('There are more'),
            vscode.l10n.t('Type more of the name to narrow the search'),
          ),
        ]
      : rows;
  } catch (error) {
    return [retryRow(vscode.l10n.t('Could not find "{0}"', typed), error)];
  }
}

/** The entries of the root folder; `headed` by what they are. Never rejects. */
export async function listRootRows(
  { repository, connection, otherRoot }: Session,
  signal: AbortSignal,
): Promise<{ readonly rows: EntryRow[]; readonly headed: EntryRow[] }> {
  const list = (rootId: number) => repository.listChildren(rootId, { signal });
  const known = rootIdOf(connection);
  try {
    const { items, next } = await list(known).catch(async (error: unknown) =>
      list(await otherRoot(known, error, { signal })),
    );
    const more = messageRow(
      'info',
      vscode.l10n.t('There are more'),
      vscode.l10n.t('Type a part of the name to search'),
    );
    const rows = [...entryRows(items, ''), ...(next === undefined ? [] : [more])];
    return { rows, headed: [separatorRow(vscode.l10n.t('root folder')), ...rows] };
  } catch (error) {
    const row = retryRow(vscode.l10n.t('Could not read the root folder'), error);
    return { rows: [row], headed: [row] };
  }
}

async function findEntries(
  { repository, searches }: Session,
  typed: string,
  signal: AbortSignal,
): Promise<Found> {
  const only = (entry: Entry | undefined) => ({ entries: entry ? [entry] : [], truncated: false });
  const reference = parseEntryReference(typed);
  if (reference && 'path' in reference)
    return only((await repository.getEntryByPath(reference.path, { signal })).entry);
  const byName = () => searches.findByName(typed, { signal });
  if (!reference) return byName();
  // A number may be an id or a part of a name: the entry of that id comes first.
  const [entry, named] = await Promise.all([
    repository.getEntry(reference.id, { signal }).catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw error;
    }),
    /^\d+$/.test(typed) ? byName() : only(undefined),
  ]);
  const others = named.entries.filter(({ id }) => id !== entry?.id);
  return { entries: entry ? [entry, ...others] : others, truncated: named.truncated };
}

/** Why what was chosen can't be taken. */
interface Says {
  readonly row: EntryRow;
  /** Entries that are not there any more. */
  readonly goneIds: readonly number[];
}

/** The entries of chosen rows as they are now: what is remembered may be gone, or called otherwise. Never rejects. */
export async function readNow(
  { repository, recents }: Session,
  rows: readonly EntryRow[],
  signal: AbortSignal,
): Promise<{ readonly entries: readonly Entry[]; readonly says?: Says }> {
  const gone: EntryRow[] = [];
  try {
    const entries = await mapConcurrent(MAX_CONCURRENCY, rows.filter(isEntryRow), async (row) => {
      const { entry, isRemembered } = row;
      if (!entry || !isRemembered) return entry;
      try {
        return await repository.getEntry(entry.id, { signal, fresh: true });
      } catch (error) {
        if (!isGone(error) && !ApiError.is(error, 'forbidden')) throw error;
        gone.push(row);
        await recents.forget(entry.id);
        return undefined;
      }
    });
    const [first] = gone;
    const found = entries.flatMap((entry) => entry ?? []);
    if (!first) return { entries: found };
    const row = messageRow(
      'info',
      vscode.l10n.t('{0} no longer exists, or you have no access', first.label),
      vscode.l10n.t('Search for another entry'),
    );
    return { entries: found, says: { row, goneIds: gone.flatMap(({ entry }) => entry?.id ?? []) } };
  } catch (error) {
    const names = rows.map(({ label }) => label).join(', ');
    return {
      entries: [],
      says: {
        row: retryRow(vscode.l10n.t('Could not read {0}', names), error),
        goneIds: [],
      },
    };
  }
}
