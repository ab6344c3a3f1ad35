import path from 'node:path';
import type { Timers } from '../../src/api';
import type { Disk, OpenFile } from '../../src/changes';

export interface DiskCall {
  readonly operation: keyof Disk | keyof OpenFile;
  readonly file: string;
  /** Where a file is renamed to. */
  readonly to?: string;
  /** How much an append writes. */
  readonly bytes?: number;
}

export interface MemoryDiskOptions {
  /** Carry the time that calls take: needed where `latency` answers more than 0. */
  readonly timers?: Timers;
  /** Milliseconds since the epoch, for times of change; the system's clock unless told. */
  readonly wall?: () => number;
}

/** A disk as one process has it. */
export interface ProcessDisk extends Disk {
  /** The process ends: calls under way have no effect any more and never settle, and neither do later ones. */
  kill(): void;
}

interface File {
  bytes: Uint8Array;
  /** What a power cut leaves for sure. */
  synced: Uint8Array;
  mtimeMs: number;
}

type Names = Map<string, File>;

interface Folder {
  names: Names;
  /** The names that a power cut leaves for sure. */
  synced: Names;
  /** What happened to names since, in its order. */
  unsynced: ((names: Names) => void)[];
}

/**
 * A file system in memory that can be slow, full, torn and cut off. It is the same again when it is asked the same in
 * the same order. A call takes effect as a whole when its time is over.
 */
export class MemoryDisk {
  /** Milliseconds that a call takes. */
  latency: (call: DiskCall) => number = () => 0;
  /** Asked when a call's time is over, before it takes effect: throws to refuse it, waits to hold it up. */
  onCall: (call: DiskCall) => void | Promise<void> = () => undefined;
  /** How many bytes of an append reach the file before it fails; `undefined` where it does not fail. */
  tear: (call: DiskCall) => number | undefined = () => undefined;
  /** Bytes that all files together may have. */
  capacity = Infinity;

  readonly #options: MemoryDiskOptions;
  readonly #folders = new Map<string, Folder>();
  #powerCuts = 0;

  constructor(options: MemoryDiskOptions = {}) {
    this.#options = options;
  }

  /** The disk as one more process has it. A power cut ends all processes. */
  process(): ProcessDisk {
    const began = this.#powerCuts;
    let isKilled = false;
    const isAlive = () => !isKilled && this.#powerCuts === began;
    const run = async <T>(call: DiskCall, effect: () => T): Promise<T> => {
      const milliseconds = isAlive() ? this.latency(call) : 0;
      if (milliseconds > 0) await this.#wait(milliseconds);
      else await Promise.resolve();
      if (isAlive()) await this.onCall(call);
      if (!isAlive()) return new Promise<never>(() => undefined);
      return effect();
    };
    return {
      kill: () => (isKilled = true),
      mkdir: (folder) => run({ operation: 'mkdir', file: folder }, () => this.#mkdir(folder)),
      open: (file, flags) =>
        run({ operation: 'open', file }, () => this.#opened(file, this.#open(file, flags), run)),
      syncFolder: (folder) => run({ operation: 'syncFolder', file: folder }, () => this.#syncFolder(folder)),
      readdir: (folder) => run({ operation: 'readdir', file: folder }, () => this.#readdir(folder)),
      readFile: (file, start = 0) =>
        run({ operation: 'readFile', file }, () => this.#file(file, 'open').bytes.slice(start)),
      rename: (from, to) => run({ operation: 'rename', file: from, to }, () => this.#rename(from, to)),
      rm: (file) => run({ operation: 'rm', file }, () => this.#rm(file)),
      stat: (file) =>
        run({ operation: 'stat', file }, () => {
          const { bytes, mtimeMs } = this.#file(file, 'stat');
          return { size: bytes.length, mtimeMs };
        }),
      touch: (file, timeMs) =>
        run({ operation: 'touch', file }, () => {
          this.#file(file, 'utime').mtimeMs = timeMs;
        }),
    };
  }

  /**
   * The power fails: all processes end, and what was not flushed is lost. With `random` (from 0 up to 1) some of it is
   * not: a part of what was appended, and the first of the changes to the names in a folder.
   */
  cutPower(random: () => number = () => 0): void {
    this.#powerCuts += 1;
    const some = (count: number) => Math.floor(random() * (count + 1));
    for (const folder of this.#folders.values()) {
      for (const change of folder.unsynced.slice(0, some(folder.unsynced.length))) change(folder.synced);
      folder.names = new Map(folder.synced);
      folder.unsynced = [];
      for (const file of folder.names.values()) {
        const { bytes, synced } = file;
        const isLonger =
          bytes.length > synced.length && Buffer.compare(bytes.subarray(0, synced.length), synced) === 0;
        file.bytes = isLonger ? bytes.slice(0, synced.length + some(bytes.length - synced.length)) : synced;
        file.synced = file.bytes;
      }
    }
  }

  /** The names in a folder, sorted; none where it is missing. */
  names(folder: string): string[] {
    return [...(this.#folders.get(path.resolve(folder))?.names.keys() ?? [])].toSorted();
  }

  /** What a file holds; rejects where it is missing. */
  text(file: string): string {
    return Buffer.from(this.#file(file, 'open').bytes).toString();
  }

  /** Puts a file there that lasts, as somebody else would, with its folder. */
  put(file: string, contents: string | Uint8Array, mtimeMs = this.#now()): void {
    this.#mkdir(path.dirname(file));
    const bytes = new Uint8Array(Buffer.from(contents));
    const folder = this.#folder(path.dirname(file), 'open');
    const made: File = { bytes, synced: bytes, mtimeMs };
    folder.names.set(path.basename(file), made);
    folder.synced.set(path.basename(file), made);
  }

  /** A folder goes with all that is in it, for good. */
  removeFolder(folder: string): void {
    this.#folders.delete(path.resolve(folder));
  }

  /** Bytes of all files in all folders. */
  size(): number {
    let size = 0;
    for (const { names } of this.#folders.values())
      for (const { bytes } of names.values()) size += bytes.length;
    return size;
  }

  #opened(name: string, file: File, run: <T>(call: DiskCall, effect: () => T) => Promise<T>): OpenFile {
    const flush = () => {
      file.synced = file.bytes;
    };
    return {
      append: (text) => {
        const bytes = Buffer.from(text);
        const call: DiskCall = { operation: 'append', file: name, bytes: bytes.length };
        return run(call, () => this.#append(file, bytes, call));
      },
      datasync: () => run({ operation: 'datasync', file: name }, flush),
      sync: () => run({ operation: 'sync', file: name }, flush),
      close: () => run({ operation: 'close', file: name }, () => undefined),
    };
  }

  #append(file: File, bytes: Uint8Array, call: DiskCall): void {
    const torn = this.tear(call);
    const room = Math.max(0, this.capacity - this.size());
    const written = bytes.subarray(0, Math.min(torn ?? bytes.length, room));
    // Made anew: what is synced must not change with it.
    file.bytes = new Uint8Array(Buffer.concat([file.bytes, written]));
    file.mtimeMs = this.#now();
    if (torn !== undefined) throw refusal('EIO', 'write');
    if (written.length < bytes.length) throw refusal('ENOSPC', 'write');
  }

  #mkdir(folder: string): void {
    const whole = path.resolve(folder);
    const parent = path.dirname(whole);
    if (this.#folders.get(parent)?.names.has(path.basename(whole))) throw refusal('EEXIST', 'mkdir');
    if (parent !== whole) this.#mkdir(parent);
    if (!this.#folders.has(whole))
      this.#folders.set(whole, { names: new Map(), synced: new Map(), unsynced: [] });
  }

  #open(file: string, flags: 'a' | 'w' | 'wx'): File {
    const there = this.#find(file);
    if (there && flags === 'wx') throw refusal('EEXIST', 'open');
    if (this.#folders.has(path.resolve(file))) throw refusal('EISDIR', 'open');
    if (there) {
      if (flags === 'w') there.bytes = new Uint8Array();
      return there;
    }
    if (this.size() >= this.capacity) throw refusal('ENOSPC', 'open');
    const none = new Uint8Array();
    const made: File = { bytes: none, synced: none, mtimeMs: this.#now() };
    this.#change(file, (names, name) => names.set(name, made));
    return made;
  }

  #readdir(name: string): string[] {
    const folder = this.#folder(name, 'scandir');
    const inside = [...this.#folders.keys()].filter(
      (other) => path.dirname(other) === path.resolve(name) && other !== path.resolve(name),
    );
    return [...folder.names.keys(), ...inside.map((other) => path.basename(other))];
  }

  #rename(from: string, to: string): void {
    const file = this.#file(from, 'rename');
    if (this.#folders.has(path.resolve(to))) throw refusal('EISDIR', 'rename');
    const target = path.basename(to);
    // Within a folder only: nothing else is done, and as one step.
    this.#change(from, (names, name) => {
      names.delete(name);
      names.set(target, file);
    });
  }

  #rm(file: string): void {
    this.#file(file, 'rm');
    this.#change(file, (names, name) => names.delete(name));
  }

  #syncFolder(name: string): void {
    const folder = this.#folder(name, 'open');
    folder.synced = new Map(folder.names);
    folder.unsynced = [];
  }

  #change(file: string, how: (names: Names, name: string) => unknown): void {
    const folder = this.#folder(path.dirname(file), 'open');
    const change = (names: Names) => void how(names, path.basename(file));
    change(folder.names);
    folder.unsynced.push(change);
  }

  #folder(name: string, syscall: string): Folder {
    const whole = path.resolve(name);
    const folder = this.#folders.get(whole);
    if (folder) return folder;
    throw refusal(this.#find(whole) ? 'ENOTDIR' : 'ENOENT', syscall);
  }

  #file(name: string, syscall: string): File {
    const file = this.#find(name);
    if (file) return file;
    throw refusal(this.#folders.has(path.resolve(name)) ? 'EISDIR' : 'ENOENT', syscall);
  }

  #find(name: string): File | undefined {
    return this.#folders.get(path.dirname(path.resolve(name)))?.names.get(path.basename(name));
  }

  #wait(milliseconds: number): Promise<void> {
    const { timers } = this.#options;
    if (!timers) throw new Error('A disk that takes its time needs timers.');
    return new Promise((resolve) => {
      timers.after(milliseconds, resolve);
    });
  }

  #now(): number {
    return (this.#options.wall ?? Date.now)();
  }
}

/** What a system says that refuses something. */
function refusal(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
}
