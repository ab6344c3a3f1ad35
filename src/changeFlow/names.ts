import { l10n } from 'vscode';
import {
  type Entry,
  type Link,
  type LinkKey,
  type LinkType,
  linkTypeTitle,
  nameOfPath,
  oneLine,
  pathIn,
} from '../domain';
import type { ChangePlan } from '../changes';
import { formatNumber } from '../ui';

/** What entries and links are called when a change is told in words. */
export interface Names {
  readonly entry: (entryId: number) => string;
  /** The last part of its path, for a sentence that names several entries. */
  readonly short: (entryId: number) => string;
  /** Both labels of a type. */
  readonly type: (linkTypeId: number) => string;
  /** An outgoing link: its target, and both labels of its type. */
  readonly link: (key: LinkKey) => string;
}

export interface NameFacts {
  readonly links: readonly Link[];
  readonly linkTypes: readonly LinkType[];
  readonly known?: readonly Entry[] | undefined;
  /** Names that the caller knows better, by entry id. */
  readonly named?: Readonly<Record<number, string>>;
}

/** Names from what has been read: nothing is asked for them. An entry that nobody knows is called by its id. */
export function namesFrom({ links, linkTypes, known = [], named = {} }: NameFacts): Names {
  const paths = new Map<number, string>();
  const add = (id: number, path: string | null | undefined) => {
    if (path) paths.set(id, oneLine(path));
  };
  for (const { sourceId, sourcePath, targetId, targetPath } of links) {
    add(sourceId, sourcePath);
    add(targetId, targetPath);
  }
  for (const { id, path, name } of known) add(id, path ?? name);
  for (const [id, name] of Object.entries(named)) add(Number(id), name);
  const entry = (id: number) => paths.get(id) ?? nameOfId(id);
  const title = (linkTypeId: number) => {
    const type = linkTypes.find((one) => one.linkTypeId === linkTypeId);
    return type ? oneLine(linkTypeTitle(type)) : l10n.t('type {0}', linkTypeId);
  };
  return {
    entry,
    short: (id) => nameOfPath(entry(id)) || entry(id),
    type: title,
    link: ({ targetId, linkTypeId }) => l10n.t('{0} ({1})', entry(targetId), title(linkTypeId)),
  };
}

/** What an entry is called whose name nobody knows. */
export function nameOfId(entryId: number): string {
  return l10n.t('entry {0}', entryId);
}

/** What an entry is called in a plan: its path, else its name, where either is known. */
export function entryNameIn(
  entryId: number,
  { request: { known, base } }: Pick<ChangePlan, 'request'>,
): string | undefined {
  const entry = known?.find(({ id }) => id === entryId);
  const name = entry?.path ?? pathIn(base, entryId) ?? entry?.name;
  return name ? oneLine(name) : undefined;
}

/** The sentence about the one entry, by its name, or that about several, by their number. */
export function aboutEntries(
  names: readonly string[],
  one: (name: string) => string,
  several: (count: string) => string,
): string {
  const [name] = names;
  return names.length === 1 && name !== undefined ? one(name) : several(formatNumber(names.length));
}

/** What several entries are called in a title: the name of one, else how many. */
export function namesOf(entries: readonly { readonly name: string }[]): string {
  return aboutEntries(
    entries.map(({ name }) => name),
    (name) => name,
    (count) => l10n.t('{0} entries', count),
  );
}
