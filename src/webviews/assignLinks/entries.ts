import * as vscode from 'vscode';
import { isGone, parseEntryReference, type CallOptions, type RepositoryApi } from '../../api';
import type { Entry } from '../../domain';
import type { Searches } from '../../search';
import type { EntryView, FoundTargets } from './protocol';

/** How an entry is shown; `viaShortcut` names the shortcut that led to it. */
export type ToView = (entry: Entry, viaShortcut?: string) => EntryView;

/** What finds entries in a repository. */
export interface Finder {
  readonly repository: Pick<RepositoryApi, 'getEntry' | 'getEntryByPath'>;
  readonly searches: Pick<Searches, 'findByName'>;
}

/** What the form shows of an entry; `iconOf` names its codicon. */
export function viewOf(entry: Entry, iconOf: (entry: Entry) => string, viaShortcut?: string): EntryView {
  const { id, entryType, path, isRecord, isCheckedOut } = entry;
  return {
    id,
    name: nameOf(entry),
    entryType,
    icon: iconOf(entry),
    ...(path && { path }),
    ...(isRecord && { isRecord }),
    ...(isCheckedOut && { isCheckedOut }),
    ...(viaShortcut !== undefined && { viaShortcut }),
  };
}

/** The root has no name of its own. */
export function nameOf({ id, name }: Pick<Entry, 'id' | 'name'>): string {
  return name || (id === 1 ? '\\' : vscode.l10n.t('Entry {0}', id));
}

/** An entry that can't be read: the form shows its id. */
export function unknownTarget(id: number, error: unknown): EntryView {
  const isMissing = isGone(error);
  return { id, name: vscode.l10n.t('Entry {0}', id), ...(isMissing && { isMissing }) };
}

/** Entries for what a person typed: an id, a path, an address or part of a name. Rejects with `ApiError`, reason `notFound` for an id that leads nowhere. */
export async function findTargets(
  { repository, searches }: Finder,
  toView: ToView,
  text: string,
  options: CallOptions,
): Promise<FoundTargets> {
  if (!text.trim()) return { entries: [], resolved: true, truncated: false };
  const reference = parseEntryReference(text);
  if (!reference) {
    const { entries, truncated } = await searches.findByName(text, options);
    return { entries: entries.map((entry) => toView(entry)), resolved: false, truncated };
  }
  if ('id' in reference) return one(await resolveTarget(repository, toView, reference.id, options));
  const { entry, ancestor } = await repository.getEntryByPath(reference.path, options);
  if (entry) return one(await resolveShortcut(repository, toView, entry, options));
  const closest = ancestor && toView(ancestor).path;
  return { entries: [], resolved: true, truncated: false, ...(closest && { closest }) };
}

const one = (entry: EntryView): FoundTargets => ({ entries: [entry], resolved: true, truncated: false });

/** The entry that a link to `entryId` should lead to: links belong to a shortcut's target, not to the shortcut. */
export async function resolveTarget(
  repository: Pick<RepositoryApi, 'getEntry'>,
  toView: ToView,
  entryId: number,
  options: CallOptions = {},
): Promise<EntryView> {
  return resolveShortcut(repository, toView, await repository.getEntry(entryId, options), options);
}

async function resolveShortcut(
  repository: Pick<RepositoryApi, 'getEntry'>,
  toView: ToView,
  entry: Entry,
  options: CallOptions,
): Promise<EntryView> {
  if (entry.entryType !== 'Shortcut' || !entry.targetId) return toView(entry);
  return toView(await repository.getEntry(entry.targetId, options), entry.name);
}
