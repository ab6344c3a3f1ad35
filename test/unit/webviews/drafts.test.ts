import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { onDisk, refusal } from '../changes/disk';
import { draftFile, Drafts, OwnDraft, type DraftLimits } from '../../../src/webviews/assignLinks/drafts';

const FIRST = { baseUrl: 'https://first/LFRepositoryAPI', repoId: 'r-1' };
const SECOND = { baseUrl: 'https://second/LFRepositoryAPI', repoId: 'r-1' };
const form = (sourceId = 10, repository = FIRST, connectionId = 'c') => ({
  connectionId,
  repository,
  sourceId,
});
const nobody = () => false;

/** A memory that takes its time, as files do. */
function setUp(limits?: DraftLimits, before?: unknown, now?: () => number) {
  let kept = before === undefined ? undefined : JSON.stringify(before);
  let writes = 0;
  const memory = {
    read: async (): Promise<unknown> => {
      await setImmediate();
      return kept === undefined ? undefined : JSON.parse(kept);
    },
    write: async (value: unknown) => {
      await setImmediate();
      writes += 1;
      kept = JSON.stringify(value);
    },
  };
  const read = () => JSON.parse(kept ?? '[]') as unknown[];
  return { drafts: new Drafts(memory, limits, now), read, writes: () => writes };
}

describe('drafts of closed forms', () => {
  it('come back for the entry that they were typed for, every time until they are forgotten', async () => {
    const { drafts } = setUp();
    await drafts.keep(form(), { edits: [1] });
    assert.deepEqual(await drafts.take(form(), nobody), { edits: [1] });
    assert.deepEqual(await drafts.take(form(), nobody), { edits: [1] });
    assert.equal(await drafts.take(form(11), nobody), undefined);
    await drafts.forget(form());
    assert.equal(await drafts.take(form(), nobody), undefined);
  });

  it('are those of one repository, wherever the connection leads by now', async () => {
    const { drafts } = setUp();
    await drafts.keep(form(10, FIRST), 'first');
    assert.equal(await drafts.take(form(10, SECOND), nobody), undefined);
    await drafts.keep(form(10, SECOND), 'second');
    await drafts.forget(form(10, SECOND));
    const spelt = { baseUrl: 'HTTPS://FIRST:443/lfrepositoryapi/', repoId: 'R-1' };
    assert.equal(await drafts.take(form(10, spelt), nobody), 'first');
  });

  it('come back through another connection to the same repository, unless a form that is open has them', async () => {
    const { drafts, read } = setUp();
    await drafts.keep(form(10, FIRST, 'removed'), 'typed');
    assert.equal(
      await drafts.take(form(10, FIRST, 'again'), ({ connectionId }) => connectionId === 'removed'),
      undefined,
    );
    assert.equal(await drafts.take(form(10, FIRST, 'again'), nobody), 'typed');
    assert.equal(read().length, 1);
    await drafts.forget(form(10, FIRST, 'again'));
    assert.deepEqual(read(), []);
  });

  it('tell when the save began that was under way', async () => {
    let now = 0;
    const { drafts } = setUp(undefined, undefined, () => (now += 1000));
    await drafts.keep(form(), { edits: [1] });
    assert.equal(await drafts.savingSince(form()), undefined);
    await drafts.keep(form(), { edits: [1], saving: true });
    const since = await drafts.savingSince(form());
    assert.ok(since);
    await drafts.keep(form(), { edits: [1, 2], saving: true });
    assert.equal(await drafts.savingSince(form()), since);
    await drafts.keep(form(), { edits: [1, 2] });
    assert.equal(await drafts.savingSince(form()), undefined);
  });

  it('keep every name to the byte', async () => {
    const { drafts } = setUp();
    const typed: unknown = JSON.parse('{"__proto__":"1","constructor":"2","":"3"," a\\u0000 ":"\\ud800"}');
    await drafts.keep(form(), typed);
    assert.equal(JSON.stringify(await drafts.take(form(), nobody)), JSON.stringify(typed));
  });

  it('are not written again when nothing changed', async () => {
    const { drafts, writes } = setUp();
    await drafts.keep(form(), 'typed');
    await drafts.keep(form(), 'typed');
    await drafts.forget(form(11));
    assert.equal(writes(), 1);
  });

  it('go when there are too many, the one that was typed in longest ago first', async () => {
    const { drafts } = setUp({ most: 2, characters: 1000 });
    for (const id of [1, 2]) await drafts.keep(form(id), `draft ${id}`);
    await drafts.keep(form(1), 'typed again');
    await drafts.keep(form(3), 'draft 3');
    const all = await Promise.all([1, 2, 3].map((id) => drafts.take(form(id), nobody)));
    assert.deepEqual(all, ['typed again', undefined, 'draft 3']);
  });

  it('go when they are too large together; one that is too large by itself is told, and pushes out no other', async () => {
    const { drafts } = setUp({ most: 9, characters: 30 });
    assert.equal(await drafts.keep(form(1), 'a'.repeat(10)), true);
    assert.equal(await drafts.keep(form(2), 'b'.repeat(20)), true);
    assert.equal(await drafts.take(form(1), nobody), undefined);
    assert.equal(await drafts.keep(form(3), 'c'.repeat(40)), false);
    assert.equal(await drafts.take(form(2), nobody), 'b'.repeat(20));
  });

  it('of a newer version stay as they are, and are offered to nobody', async () => {
    const newer = { version: 3, ...form(), draft: { of: 'another shape' }, more: true };
    const { drafts, read } = setUp({ most: 1, characters: 100 }, [newer, { version: 0 }, 'odd']);
    assert.equal(await drafts.take(form(), nobody), undefined);
    await drafts.keep(form(), 'mine');
    await drafts.keep(form(11), 'another');
    await drafts.forget(form());
    assert.deepEqual(read()[0], newer);
    assert.equal(await drafts.take(form(11), nobody), 'another');
  });

  it('leave alone what is kept in their place in another way', async () => {
    const { drafts, read } = setUp(undefined, { version: 3, drafts: {} });
    assert.equal(await drafts.keep(form(), 'mine'), true);
    assert.deepEqual(read(), { version: 3, drafts: {} });
  });

  it('that can’t be read are passed over', async () => {
    const { drafts } = setUp(undefined, [{ version: 1, ...form(), draft: '{' }]);
    assert.equal(await drafts.take(form(), nobody), undefined);
  });

  it('are neither lost nor back again when they change quickly', async () => {
    const { drafts, read } = setUp();
    const typing = [1, 2, 3].map((id) => drafts.keep(form(id), 'typed'));
    await Promise.all([...typing, drafts.keep(form(1), 'more'), drafts.forget(form(2))]);
    assert.equal(read().length, 2);
    assert.equal(await drafts.take(form(1), nobody), 'more');
  });
});

describe('the draft of an open form', () => {
  function openForm(drafts: Drafts, identity = form()) {
    const logged: unknown[] = [];
    const log = (error: unknown) => void logged.push(error);
    return { logged, own: new OwnDraft({ drafts, identity: () => identity, isOpen: nobody, log }) };
  }

  it('is forgotten by the form that kept it or took it, and by no other', async () => {
    const { drafts } = setUp();
    const [one, other] = [openForm(drafts).own, openForm(drafts).own];
    assert.equal(await one.keep('typed'), true);
    assert.equal(await other.keep(null), true);
    assert.equal(await drafts.take(form(), nobody), 'typed');
    assert.equal(await other.take(), 'typed');
    await other.keep(null);
    assert.equal(await drafts.take(form(), nobody), undefined);
    await one.keep('again');
    await one.keep(null);
    assert.equal(await drafts.take(form(), nobody), undefined);
  });

  it('that can’t be kept or read is told and logged, and no reason to fail', async () => {
    const error = new Error('The disk is gone.');
    const gone = { read: () => Promise.reject(error), write: () => Promise.reject(error) };
    const { own, logged } = openForm(new Drafts(gone));
    assert.deepEqual([await own.take(), await own.keep('typed')], [undefined, false]);
    assert.deepEqual(logged, [error, error]);
  });
});

describe('the file of drafts', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-drafts-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made with the first draft, and read by the next window', async () => {
    const file = path.join(folder, 'not', 'there', 'drafts.json');
    const drafts = new Drafts(draftFile(file));
    assert.equal(await drafts.take(form(), nobody), undefined);
    await drafts.keep(form(), 'typed');
    assert.equal(await new Drafts(draftFile(file)).take(form(), nobody), 'typed');
    assert.deepEqual(await readdir(path.dirname(file)), ['drafts.json']);
  });

  it('is begun anew where it can’t be read as JSON', async () => {
    const file = path.join(folder, 'drafts.json');
    await writeFile(file, '[{"version":1,');
    const drafts = new Drafts(draftFile(file));
    await drafts.keep(form(), 'typed');
    assert.equal(await drafts.take(form(), nobody), 'typed');
  });

  it('is kept where a scanner looks at the file for a moment', async () => {
    const drafts = new Drafts(draftFile(path.join(folder, 'drafts.json')));
    let refusals = 4;
    onDisk('rename', (rename) => async (from, to) => {
      if ((refusals -= 1) >= 0) throw refusal('EPERM');
      await rename(from, to);
    });
    try {
      assert.equal(await drafts.keep(form(), 'typed'), true);
    } finally {
      mock.restoreAll();
    }
    assert.equal(refusals, -1);
    assert.equal(await drafts.take(form(), nobody), 'typed');
  });

  it('that can’t be written is no success, and leaves nothing behind', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const drafts = new Drafts(draftFile(path.join(folder, 'file', 'drafts.json')));
    await assert.rejects(drafts.keep(form(), 'typed'), { code: 'ENOTDIR' });
    assert.deepEqual(await readdir(folder), ['file']);
  });
});
