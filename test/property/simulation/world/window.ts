import {
  cachedRepository,
  createHttp,
  PasswordSignIn,
  payloadOf,
  type CachedApi,
  type HttpOptions,
  type RepositoryApi,
} from '../../../../src/api';
import {
  FileJournal,
  fileLock,
  LinkEditor,
  type ChangeRecord,
  type ConnectionRef,
  type Journal,
  type JournalNotice,
  type LinkEditorOptions,
  type Owners,
  type Lock,
} from '../../../../src/changes';
import { OpenOutcomes } from '../../../../src/changes/openOutcomes';
import type { MemoryDisk, ProcessDisk } from '../../../support/memoryDisk';
import type { Action, Call } from './action';
import type { Asked } from './answers';
import type { Caller, Network } from './network';
import { Random } from './random';
import type { Program, Time } from './time';

const FOLDER = '/storage';

/** What windows of one person share. */
export interface Machine {
  readonly time: Time;
  readonly network: Network;
  readonly disk: MemoryDisk;
  readonly settings: Settings;
  /** Tags of windows that have ended. */
  readonly ended: Set<string>;
  readonly onNotice: (kind: JournalNotice['kind']) => void;
  /** A change is about to be written down; what it answers is called when it is on disk. */
  readonly onBegin: (action: Action, record: ChangeRecord) => (id: string) => void;
}

export interface Settings {
  /** Connections by id: one can be changed to lead elsewhere. */
  readonly connections: Map<string, ConnectionRef>;
  readonly requestsPerMinute: number | undefined;
  readonly historyBytes: number;
  readonly segmentBytes: number;
  readonly allowSelfLinks: boolean;
  readOnly: boolean;
}

/** What an action works with. */
export interface Desk {
  readonly connection: ConnectionRef;
  readonly repository: Pick<RepositoryApi, 'getLinks'>;
  readonly linkTypes: LinkEditorOptions['linkTypes'];
  readonly editor: LinkEditor;
}

interface Session {
  readonly connection: ConnectionRef;
  readonly cache: CachedApi;
  readonly linkTypes: LinkEditorOptions['linkTypes'];
  /** What is shared by all that a window changes through the connection. */
  readonly open: OpenOutcomes;
}

/** A window: a process of its own, with all that `src/connections` gives it. */
export class Window implements Program, Caller {
  isAlive = true;
  stoppedUntil = 0;
  notCounted = 0;
  readonly journal: Journal;
  readonly lock: Lock;
  readonly #machine: Machine;
  readonly #random: Random;
  readonly #disk: ProcessDisk;
  readonly #calls = new Set<Call>();
  readonly #sessions = new Map<string, { session: Session; end: AbortController }>();

  constructor(
    machine: Machine,
    readonly name: string,
    readonly number: number,
  ) {
    this.#machine = machine;
    this.#random = new Random('window', number);
    const { time, disk, settings } = machine;
    this.#disk = disk.process();
    const world = {
      disk: stoppable(this.#disk, this, time),
      owners: this.#owners(),
      clock: time.clockOf(this),
    };
    let ids = 0;
    this.journal = new FileJournal({
      folder: `${FOLDER}/journal`,
      limits: () => ({ maxAgeDays: 90, maxBytes: settings.historyBytes }),
      segmentBytes: settings.segmentBytes,
      newId: () => `change-${number}-${(ids += 1)}`,
      random: this.#random.next,
      onNotice: ({ kind }) => machine.onNotice(kind),
      ...world,
    });
    this.lock = fileLock(`${FOLDER}/locks`, { random: this.#random.next, ...world });
  }

  /** Whether it holds the lock of any entry: who writes must. */
  holdsALock(): boolean {
    return this.#machine.disk
      .names(`${FOLDER}/locks`)
      .some((name) => name.includes(`.window${this.number}-`));
  }

  /** The process ends at once, whatever it waits for. */
  kill(): void {
    this.isAlive = false;
    this.#disk.kill();
    this.#machine.ended.add(`window${this.number}`);
  }

  /** Calls that a request may be of: reading the same for two actions at once, it can't be told whose it is. */
  callsOf({ kind, entryId }: Asked, host: string, body: string): Call[] {
    if (kind !== 'read' && kind !== 'put') return [];
    return [...this.#calls].filter(
      (call) => call.kind === kind && call.entryId === entryId && call.host === host && call.body === body,
    );
  }

  /** The session of a connection as an action has it: whatever it reads and writes is known to be its own. */
  desk(connectionId: string, action: Action): Desk {
    const { connection, cache, linkTypes, open } = this.#session(connectionId);
    const { onBegin } = this.#machine;
    const host = new URL(connection.baseUrl).hostname;
    const watched = <T extends Pick<RepositoryApi, 'getLinks' | 'assignLinks'>>(api: T): T => ({
      ...api,
      getLinks: (entryId, call) =>
        this.#called({ action, host, kind: 'read', entryId, body: '' }, () => api.getLinks(entryId, call)),
      assignLinks: (entryId, payload, call) =>
        this.#called({ action, host, kind: 'put', entryId, body: JSON.stringify(payloadOf(payload)) }, () =>
          api.assignLinks(entryId, payload, call),
        ),
    });
    const options: LinkEditorOptions = {
      ...this.#editorOptions(connection, watched(cache.direct), linkTypes),
      journal: {
        begin: async (record) => {
          const begun = onBegin(action, record);
          const kept = await this.journal.begin(record);
          begun(kept.id);
          return kept;
        },
      },
    };
    return {
      ...{ connection, linkTypes, repository: watched(cache.api) },
      editor: new LinkEditor(options, open),
    };
  }

  #editorOptions(
    connection: ConnectionRef,
    repository: RepositoryApi,
    linkTypes: Session['linkTypes'],
  ): LinkEditorOptions {
    const { settings, time } = this.#machine;
    return {
      ...{ connection, repository, linkTypes, journal: this.journal, lock: this.lock },
      policy: () => ({ readOnly: settings.readOnly, allowSelfLinks: settings.allowSelfLinks }),
      clock: time.clockOf(this),
    };
  }

  async #called<T>(
    what: Pick<Call, 'action' | 'kind' | 'entryId' | 'host' | 'body'>,
    job: () => Promise<T>,
  ): Promise<T> {
    const call: Call = { ...what, pages: [], isWhole: false };
    if (call.kind === 'read') call.action.readings.push(call);
    this.#calls.add(call);
    try {
      const value = await job();
      call.isWhole = true;
      return value;
    } finally {
      this.#calls.delete(call);
    }
  }

  #session(connectionId: string): Session {
    const known = this.#sessions.get(connectionId);
    if (known) return known.session;
    const end = new AbortController();
    const session = this.#open(this.#machine.settings.connections.get(connectionId)!, end.signal);
    this.#sessions.set(connectionId, { session, end });
    return session;
  }

  /** Somebody changed where a connection leads, or signed in again. */
  endSession(connectionId: string): void {
    this.#sessions.get(connectionId)?.end.abort();
    this.#sessions.delete(connectionId);
  }

  #open(connection: ConnectionRef, ended: AbortSignal): Session {
    const { time, network, settings } = this.#machine;
    const { timers } = time.clockOf(this);
    const clock: Pick<HttpOptions, 'now' | 'timers' | 'random'> = {
      now: time.wall,
      timers,
      random: this.#random.next,
    };
    const http = createHttp({
      transport: network.transportOf(this),
      requestsPerMinute: settings.requestsPerMinute,
      ...clock,
    });
    const { baseUrl, repoId } = connection;
    const signIn = new PasswordSignIn({ username: 'anna', password: 'word', now: time.wall });
    const cache = cachedRepository(http, { baseUrl, repoId, signIn, ended, closed: ended, ...clock });
    const linkTypes: Session['linkTypes'] = (call) => cache.api.listLinkTypes(call);
    const open = new OpenOutcomes(this.#editorOptions(connection, cache.direct, linkTypes));
    return { connection, cache, linkTypes, open };
  }

  #owners(): Owners {
    const { ended } = this.#machine;
    const own = `window${this.number}`;
    let tags = 0;
    const ownerOf = (tag: string) => tag.split('-')[0] ?? '';
    return {
      newTag: () => `${own}-${(tags += 1)}`,
      isOurs: (tag) => ownerOf(tag) === own,
      isGone: (tag) => ended.has(ownerOf(tag)),
    };
  }
}

/** A window that was stopped hears of its files when it goes on. */
function stoppable(disk: ProcessDisk, program: Program, time: Time): ProcessDisk {
  const untilGoesOn = async <T>(job: Promise<T>): Promise<T> => {
    const settled = await job.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (program.stoppedUntil > time.at)
      await new Promise<void>((resolve) => void time.after(0, resolve, program));
    if ('error' in settled) throw settled.error;
    return settled.value;
  };
  return {
    kill: () => disk.kill(),
    mkdir: (folder) => untilGoesOn(disk.mkdir(folder)),
    open: async (file, flags) => {
      const opened = await untilGoesOn(disk.open(file, flags));
      return {
        append: (text) => untilGoesOn(opened.append(text)),
        datasync: () => untilGoesOn(opened.datasync()),
        sync: () => untilGoesOn(opened.sync()),
        close: () => untilGoesOn(opened.close()),
      };
    },
    syncFolder: (folder) => untilGoesOn(disk.syncFolder(folder)),
    readdir: (folder) => untilGoesOn(disk.readdir(folder)),
    readFile: (file, start) => untilGoesOn(disk.readFile(file, start)),
    rename: (from, to) => untilGoesOn(disk.rename(from, to)),
    rm: (file) => untilGoesOn(disk.rm(file)),
    stat: (file) => untilGoesOn(disk.stat(file)),
    touch: (file, timeMs) => untilGoesOn(disk.touch(file, timeMs)),
  };
}
