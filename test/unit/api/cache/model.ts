// A server whose answers come when the test wants them, and what a cache may make of them.
import assert from 'node:assert/strict';
import { around, type CachedApi } from '../../../../src/api';
import type { ApiRequest } from '../../../../src/api/http/request';
import { cached, type Cached, type CacheOptions } from '../../../../src/api/http/cache';
import { apiOver, LINKS_KEPT_MS } from '../../../../src/api/v1/client';
import type { Link } from '../../../../src/domain';

export const LIFE_MS = LINKS_KEPT_MS;
export const MAX_WEIGHT = 12;
/** `SHORTCUT + n` is a shortcut to entry n: it answers with the links of that. */
export const SHORTCUT = 100;

interface Snapshot {
  /** When the server looked. Every event has a tick of its own. */
  readonly tick: number;
  /** When it was asked, by the clock. */
  readonly askedAt: number;
}

interface Held {
  readonly release: () => void;
}

/** A repository whose requests are answered as the test says, through the cache. */
export function openKept(
  answer: (request: ApiRequest<unknown>) => Promise<unknown>,
  options?: CacheOptions,
): CachedApi & Pick<Cached, 'weight'> {
  const http = around(
    <T>(request: ApiRequest<T>) => answer(request) as Promise<T>,
    () => Promise.reject(new Error('Nothing is reserved here.')),
  );
  const { kept, direct, forget, weight } = cached(http, options);
  const place = { baseUrl: 'https://files.example/LFRepositoryAPI', repoId: 'r-1' };
  return { api: apiOver(kept, place), direct: apiOver(direct, place), forget, weight };
}

export class World {
  readonly cache: ReturnType<typeof openKept>;
  /** Answers that the server has not sent yet, the oldest first. */
  readonly held: Held[] = [];
  readonly #links = new Set<string>();
  readonly #snapshots = new WeakMap<object, Snapshot>();
  /** What our finished writes made of the links of an entry. */
  readonly #written = new Map<number, Map<string, { readonly tick: number; readonly there: boolean }>>();
  /** The newest answer that anybody got. */
  readonly #delivered = new Map<number, number>();
  readonly #reads: Promise<void>[] = [];
  #forgotten = 0;
  #tick = 0;
  #clock = 0;
  requests = 0;

  constructor() {
    this.cache = openKept(
      ({ about, changes }) => {
        if (changes) return this.#assign(changes.sourceId, [...changes.targetIds]);
        assert.ok(about?.entryId !== undefined);
        return this.#answer(about.entryId);
      },
      { now: () => this.#clock, maxWeight: MAX_WEIGHT },
    );
  }

  /** Reads and checks what comes, whenever it comes. */
  read(id: number, fresh = false): void {
    const [begun, begunAt] = [this.#tick, this.#clock];
    const written = [...(this.#written.get(id) ?? [])];
    const delivered = this.#delivered.get(id) ?? 0;
    const forgotten = fresh ? begun : this.#forgotten;
    this.#reads.push(
      this.cache.api.getLinks(id, { fresh }).then((links) => {
        const seen = this.#snapshots.get(links);
        assert.ok(seen, 'an answer that the server never gave');
        assert.ok(begunAt - seen.askedAt < LIFE_MS, 'older than it may be');
        const there = new Set(links.map(({ sourceId, targetId }) => `${sourceId}>${targetId}`));
        for (const [link, made] of written)
          assert.ok(seen.tick >= made.tick || there.has(link) === made.there, 'does not know our last write');
        assert.ok(seen.tick >= forgotten, 'older than the last refresh');
        assert.ok(seen.tick >= delivered, 'older than an answer that was given before');
        this.#delivered.set(id, Math.max(this.#delivered.get(id) ?? 0, seen.tick));
      }),
    );
  }

  write(sourceId: number, targetIds: readonly number[]): void {
    const payload = [...new Set(targetIds)].map((targetId) => ({ targetId, linkTypeId: 1 }));
    this.#reads.push(this.cache.direct.assignLinks(sourceId, payload).then(() => undefined));
  }

  /** Somebody else changes a link: only time tells us. */
  foreign(sourceId: number, targetId: number): void {
    const link = `${sourceId}>${targetId}`;
    if (!this.#links.delete(link)) this.#links.add(link);
    this.#tick += 1;
  }

  forget(): void {
    this.cache.forget();
    this.#forgotten = this.#tick += 1;
  }

  async pass(milliseconds: number): Promise<void> {
    this.#clock += milliseconds;
    await settle();
  }

  /** Sends one of the answers that are held. */
  async release(which: number): Promise<void> {
    const [held] = this.held.length > 0 ? this.held.splice(which % this.held.length, 1) : [];
    held?.release();
    await settle();
    assert.ok(this.cache.weight() <= MAX_WEIGHT, 'more is kept than may be');
  }

  async end(): Promise<void> {
    while (this.held.length > 0) await this.release(0);
    await Promise.all(this.#reads);
  }

  #note(link: string, there: boolean): void {
    const ends = link.split('>').map(Number);
    for (const end of [...ends, ...ends.map((one) => SHORTCUT + one)]) {
      const known = this.#written.get(end) ?? new Map<string, { tick: number; there: boolean }>();
      this.#written.set(end, known.set(link, { tick: this.#tick, there }));
    }
  }

  async #assign(id: number, targetIds: readonly number[]): Promise<readonly Link[]> {
    const { links, changed } = await this.#hold(() => {
      const before = new Set(this.#links);
      for (const link of before) if (link.startsWith(`${id}>`)) this.#links.delete(link);
      for (const targetId of targetIds) this.#links.add(`${id}>${targetId}`);
      return { links: this.#linksOf(id), changed: differences(before, this.#links) };
    });
    this.#tick += 1;
    for (const [link, there] of changed) this.#note(link, there);
    return links;
  }

  /** The server looks when the request arrives; the answer may take its time. */
  async #answer(id: number): Promise<{ readonly items: readonly Link[] }> {
    this.requests += 1;
    const items = this.#linksOf(id);
    this.#snapshots.set(items, { tick: (this.#tick += 1), askedAt: this.#clock });
    return this.#hold(() => ({ items }));
  }

  #hold<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => this.held.push({ release: () => resolve(work()) }));
  }

  #linksOf(id: number): Link[] {
    const own = id > SHORTCUT ? id - SHORTCUT : id;
    return [...this.#links]
      .map((link) => link.split('>').map(Number))
      .filter((ends) => ends.includes(own))
      .map(([sourceId = 0, targetId = 0]) => ({ sourceId, targetId, linkTypeId: 1 }));
  }
}

/** Links that came or went, and whether they are there now. */
function differences(before: ReadonlySet<string>, now: ReadonlySet<string>): [string, boolean][] {
  return [...new Set([...before, ...now])]
    .filter((link) => before.has(link) !== now.has(link))
    .map((link) => [link, now.has(link)]);
}

/** Lets everything that can go on go on. */
async function settle(): Promise<void> {
  await new Promise((done) => setImmediate(done));
}
