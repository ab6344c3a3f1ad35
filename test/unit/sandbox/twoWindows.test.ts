import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import fs, { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mock } from 'node:test';
import timers from 'node:timers/promises';
import { fileStorage } from '../../../src/sandbox/storage/fileStorage';
import { Refusal } from '../../../src/sandbox/repository/refusal';
import type { RepositoryState } from '../../../src/sandbox/repository/state';
import { createStore } from '../../../src/sandbox/storage/store';
import { onDisk, refusal } from '../changes/disk';

const INITIAL: RepositoryState = {
  entries: new Map([
    [
      1,
      {
        ...{ id: 1, parentId: null, name: 'Root', entryType: 'Folder', creator: 'demo' },
        ...{ created: '2026-01-01T00:00:00Z', modified: '2026-01-01T00:00:00Z' },
      },
    ],
  ]),
  links: [],
  nextEntryId: 2,
  nextLinkId: 1,
};

const STEPS = ['copyFile', 'link', 'mkdir', 'readdir', 'readFile', 'rename', 'rm', 'stat'] as const;

/** Makes each window wait before each of its steps on disk, so that a test says who goes on. */
class Steps {
  /** Added to the clock of the day. */
  wallClockAhead = 0;
  readonly #window = new AsyncLocalStorage<string>();
  readonly #waiting = new Map<string, () => Promise<void>>();
  readonly #running = new Set<string>();
  #awake = 0;

  constructor() {
    for (const name of STEPS) this.#slow(name);
    const { open } = fs;
    mock.method(fs, 'open', async (...args: Parameters<typeof open>) => {
      const handle = await this.#step(() => open(...args));
      // A step as well, but the disk itself has no work with it: there are hundreds of orders to go through.
      return Object.assign(handle, { sync: () => this.#step(() => Promise.resolve()) });
    });
    // A wait is a step as well. It takes a second of everybody's patience.
    mock.method(timers, 'setTimeout', () => this.#step(() => Promise.resolve((this.#awake += 1000))));
    const { now } = Date;
    mock.method(Date, 'now', () => now() + this.wallClockAhead);
    mock.method(performance, 'now', () => this.#awake);
  }

  run<T>(window: string, job: () => Promise<T>): Promise<T> {
    this.#running.add(window);
    return this.#window.run(window, job).finally(() => this.#running.delete(window));
  }

  /** Lets a window take some steps, or as many as it has. */
  async take(window: string, steps: number): Promise<void> {
    for (let taken = 0; taken < steps; taken += 1) {
      while (this.#running.has(window) && !this.#waiting.has(window)) await soon();
      const step = this.#waiting.get(window);
      this.#waiting.delete(window);
      await step?.();
    }
  }

  get isAnyRunning(): boolean {
    return this.#running.size > 0;
  }

  #slow(name: (typeof STEPS)[number]): void {
    const original = fs[name] as (...args: unknown[]) => Promise<unknown>;
    mock.method(fs, name, ((...args: unknown[]) => this.#step(() => original(...args))) as never);
  }

  #step<T>(run: () => Promise<T>): Promise<T> {
    const window = this.#window.getStore();
    if (window === undefined) return run();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(window, async () => {
        await run().then(resolve, reject);
      });
    });
  }
}

type Job = () => Promise<unknown>;

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('sandbox: two windows at one state file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sandbox-windows-'));
  });
  afterEach(async () => {
    mock.reset();
    await rm(folder, { recursive: true, force: true });
  });

  const open = () => createStore(fileStorage(file, INITIAL));
  /** How many changes the file has. */
  const changes = async () => (await open().read()).nextLinkId - INITIAL.nextLinkId;
  const read: Job = () => open().read();
  const change: Job = () =>
    open().change((state) => ({ state: { ...state, nextLinkId: state.nextLinkId + 1 } }));

  it('change the file also where a scanner looks at it for a moment, and say so where it never ends', async () => {
    file = path.join(folder, 'scanned.json');
    let refusals = 4;
    onDisk('rename', (rename) => async (from, to) => {
      if ((refusals -= 1) >= 0) throw refusal('EPERM');
      await rename(from, to);
    });
    await change();
    assert.equal(await changes(), 1);
    refusals = 100;
    await assert.rejects(change(), { code: 'EPERM' });
    assert.equal(refusals, 93);
    assert.equal(await changes(), 1);
  });

  /** Two windows at work: a stands still after some steps, then b does, then a goes on, then b. */
  async function inOrder(
    aSteps: number,
    bSteps: number,
    { a = change, b = change, jump = 0 }: { a?: Job; b?: Job; jump?: number } = {},
  ): Promise<number> {
    const steps = new Steps();
    try {
      const both = Promise.all([steps.run('a', a), steps.run('b', b)]);
      both.catch(() => undefined);
      await steps.take('a', aSteps);
      steps.wallClockAhead = jump;
      await steps.take('b', bSteps);
      for (let round = 0; steps.isAnyRunning; round += 1) await steps.take(round % 2 === 0 ? 'a' : 'b', 60);
      await both;
    } finally {
      mock.reset();
    }
    return changes();
  }

  const MOST = 14;

  it('no change is lost, at whichever step one window stops while the other goes on', async () => {
    for (let a = 0; a < MOST; a += 1)
      for (let b = 0; b < MOST; b += 1) {
        file = path.join(folder, `${a}-${b}.json`);
        await writeFile(`${file}.lock`, '');
        await utimes(`${file}.lock`, 1, 1);
        assert.equal(await inOrder(a, b), 2, `a stands still after ${a} steps, b after ${b}`);
      }
  }).timeout(60_000);

  it('no change is lost when the clock is put forward during a change', async () => {
    for (let a = 0; a < MOST; a += 1) {
      file = path.join(folder, `${a}.json`);
      assert.equal(await inOrder(a, 60, { jump: 60_000 }), 2, `a stands still after ${a} steps`);
    }
  });

  it('a damaged file is set aside without what the other window has written meanwhile', async () => {
    for (let a = 0; a < MOST; a += 1)
      for (let b = 0; b < MOST; b += 2) {
        file = path.join(folder, `${a}-${b}.json`);
        await writeFile(file, 'rubbish');
        assert.equal(await inOrder(a, b, { a: read }), 1, `a stands still after ${a} steps, b after ${b}`);
        const aside = (await readdir(folder)).filter((name) => name.startsWith(`${a}-${b}.json.damaged`));
        assert.equal(aside.length, 1);
        assert.equal(await readFile(path.join(folder, aside[0] ?? ''), 'utf8'), 'rubbish');
      }
  }).timeout(60_000);

  it('a refused change does not hide what the other window has changed', async () => {
    file = path.join(folder, 'state.json');
    const ours = open();
    await ours.read();
    await change();
    await assert.rejects(
      ours.change(() => {
        throw new Refusal('conflict', 'refused');
      }),
      Refusal,
    );
    assert.equal((await ours.read()).nextLinkId, INITIAL.nextLinkId + 1);
  });

  it('nothing is left in the folder but the file', async () => {
    file = path.join(folder, 'state.json');
    for (let a = 0; a < MOST; a += 1) await inOrder(a, 60);
    assert.deepEqual(await readdir(folder), ['state.json']);
  });
});
