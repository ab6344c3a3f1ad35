import { type Entry, type Link, type LinkType, withTypes } from '../domain';
import { type AuditState, type ReadList, STATE_VERSION, type StateStore, type StoredRelation } from './state';
import type { DeadEnd } from './types';

/** What is read is written after so many things at least, and after a fiftieth more at most: see `Draft.note`. */
const PORTION = 10;
const GROWTH = 1 / 50;

export const NOTHING_READ: ReadList = { rows: 0, isDone: false, isComplete: true };

/** Entries that have links. */
export interface Linked extends ReadList {
  readonly entryIds: Set<number>;
}

/** An audit under way: what was read so far, and where it is kept. */
export class Draft {
  linkTypes: readonly LinkType[] | undefined;
  set = NOTHING_READ;
  readonly entries = new Map<number, Entry>();
  readonly relations: (StoredRelation & { entryIds: number[] })[] = [];
  linked: Linked | undefined;
  readonly readIds = new Set<number>();
  readonly unread = new Set<number>();
  readonly targets = new Map<number, DeadEnd | 'alive'>();
  isDone = false;
  readonly #question: string;
  readonly #store: StateStore | undefined;
  /** Links by what they are: as often as one reading has listed them. */
  readonly #links = new Map<string, Link[]>();
  #noted = 0;
  #writing: Promise<void> = Promise.resolve();
  #isQueued = false;
  #isClosed = false;

  private constructor(question: string, store: StateStore | undefined) {
    this.#question = question;
    this.#store = store;
  }

  /** Goes on from what was kept for the same question. What a newer version has written is left alone. */
  static async open(question: string, store: StateStore | undefined): Promise<Draft> {
    const kept = await store?.read();
    const draft = new Draft(question, isNewer(kept) ? undefined : store);
    if (isState(kept) && kept.question === question) draft.#restore(kept);
    return draft;
  }

  #restore(kept: AuditState): void {
    this.linkTypes = kept.linkTypes;
    this.set = kept.set;
    for (const entry of kept.entries) this.entries.set(entry.id, entry);
    this.relations.push(...kept.relations.map((one) => ({ ...one, entryIds: [...one.entryIds] })));
    this.linked = kept.linked && { ...kept.linked, entryIds: new Set(kept.linked.entryIds) };
    for (const id of kept.readIds) this.readIds.add(id);
    for (const id of kept.unread) this.unread.add(id);
    for (const [id, state] of kept.targets) this.targets.set(id, state);
    for (const link of kept.links) this.#add(link);
    this.isDone = kept.isDone;
  }

  /**
   * Adds the links of an entry as they were read. A link that two readings list, at its source and at its target, is one;
   * one that a single reading lists twice is there twice, unless it has one id or leads from an entry to itself.
   */
  addLinks(entryId: number, read: readonly Link[]): void {
    this.readIds.add(entryId);
    const own = new Map<string, Link[]>();
    for (const link of withTypes(read, this.linkTypes ?? [])) {
      const twins = own.get(keyOf(link)) ?? [];
      const isSame = (twin: Link) =>
        link.sourceId === link.targetId || (link.id !== undefined && twin.id === link.id);
      if (!twins.some(isSame)) own.set(keyOf(link), [...twins, link]);
    }
    for (const [key, links] of own) {
      const known = this.#links.get(key)?.length ?? 0;
      for (const link of links.slice(known)) this.#add(link);
    }
  }

  #add(link: Link): void {
    const twins = this.#links.get(keyOf(link));
    if (twins) twins.push(link);
    else this.#links.set(keyOf(link), [link]);
  }

  /** Sorted, since what was read first depends on the server: the same links make the same findings. */
  links(): Link[] {
    const number = (id: number | undefined) => id ?? 0;
    return [...this.#links.values()]
      .flat()
      .toSorted(
        (a, b) =>
          a.sourceId - b.sourceId ||
          a.targetId - b.targetId ||
          number(a.linkTypeId) - number(b.linkTypeId) ||
          number(a.id) - number(b.id),
      );
  }

  /** Something more was read: writes it once there is a portion. A state that grows is written ever more seldom. */
  note(): void {
    this.#noted += 1;
    const read = this.entries.size + this.readIds.size + this.targets.size;
    if (this.#noted >= Math.max(PORTION, read * GROWTH)) this.#write();
  }

  /** Writes what was read, and waits for it. */
  async save(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  /** Writes for the last time: what comes late belongs to a run that is over, and another one may be under way. */
  async close(): Promise<void> {
    this.#write();
    this.#isClosed = true;
    await this.#writing;
  }

  #write(): void {
    this.#noted = 0;
    if (this.#isQueued || this.#isClosed || !this.#store) return;
    this.#isQueued = true;
    this.#writing = this.#writing.then(async () => {
      this.#isQueued = false;
      await this.#store?.write(this.#state());
    });
    // Whoever waits for it is told.
    this.#writing.catch(() => undefined);
  }

  #state(): AuditState {
    return {
      version: STATE_VERSION,
      question: this.#question,
      linkTypes: this.linkTypes ?? [],
      set: this.set,
      entries: [...this.entries.values()],
      relations: this.relations.map((one) => ({ ...one, entryIds: [...one.entryIds] })),
      ...(this.linked && { linked: { ...this.linked, entryIds: [...this.linked.entryIds] } }),
      readIds: [...this.readIds],
      links: [...this.#links.values()].flat(),
      unread: [...this.unread],
      targets: [...this.targets],
      isDone: this.isDone,
    };
  }
}

const keyOf = ({ sourceId, targetId, linkTypeId, sourceLabel, targetLabel }: Link): string =>
  JSON.stringify([sourceId, targetId, linkTypeId ?? [sourceLabel, targetLabel]]);

/** What an audit has to know of an entry: states hold thousands. */
export const slim = ({ id, name, entryType, path }: Entry): Entry => ({
  id,
  name,
  entryType,
  ...(path !== undefined && { path }),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isNewer = (kept: unknown): boolean =>
  isObject(kept) && (typeof kept['version'] !== 'number' || kept['version'] > STATE_VERSION);

const LISTS = ['linkTypes', 'entries', 'relations', 'readIds', 'links', 'unread', 'targets'];

/** What is of this version was written by it, whole: only that much is looked at. */
function isState(kept: unknown): kept is AuditState {
  return (
    isObject(kept) &&
    kept['version'] === STATE_VERSION &&
    LISTS.every((name) => Array.isArray(kept[name])) &&
    isObject(kept['set'])
  );
}
