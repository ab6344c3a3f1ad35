import path from 'node:path';
import type { Timers } from '../../../../src/api';
import {
  FileJournal,
  systemClock,
  type ChangeResult,
  type FileJournalOptions,
} from '../../../../src/changes';
import type { ProcessDisk } from '../../../support/memoryDisk';
import { MemoryDisk } from '../../../support/memoryDisk';
import { recordOf } from '../deadSegment';

export const FOLDER = path.resolve('/journal');
export const DAY = 24 * 60 * 60 * 1000;
export const NOW = Date.UTC(2026, 5, 1);

/** Journals of several windows on one disk in memory, with clocks that a test sets. */
export class Windows {
  readonly disk = new MemoryDisk();
  /** What the clock of the computer says. */
  now = NOW;
  readonly #gone = new Set<string>();
  #count = 0;

  open(more: Partial<FileJournalOptions> = {}): Window {
    this.#count += 1;
    return new Window(this, `w${this.#count}`, this.#gone, more);
  }

  /** Sizes of the segments, sorted by name. */
  sizes(): number[] {
    return this.segments().map((name) => Buffer.byteLength(this.text(name)));
  }

  segments(): string[] {
    return this.disk.names(FOLDER).filter((name) => name.endsWith('.jsonl'));
  }

  size(): number {
    return this.sizes().reduce((sum, size) => sum + size, 0);
  }

  text(name: string): string {
    return this.disk.text(path.join(FOLDER, name));
  }

  put(name: string, contents: string | Uint8Array): void {
    this.disk.put(path.join(FOLDER, name), contents);
  }
}

/** Timers that wait until a test lets time pass. */
export class StandingTimers implements Timers {
  #now = 0;
  #waiting: { readonly at: number; readonly run: () => void }[] = [];

  readonly monotonic = () => this.#now;

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + milliseconds, run };
    this.#waiting.push(timer);
    return () => (this.#waiting = this.#waiting.filter((one) => one !== timer));
  }

  /** Lets time pass until a promise has settled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const pending = new Set([promise]);
    const settled = () => pending.delete(promise);
    promise.then(settled, settled);
    while (pending.size > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#now += 20;
      const due = this.#waiting.filter(({ at }) => at <= this.#now);
      this.#waiting = this.#waiting.filter((timer) => !due.includes(timer));
      for (const { run } of due) run();
    }
    return promise;
  }
}

export class Window {
  readonly journal: FileJournal;
  readonly disk: ProcessDisk;
  readonly #name: string;
  readonly #gone: Set<string>;
  #tags = 0;
  #ids = 0;

  constructor(windows: Windows, name: string, gone: Set<string>, more: Partial<FileJournalOptions>) {
    this.#name = name;
    this.#gone = gone;
    this.disk = windows.disk.process();
    this.journal = new FileJournal({
      folder: FOLDER,
      disk: this.disk,
      clock: { ...systemClock, wall: () => windows.now },
      owners: {
        newTag: () => `${name}-${(this.#tags += 1)}`,
        isOurs: (tag) => tag.startsWith(`${name}-`),
        isGone: (tag) => gone.has(tag.split('-')[0] ?? ''),
      },
      newId: () => `${name}-${String((this.#ids += 1)).padStart(4, '0')}`,
      random: () => 0.5,
      ...more,
    });
  }

  /** The process ends, at once. */
  end(): void {
    this.disk.kill();
    this.#gone.add(this.#name);
  }

  /** Makes a change; `bytes` are what its lines have at least. */
  async change({ bytes = 0, group, outcome = 'written' }: ChangeOf = {}): Promise<string> {
    const begun = await this.journal.begin({
      ...recordOf(10),
      ...(bytes > 0 && { entryPath: 'x'.repeat(bytes) }),
      ...(group !== undefined && { group }),
    });
    if (outcome !== 'none') await begun.finish({ outcome });
    return begun.id;
  }

  /** Ids of the changes in the history, the oldest first. */
  async ids(): Promise<string[]> {
    return (await this.journal.list()).map(({ id }) => id).toReversed();
  }

  async outcomes(): Promise<string[]> {
    return [...new Set((await this.journal.list()).map(({ outcome }) => outcome))];
  }
}

export interface ChangeOf {
  readonly bytes?: number;
  readonly group?: string;
  readonly outcome?: ChangeResult['outcome'] | 'none';
}
