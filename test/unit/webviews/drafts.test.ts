import assert from 'node:assert/strict';
import { Drafts, type DraftLimits } from '../../../src/webviews/assignLinks/drafts';

const FIRST = { baseUrl: 'https://first/LFRepositoryAPI', repoId: 'r-1' };
const SECOND = { baseUrl: 'https://second/LFRepositoryAPI', repoId: 'r-1' };
const form = (sourceId = 10, repository = FIRST, connectionId = 'c') => ({
  connectionId,
  repository,
  sourceId,
});
const nobody = () => false;

/** Keeps as VS Code does: as JSON. */
function setUp(limits?: DraftLimits, before?: unknown) {
  const kept = new Map<string, string>();
  if (before !== undefined) kept.set('assignLinks.drafts', JSON.stringify(before));
  let writes = 0;
  const memory = {
    get: (key: string): unknown => JSON.parse(kept.get(key) ?? 'null'),
    update: (key: string, value: unknown) => {
      writes += 1;
      kept.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
  const read = () => JSON.parse(kept.get('assignLinks.drafts') ?? '[]') as unknown[];
  return { drafts: new Drafts(memory, limits), read, writes: () => writes };
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
    const newer = { version: 2, ...form(), draft: { of: 'another shape' }, more: true };
    const { drafts, read } = setUp({ most: 1, characters: 100 }, [newer, { version: 0 }, 'odd']);
    assert.equal(await drafts.take(form(), nobody), undefined);
    await drafts.keep(form(), 'mine');
    await drafts.keep(form(11), 'another');
    await drafts.forget(form());
    assert.deepEqual(read()[0], newer);
    assert.equal(await drafts.take(form(11), nobody), 'another');
  });

  it('leave alone what is kept in their place in another way', async () => {
    const { drafts, read } = setUp(undefined, { version: 2, drafts: {} });
    assert.equal(await drafts.keep(form(), 'mine'), true);
    assert.deepEqual(read(), { version: 2, drafts: {} });
  });

  it('that can’t be read are passed over', async () => {
    const { drafts } = setUp(undefined, [{ version: 1, ...form(), draft: '{' }]);
    assert.equal(await drafts.take(form(), nobody), undefined);
  });
});
