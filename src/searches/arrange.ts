import type * as vscode from 'vscode';
import { nameOfPath } from '../domain';
import {
  type EntryNode,
  foundGroups,
  isEntry,
  isSearch,
  type Node,
  type Row,
  type SearchNode,
} from '../tree';

export type SortBy = 'name' | 'path' | 'date';
export type GroupBy = 'none' | 'folder' | 'template';

export interface Arrangement {
  readonly sort: SortBy;
  readonly group: GroupBy;
}

const FIRST: Arrangement = { sort: 'name', group: 'none' };
const VERSION = 1;
const KEY = 'searchArrangement';

/** In which order what searches find stands, and in which groups: the same for all of them. */
export class Arrangements {
  readonly #memento: vscode.Memento;
  #now: Arrangement;
  /** By what was found: VS Code knows rows by their objects. */
  #arranged = new WeakMap<readonly Node[], readonly Node[]>();

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#now = readArrangement(memento.get<unknown>(KEY));
  }

  get now(): Arrangement {
    return this.#now;
  }

  async set(change: Partial<Arrangement>): Promise<void> {
    this.#now = { ...this.#now, ...change };
    this.#arranged = new WeakMap();
    await this.#memento.update(KEY, { version: VERSION, ...this.#now });
  }

  of(row: Row, children: readonly Node[]): readonly Node[] | undefined {
    if (!isSearch(row)) return undefined;
    const known = this.#arranged.get(children) ?? arrange(row, children, this.#now);
    this.#arranged.set(children, known);
    return known;
  }
}

/** Found entries in order and in groups; what tells of them stands behind. */
export function arrange(
  row: SearchNode,
  children: readonly Node[],
  { sort, group }: Arrangement,
): readonly Node[] {
  const entries = children.filter(isEntry).toSorted(ORDER[sort]);
  const others = children.filter((one) => !isEntry(one));
  if (group === 'none' || entries.length === 0) return [...entries, ...others];
  const nameOf = group === 'folder' ? folderOf : templateOf;
  return [...foundGroups(row, group, entries, nameOf, (a, b) => collator.compare(a, b)), ...others];
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const byName = (a: EntryNode, b: EntryNode): number =>
  collator.compare(a.entry.name, b.entry.name) || a.entry.id - b.entry.id;

const ORDER: Readonly<Record<SortBy, (a: EntryNode, b: EntryNode) => number>> = {
  name: byName,
  path: (a, b) => collator.compare(folderOf(a), folderOf(b)) || byName(a, b),
  /** The last change first; what has none stands last. */
  date: (a, b) => momentOf(b) - momentOf(a) || byName(a, b),
};

function momentOf({ entry }: EntryNode): number {
  const moment = Date.parse(entry.modifiedAt ?? '');
  return Number.isNaN(moment) ? 0 : moment;
}

/** The path of the folder that an entry is in. */
function folderOf({ entry: { path } }: EntryNode): string {
  if (typeof path !== 'string' || path === '') return '';
  return path.slice(0, Math.max(0, path.length - nameOfPath(path).length - 1)) || '\\';
}

const templateOf = ({ entry }: EntryNode): string => entry.templateName ?? '';

function readArrangement(value: unknown): Arrangement {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== VERSION)
    return FIRST;
  const { sort, group } = value as { readonly sort?: unknown; readonly group?: unknown };
  return {
    sort: sort === 'path' || sort === 'date' ? sort : FIRST.sort,
    group: group === 'folder' || group === 'template' ? group : FIRST.group,
  };
}
