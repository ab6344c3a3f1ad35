import { ApiError, type CallOptions, cancelled, isGone, type RepositoryApi } from '../api';
import { mapConcurrent, MAX_CONCURRENCY } from '../changes';
import { type Entry, isInRecycleBin, type LinkType, withTypes } from '../domain';
import { SearchError, type Searches } from '../search';
import { checksOf, findAll } from './checks';
import { Draft, slim } from './draft';
import { pathOf } from './linkIndex';
import { newerOnes, olderEnd, orderingTypes } from './ordering';
import { type AuditProgress, StepClock } from './progress';
import { canTell, findLinked, findRelation, listSet, type Lookup } from './lookUp';
import type { AuditSet, StateStore } from './state';
import type { AuditModel, CheckId, CheckOptions, DeadEnd, Finding } from './types';

export interface AuditJob {
  readonly api: Pick<RepositoryApi, 'getEntry' | 'getLinks'>;
  readonly searches: Pick<Searches, 'all'>;
  readonly linkTypes: (call?: CallOptions) => Promise<readonly LinkType[]>;
  readonly set: AuditSet;
  /** All unless told. */
  readonly checks?: readonly CheckId[];
  readonly options?: CheckOptions;
  /** Where it is kept how far the audit is; without it, another run begins at the start. */
  readonly state?: StateStore;
  readonly onProgress?: (progress: AuditProgress) => void;
  readonly signal?: AbortSignal;
  /** Asked before each call: nothing is sent until what it answers is settled. */
  readonly pause?: () => Promise<void> | undefined;
  readonly now?: () => number;
}

/** What an audit found. */
export interface AuditResult {
  /** Entries that were looked at. */
  readonly looked: number;
  /** False where there is more than was looked at: the server did not tell all, or some could not be read. */
  readonly complete: boolean;
  readonly findings: readonly Finding[];
  /** Entries that could not be read, or whose links could not: they are gone by now, or closed to this user. */
  readonly unread: readonly number[];
  readonly linkTypes: readonly LinkType[];
}

/**
 * Looks at a set of entries. Cheap first: what searches tell is not asked entry by entry, and links are read only of
 * entries that a search says have any. Everything else goes first (`background`), and what was read is kept as it comes:
 * a run that ended in any way goes on where it was. Rejects with `ApiError` and `SearchError`, and with what the store
 * rejects with.
 */
export async function auditLinks(job: AuditJob): Promise<AuditResult> {
  const { set, checks, options = {}, state } = job;
  const needs = new Set(checksOf(checks).map((check) => check.needs));
  // What is read depends on no more than this.
  const required = needs.has('search') ? (options.required ?? []) : [];
  const ordering = needs.has('superseded') ? options.orderingTypeIds : undefined;
  const question = { set, needs: [...needs].sort(), required, ordering };
  const draft = await Draft.open(JSON.stringify(question), state);
  const audit = new Audit(job, draft);
  if (!draft.isDone) {
    try {
      await audit.read(needs, required);
      draft.isDone = true;
    } catch (error) {
      // What came first is told.
      await draft.close().catch(() => undefined);
      throw error;
    }
    await draft.close();
  }
  return resultOf(draft, audit, { checks, options });
}

function resultOf(
  draft: Draft,
  audit: Audit,
  { checks, options }: { readonly checks: readonly CheckId[] | undefined; readonly options: CheckOptions },
): AuditResult {
  const isComplete = [draft.set, ...draft.relations, ...(draft.linked ? [draft.linked] : [])].every(
    (one) => one.isComplete,
  );
  return {
    looked: draft.entries.size,
    complete: isComplete && draft.unread.size === 0,
    findings: findAll(audit.model(), checks, options),
    unread: [...draft.unread],
    linkTypes: draft.linkTypes ?? [],
  };
}

class Audit {
  readonly #job: AuditJob;
  readonly #draft: Draft;
  #gate: Promise<void> | undefined;
  #clock: StepClock | undefined;

  constructor(job: AuditJob, draft: Draft) {
    this.#job = job;
    this.#draft = draft;
  }

  async read(needs: ReadonlySet<string>, required: NonNullable<CheckOptions['required']>): Promise<void> {
    const { set, linkTypes } = this.#job;
    const draft = this.#draft;
    await this.#turn();
    draft.linkTypes ??= await linkTypes({ ...this.#call(), fresh: true });
    const lookup = this.#lookup(draft.linkTypes);
    for (const { linkTypeId } of required)
      if (!draft.linkTypes.some((type) => type.linkTypeId === linkTypeId))
        throw new SearchError('unknownLinkType', `There is no link type ${linkTypeId}.`, linkTypeId);
    if ('entryIds' in set) await this.#readEntries(set.entryIds);
    else await listSet(lookup, set);
    const isSearched = !('entryIds' in set);
    const unsure = required.filter((one) => !isSearched || !canTell(one, lookup.linkTypes));
    if (isSearched)
      for (const one of required) if (!unsure.includes(one)) await findRelation(lookup, set, one);
    const needsIncoming = needs.has('links') || needs.has('superseded') || unsure.length > 0;
    if (needsIncoming || needs.has('outgoing') || needs.has('targets')) {
      if (isSearched) await findLinked(lookup, set, needsIncoming ? 'either' : 'source');
      await this.#readLinks();
    }
    if (needs.has('superseded')) await this.#readSuperseded(lookup);
    if (needs.has('targets')) await this.#readTargets();
  }

  #lookup(linkTypes: readonly LinkType[]): Lookup {
    return {
      draft: this.#draft,
      searches: this.#job.searches,
      linkTypes,
      call: this.#call(),
      turn: () => this.#turn(),
      isPaused: () => this.#gate !== undefined || this.#job.pause?.() !== undefined,
      tell: (at) => this.#tell(at),
    };
  }

  /** Entries that are told by their ids. */
  async #readEntries(ids: readonly number[]): Promise<void> {
    const draft = this.#draft;
    const rest = ids.filter((id) => !draft.entries.has(id) && !draft.unread.has(id));
    await this.#forEach('listing', rest, ids.length, async (id) => {
      const entry = await orUnread(this.#job.api.getEntry(id, this.#call()));
      if (typeof entry === 'string') draft.unread.add(id);
      else draft.entries.set(id, slim(entry));
    });
    // In the order in which they were told, whichever came first.
    const read = ids.flatMap((id) => draft.entries.get(id) ?? []);
    draft.entries.clear();
    for (const entry of read) draft.entries.set(entry.id, entry);
    draft.set = { rows: ids.length, isDone: true, isComplete: true };
  }

  async #readLinks(): Promise<void> {
    const draft = this.#draft;
    const { linked } = draft;
    const all = [...draft.entries.values()].filter(
      // A server answers with the links of what a shortcut stands for: it has none of its own.
      ({ id, entryType }) => entryType !== 'Shortcut' && (linked === undefined || linked.entryIds.has(id)),
    );
    const rest = all.filter(({ id }) => !draft.readIds.has(id) && !draft.unread.has(id));
    await this.#forEach('readingLinks', rest, all.length, async ({ id }) => {
      const links = await orUnread(this.#job.api.getLinks(id, this.#call()));
      if (typeof links === 'string') draft.unread.add(id);
      else draft.addLinks(id, links);
    });
  }

  /** Which entries out of the set that links lead to are superseded: only those that a search tells are asked by which. */
  async #readSuperseded(lookup: Lookup): Promise<void> {
    const draft = this.#draft;
    const { options = {} } = this.#job;
    const types = orderingTypes(lookup, options);
    const isOrdering = new Set(types.map(({ linkTypeId }) => linkTypeId));
    const targets = new Set(
      draft.links().flatMap(({ sourceId, targetId, linkTypeId = 0 }) => {
        const isOutside = draft.entries.has(sourceId) && !draft.entries.has(targetId);
        return isOutside && linkTypeId > 0 && !isOrdering.has(linkTypeId) ? [targetId] : [];
      }),
    );
    if (targets.size === 0) return;
    const older = new Set<number>();
    for (const type of types) {
      const relation = { linkTypeId: type.linkTypeId, as: olderEnd(type) };
      if (!canTell(relation, lookup.linkTypes)) continue;
      for (const id of await findRelation(lookup, 'everywhere', relation)) older.add(id);
    }
    const ids = [...targets].filter((id) => older.has(id));
    const rest = ids.filter((id) => !draft.superseded.has(id));
    await this.#forEach('readingTargets', rest, ids.length, async (id) => {
      const links = await orUnread(this.#job.api.getLinks(id, this.#call()));
      const typed = typeof links === 'string' ? [] : withTypes(links, lookup.linkTypes);
      draft.superseded.set(id, [...(newerOnes(typed, lookup.linkTypes, options).get(id) ?? [])]);
    });
  }

  /** Whether the entries that links of the set lead to are there. Those of the set are. */
  async #readTargets(): Promise<void> {
    const draft = this.#draft;
    const links = draft.links().filter(({ sourceId }) => draft.entries.has(sourceId));
    const paths = new Map(links.map(({ targetId, targetPath }) => [targetId, targetPath ?? '']));
    const ids = [...paths.keys()].filter((id) => id > 0 && !draft.entries.has(id));
    const rest = ids.filter((id) => !draft.targets.has(id));
    await this.#forEach('readingTargets', rest, ids.length, async (id) => {
      // The link tells where its target is.
      if (isInRecycleBin(paths.get(id) ?? '')) draft.targets.set(id, 'inRecycleBin');
      else draft.targets.set(id, endOf(await orUnread(this.#job.api.getEntry(id, this.#call()))));
    });
  }

  /** As many at once as a connection allows, each kept once it is read. */
  async #forEach<T>(
    doing: AuditProgress['doing'],
    items: readonly T[],
    of: number,
    work: (item: T) => Promise<void>,
  ): Promise<void> {
    const { now = Date.now } = this.#job;
    let done = of - items.length;
    this.#clock = new StepClock(now, done, of);
    this.#tell({ doing, done, of });
    await mapConcurrent(MAX_CONCURRENCY, items, async (item) => {
      await this.#turn();
      await work(item);
      done += 1;
      this.#draft.note();
      this.#tell({ doing, done, of });
    });
    await this.#draft.save();
  }

  /** Waits while the audit is paused. Rejects where it was cancelled. */
  async #turn(): Promise<void> {
    const { signal, pause, now = Date.now } = this.#job;
    if (signal?.aborted) throw cancelled();
    const held = this.#gate ?? pause?.();
    if (!held) return;
    if (!this.#gate) {
      const began = now();
      this.#gate = untilOver(held, signal).finally(() => {
        this.#gate = undefined;
        this.#clock?.paused(now() - began);
      });
    }
    await this.#gate;
    await this.#turn();
  }

  #call(): CallOptions {
    const { signal } = this.#job;
    return { priority: 'background', ...(signal && { signal }) };
  }

  #tell(at: Omit<AuditProgress, 'entries' | 'msLeft'>): void {
    const msLeft = at.of === undefined ? undefined : this.#clock?.msLeft(at.done);
    this.#job.onProgress?.({
      ...at,
      entries: this.#draft.entries.size,
      ...(msLeft !== undefined && { msLeft }),
    });
  }

  model(): AuditModel {
    const draft = this.#draft;
    const dead = new Map<number, DeadEnd>();
    for (const [id, end] of draft.targets) if (end !== 'alive') dead.set(id, end);
    for (const entry of draft.entries.values())
      if (isInRecycleBin(pathOf(entry) ?? '')) dead.set(entry.id, 'inRecycleBin');
    return {
      entries: [...draft.entries.values()],
      links: draft.links(),
      linkTypes: draft.linkTypes ?? [],
      dead,
      relations: draft.relations
        .filter(({ isEverywhere }) => !isEverywhere)
        .map((one) => ({ ...one, entryIds: new Set(one.entryIds) })),
      superseded: draft.superseded,
      unread: draft.unread,
    };
  }
}

/** What a refusal says of the entry alone; all others end the audit. */
async function orUnread<T>(reading: Promise<T>): Promise<T | 'gone' | 'closed'> {
  try {
    return await reading;
  } catch (error) {
    if (isGone(error)) return 'gone';
    if (ApiError.is(error, 'forbidden')) return 'closed';
    throw error;
  }
}

const endOf = (entry: Entry | 'gone' | 'closed'): DeadEnd | 'alive' =>
  typeof entry === 'string' ? entry : isInRecycleBin(pathOf(entry) ?? '') ? 'inRecycleBin' : 'alive';

function untilOver(held: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return held;
  return new Promise((resolve, reject) => {
    const stop = () => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
    void held.finally(() => signal.removeEventListener('abort', stop)).then(resolve, reject);
  });
}
