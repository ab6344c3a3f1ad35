import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { keyOf, type Link, type LinkAssignment, readLinks, toPayload } from '../../../src/domain';
import {
  FileJournal,
  fileLock,
  lastUndoable,
  LinkEditor,
  type AppliedSet,
  type HistoryItem,
} from '../../../src/changes';
import type { Sandbox } from '../../../src/sandbox';
import type { ServedSandbox } from '../../unit/changes/servedSandbox';
import type { Ending, Nursery } from './children';
import type { Death, Job } from './protocol';

export interface Patient {
  readonly job: Job;
  /** The links to begin with, by entry. */
  readonly links: Readonly<Record<number, readonly LinkAssignment[]>>;
  /** What must hold of the entries' links (in the order of `links`) however the child ended. */
  readonly always?: (now: readonly (readonly LinkAssignment[])[]) => void;
}

export type End = { readonly death: Death } | { readonly requests: number } | undefined;

/**
 * Lets a child save and die, then looks after what it left: nothing was sent without a complete before-image on disk,
 * the next process gets its turn at once, and takes everything back to what was there.
 */
export async function examine(
  nursery: Nursery,
  server: ServedSandbox,
  { job, links, always }: Patient,
  end: End,
): Promise<Ending> {
  const entryIds = Object.keys(links).map(Number);
  for (const id of entryIds) await server.write(id, links[id]!);
  const before = await Promise.all(entryIds.map(async (id) => server.rows(id)));
  const folder = await mkdtemp(path.join(nursery.folder, 'child-'));
  const seen = watch(server, entryIds, end && 'requests' in end ? end.requests : undefined);
  const ending = await nursery.run(
    { server: addressOf(server.sandbox), folder, job, ...(end && 'death' in end && { death: end.death }) },
    seen.onStart,
  );
  seen.stop();

  const now = await Promise.all(entryIds.map(async (id) => server.rows(id)));
  always?.(now.map((rows, index) => outgoing(server, rows, entryIds[index]!)));
  const next = openEditor(server, folder);
  for (const sourceId of entryIds) await next.editor.change({ sourceId, edit: {}, cause: 'command' });
  assert.deepEqual(await readdir(path.join(folder, 'locks')), [], 'locks left over');
  const history = await next.journal.list();
  entryIds.forEach((id, index) => {
    const puts = seen.puts(id);
    assert.ok(puts <= 1, `${puts} PUTs to entry ${id}`);
    const records = history.filter(({ entryId }) => entryId === id);
    assert.ok(records.length <= 1, `${records.length} records of entry ${id}`);
    const [record] = records;
    // Turning a link round gives the entry an incoming one first: what counts is what its own PUT overwrites.
    const own = (rows: readonly Link[]) => rows.filter(({ sourceId }) => sourceId === id);
    if (record)
      assert.deepEqual(own(record.before), own(before[index]!), 'the before-image is what was there');
    else {
      assert.equal(puts, 0, 'a PUT without a before-image');
      assert.deepEqual(own(now[index]!), own(before[index]!));
    }
    if (record?.outcome === 'written') assert.equal(puts, 1);
  });
  // Lines that wait are written together, or not, as it happens: not every run comes to the last of them.
  checkNotices(next.journal, ending.killed ? end : undefined);

  await takeBack(next, history);
  for (const [index, id] of entryIds.entries()) {
    const restored = outgoing(server, await server.rows(id), id);
    assert.deepEqual(restored, outgoing(server, before[index]!, id), `entry ${id} after undo`);
  }
  await rm(folder, { recursive: true });
  return ending;
}

export const addressOf = ({ baseUrl, repoId, username, password }: Sandbox) => ({
  baseUrl,
  repoId,
  username,
  password,
});

/** Links of an entry as they are sent, in an order of their own. */
function outgoing({ types }: ServedSandbox, rows: readonly Link[], id: number): readonly LinkAssignment[] {
  return toPayload(readLinks(rows, id, types).outgoing).toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

/** Counts the PUTs of a child, and kills it once its `killAt`th request has been carried out, before it hears of it. */
function watch(server: ServedSandbox, entryIds: readonly number[], killAt: number | undefined) {
  const puts = new Map<number, number>();
  let requests = 0;
  let kill: (() => void) | undefined;
  const stop = server.onRequest(({ method, path: url }) => {
    const id = Number(/\/Entries\/(\d+)/.exec(url)?.[1]);
    if (!entryIds.includes(id)) return;
    if (method === 'PUT') puts.set(id, (puts.get(id) ?? 0) + 1);
    requests += 1;
    if (requests === killAt) kill?.();
  });
  return {
    stop,
    puts: (id: number) => puts.get(id) ?? 0,
    onStart: (it: () => void) => (kill = it),
  };
}

function openEditor(server: ServedSandbox, folder: string) {
  const journal = new FileJournal({ folder: path.join(folder, 'journal') });
  const editor = new LinkEditor({
    connection: { id: 'c-1', name: 'Sandbox', baseUrl: '', repoId: server.sandbox.repoId },
    repository: server.api,
    linkTypes: () => Promise.resolve(server.types),
    journal,
    // A lock of the dead that stood in the way would end this.
    lock: fileLock(path.join(folder, 'locks'), { timeoutMs: 0 }),
    policy: () => ({ readOnly: false, allowSelfLinks: false }),
  });
  return { journal, editor };
}

/** Only a line that was cut off is lost, and that is said. */
function checkNotices(journal: FileJournal, end: End): void {
  const told = journal.notices().map(({ kind, ...rest }) => ({ kind, lost: 'lost' in rest && rest.lost }));
  if (end && 'death' in end && end.death.at === 'torn')
    assert.deepEqual(told, [{ kind: 'damaged', lost: 1 }]);
  else if (told.length > 0) assert.deepEqual(told, [{ kind: 'damaged', lost: 1 }]);
}

async function takeBack(
  { editor }: { editor: LinkEditor },
  history: readonly HistoryItem[],
): Promise<AppliedSet | undefined> {
  const items = lastUndoable(history);
  if (items.length === 0) return undefined;
  const set = await editor.planUndo(items);
  assert.deepEqual(set.cannotReturn, []);
  const outcome = await editor.apply(set);
  for (const result of outcome.results) if ('error' in result) throw result.error;
  return outcome;
}
