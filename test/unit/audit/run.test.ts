import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { auditLinks, type AuditProgress, type AuditSet } from '../../../src/audit';
import type { Link, LinkType } from '../../../src/domain';
import { SearchError } from '../../../src/search';
import { rejectsWith } from '../../support/apiError';
import { document, type FakeContent, fakeRepository, FakeStore } from './fakeRepository';

const MESSAGE = 1;
const SUPERSEDES = 2;
const TYPES: readonly LinkType[] = [
  { linkTypeId: MESSAGE, sourceLabel: 'Message', targetLabel: 'Attachment' },
  { linkTypeId: SUPERSEDES, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
];
const EVERYTHING: AuditSet = { query: {} };

/** Entries 1 to `count`, of which every fifth has a link to the next one or, seldom, out of the set. */
function content(count: number, more: Partial<FakeContent> = {}): FakeContent {
  const entries = Array.from({ length: count }, (_, at) => document(at + 1));
  const links = entries.flatMap(({ id }): Link[] => {
    if (id % 5 !== 0) return [];
    const targetId = id % 20 === 0 ? 100_000 + id : id % 15 === 0 ? id : (id % count) + 1;
    return [{ id, sourceId: id, targetId, linkTypeId: id % 10 === 0 ? MESSAGE : SUPERSEDES }];
  });
  return { entries, links, linkTypes: TYPES, others: [document(100_020, '\\Other\\20')], ...more };
}

describe('an audit', () => {
  it('answers from searches alone what they tell: 10,000 entries, "has no X", by less than 2 % as many calls', async () => {
    const linked = Array.from({ length: 2_000 }, (_, at): Link => ({
      sourceId: at + 1,
      targetId: 5_000 + at,
      linkTypeId: SUPERSEDES,
    }));
    const fake = fakeRepository({ ...content(10_000), links: linked, pageSize: 1_000 });
    const { findings, looked, complete } = await auditLinks({
      ...fake.job,
      set: EVERYTHING,
      checks: ['missingLink'],
      options: { required: [{ linkTypeId: SUPERSEDES, as: 'source' }] },
    });
    assert.deepEqual([findings.length, looked, complete], [8_000, 10_000, true]);
    assert.ok(fake.calls() <= 200, String(fake.calls()));
    assert.ok(fake.answered.every((what) => !what.startsWith('links')));
  });

  it('reads links only of entries that have any, and uses what may be in flight to 95 %', async () => {
    const fake = fakeRepository(content(10_000, { pageSize: 1_000 }));
    const result = await auditLinks({ ...fake.job, set: EVERYTHING });
    const reads = fake.answered.filter((what) => what.startsWith('links')).length;
    const linked = new Set(content(10_000).links.flatMap(({ sourceId, targetId }) => [sourceId, targetId]));
    assert.equal(reads, [...linked].filter((id) => id <= 10_000).length);
    assert.equal(result.complete, true);
    const most = Math.max(...fake.inFlight);
    assert.equal(most, 4);
    const used = fake.inFlight.reduce((sum, one) => sum + one, 0) / (most * fake.inFlight.length);
    assert.ok(used >= 0.95, String(used));
  });

  it('finds what searches can’t tell by the links themselves', async () => {
    const alike = [...TYPES, { linkTypeId: 3, sourceLabel: 'Message', targetLabel: 'Enclosure' }];
    const fake = fakeRepository(content(40, { linkTypes: alike }));
    const { findings } = await auditLinks({
      ...fake.job,
      set: EVERYTHING,
      checks: ['missingLink'],
      options: { required: [{ linkTypeId: MESSAGE, as: 'source' }] },
    });
    assert.deepEqual(
      findings.map(({ entryId }) => entryId),
      Array.from({ length: 40 }, (_, at) => at + 1).filter((id) => id % 10 !== 0),
    );
  });

  it('tells targets that are gone, closed, or in the recycle bin, each looked at once', async () => {
    const links = [50, 51, 52, 53, 2, 50].map((targetId, at): Link => ({
      ...{ sourceId: at + 1, targetId, linkTypeId: MESSAGE },
      ...(targetId === 52 && { targetPath: '\\Recycle Bin\\Old' }),
    }));
    const fake = fakeRepository({
      ...content(6),
      links,
      others: [document(51), document(53, '\\Recycle Bin\\Older')],
      closed: new Set([51]),
    });
    const { findings } = await auditLinks({ ...fake.job, set: EVERYTHING, checks: ['deadTarget'] });
    assert.deepEqual(
      findings.map(({ entryId, targetId, facts, mend }) => [entryId, targetId, facts['why'], mend?.kind]),
      [
        [1, 50, 'gone', 'removeLink'],
        [2, 51, 'closed', undefined],
        [3, 52, 'inRecycleBin', 'removeLink'],
        [4, 53, 'inRecycleBin', 'removeLink'],
        [6, 50, 'gone', 'removeLink'],
      ],
    );
    const entries = fake.answered.filter((what) => what.startsWith('entry'));
    assert.deepEqual(entries.sort(), ['entry 50', 'entry 51', 'entry 53']);
  });

  it('ends rather than to call a target gone that an answer says nothing of', async () => {
    const links: readonly Link[] = [{ sourceId: 1, targetId: 50, linkTypeId: MESSAGE }];
    const fake = fakeRepository({ ...content(6), links, unclear: new Set([50]) });
    await assert.rejects(auditLinks({ ...fake.job, set: EVERYTHING, checks: ['deadTarget'] }), {
      reason: 'notFound',
    });
  });

  it('tells links to entries out of the set that newer ones supersede, which the set itself does not tell', async () => {
    const links: readonly Link[] = [
      { sourceId: 1, targetId: 50, linkTypeId: MESSAGE },
      { sourceId: 2, targetId: 51, linkTypeId: MESSAGE },
      { sourceId: 60, targetId: 50, linkTypeId: SUPERSEDES },
      { sourceId: 61, targetId: 62, linkTypeId: SUPERSEDES },
    ];
    const entries = [1, 2, 50, 51, 60, 61, 62].map((id) => document(id));
    const fake = fakeRepository({ ...content(0), entries, links });
    const { findings } = await auditLinks({
      ...fake.job,
      set: { entryIds: [1, 2] },
      checks: ['supersededLinked', 'rareType'],
      options: { rareBelow: 3 },
    });
    assert.deepEqual(
      findings.map(({ check, entryId, targetId, facts }) => [
        check,
        entryId,
        targetId,
        facts['supersededBy'],
      ]),
      [
        ['supersededLinked', 1, 50, [60]],
        ['rareType', 1, 50, undefined],
        ['rareType', 2, 51, undefined],
      ],
    );
    const reads = fake.answered.filter((what) => what.startsWith('links'));
    assert.deepEqual(reads.sort(), ['links 1', 'links 2', 'links 50']);
  });

  it('of entries told by their ids says which of them could not be read', async () => {
    const fake = fakeRepository(content(20, { closed: new Set([5]) }));
    const result = await auditLinks({
      ...fake.job,
      set: { entryIds: [15, 5, 999, 1] },
      checks: ['selfLink', 'missingLink'],
      options: { required: [{ linkTypeId: SUPERSEDES, as: 'either' }] },
    });
    assert.deepEqual([result.looked, result.complete, [...result.unread].sort()], [2, false, [5, 999]]);
    assert.deepEqual(
      result.findings.map(({ check, entryId }) => [check, entryId]),
      [
        ['missingLink', 1],
        ['selfLink', 15],
      ],
    );
  });

  it('counts a link that both of its ends list once, and one that is listed twice twice', async () => {
    const twice = (id?: number): Link => ({
      ...(id !== undefined && { id }),
      sourceId: 1,
      targetId: 2,
      linkTypeId: MESSAGE,
    });
    const find = async (links: readonly Link[]) => {
      const fake = fakeRepository({ ...content(3), links });
      const { findings } = await auditLinks({
        ...fake.job,
        set: EVERYTHING,
        // The other one has both ends read.
        checks: ['linkedTwice', 'hub'],
      });
      return findings.length;
    };
    assert.equal(await find([twice()]), 0);
    assert.equal(await find([twice(7), twice(7)]), 0);
    assert.equal(await find([twice(7), twice(8)]), 1);
    assert.equal(await find([twice(), twice()]), 1);
    assert.equal(await find([{ sourceId: 1, targetId: 1, linkTypeId: MESSAGE }]), 0);
  });

  it('refuses a required link type that is not there', async () => {
    const options = { required: [{ linkTypeId: 9, as: 'source' }] } as const;
    for (const set of [EVERYTHING, { entryIds: [1] }])
      await assert.rejects(
        auditLinks({ ...fakeRepository(content(3)).job, set, options }),
        (error) => SearchError.is(error, 'unknownLinkType') && error.about === 9,
      );
  });

  it('asks nothing while it is paused, says how long it takes, and can be cancelled', async () => {
    const fake = fakeRepository(content(300));
    const progress: AuditProgress[] = [];
    let time = 0;
    let release: (() => void) | undefined;
    let gate: Promise<void> | undefined;
    const stop = new AbortController();
    const running = auditLinks({
      ...fake.job,
      set: EVERYTHING,
      signal: stop.signal,
      now: () => (time += 10),
      pause: () => gate,
      onProgress(at) {
        progress.push(at);
        if (at.doing !== 'readingLinks' || at.done !== 20) return;
        gate = new Promise((resolve) => {
          release = () => {
            gate = undefined;
            resolve();
          };
        });
      },
    });
    const rejected = rejectsWith(running, 'cancelled');
    while (!release) await new Promise((resolve) => setImmediate(resolve));
    for (let rounds = 0; rounds < 5; rounds += 1) await new Promise((resolve) => setImmediate(resolve));
    const before = fake.calls();
    for (let rounds = 0; rounds < 20; rounds += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(fake.calls(), before);
    const last = progress.at(-1);
    assert.ok(last?.of !== undefined && last.of > 20 && last.entries === 300 && (last.msLeft ?? 0) > 0);
    release();
    for (let rounds = 0; rounds < 5; rounds += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(fake.calls() > before);
    gate = new Promise(() => undefined);
    stop.abort();
    await rejected;
  });

  it('keeps no search open while it is paused: another one goes on after its rows', async () => {
    const fake = fakeRepository(content(200, { pageSize: 30 }));
    let gate: Promise<void> | undefined;
    let pauses = 0;
    let release: (() => void) | undefined;
    const running = auditLinks({
      ...fake.job,
      set: EVERYTHING,
      checks: ['hub'],
      pause: () => gate,
      onProgress({ doing, done }) {
        if (doing !== 'listing' || done !== 60 || pauses > 0) return;
        pauses += 1;
        gate = new Promise((resolve) => {
          release = () => {
            gate = undefined;
            resolve();
          };
        });
      },
    });
    while (!release) await new Promise((resolve) => setImmediate(resolve));
    for (let rounds = 0; rounds < 20; rounds += 1) await new Promise((resolve) => setImmediate(resolve));
    release();
    assert.equal((await running).looked, 200);
    const starts = fake.answered.filter((what) => what === 'start').length;
    assert.equal(starts, 3);
    const rows = fake.answered.filter((what) => what.startsWith('rows'));
    assert.equal(new Set(rows).size, rows.length);
  });

  describe('that is killed and started again', () => {
    const own = content(200, { pageSize: 30 });
    const outside = Array.from({ length: 40 }, (_, at): Link => ({
      sourceId: at * 5 + 5,
      targetId: 300_000 + at,
      linkTypeId: MESSAGE,
    }));
    const CONTENT: FakeContent = { ...own, links: [...own.links, ...outside], closed: new Set([25]) };
    const audit = (killAt: number, store: FakeStore) => {
      const fake = fakeRepository(CONTENT, killAt);
      const state = {
        read: () => store.read(),
        // A dead process writes nothing.
        write: (written: Parameters<FakeStore['write']>[0]) =>
          fake.calls() >= killAt ? Promise.reject(new Error('killed')) : store.write(written),
      };
      const options = { required: [{ linkTypeId: SUPERSEDES, as: 'source' }], rareBelow: 90 } as const;
      return { fake, running: auditLinks({ ...fake.job, set: EVERYTHING, options, state }) };
    };
    const isRead = (what: string) => /^(?:links|entry|rows)/.test(what);

    it('at any call: reads nothing twice but the portion under way, and finds the same', async () => {
      const whole = audit(Infinity, new FakeStore());
      const expected = await whole.running;
      assert.ok(expected.findings.length > 50);
      for (let killAt = 1; killAt <= whole.fake.calls(); killAt += 1) {
        const store = new FakeStore();
        const first = audit(killAt, store);
        await assert.rejects(first.running, /killed/);
        const second = audit(Infinity, new FakeStore(store.text));
        assert.deepEqual(await second.running, expected);
        const before = new Set(first.fake.answered.filter(isRead));
        const again = second.fake.answered.filter((what) => isRead(what) && before.has(what));
        assert.ok(again.filter((what) => what.startsWith('rows')).length <= 1, `${killAt}: ${again.join()}`);
        assert.ok(again.length <= 14, `${killAt}: ${again.join()}`);
      }
    });

    it('again and again: comes to its end', async () => {
      const expected = await audit(Infinity, new FakeStore()).running;
      const store = new FakeStore();
      for (let run = 0; run < 60; run += 1) {
        const { running } = audit(run % 3 === 0 ? 22 : 35, store);
        const result = await running.catch(() => undefined);
        if (!result) continue;
        assert.deepEqual(result, expected);
        return;
      }
      assert.fail('it never ended');
    });

    it('asks nothing once it is done, and begins anew for another question', async () => {
      const store = new FakeStore();
      const expected = await audit(Infinity, store).running;
      const again = audit(Infinity, store);
      assert.deepEqual(await again.running, expected);
      assert.equal(again.fake.calls(), 0);
      const other = fakeRepository(CONTENT);
      await auditLinks({ ...other.job, set: { query: { entryType: 'Document' } }, state: store });
      assert.ok(other.calls() > 10);
    });

    it('leaves the state of a newer version alone', async () => {
      const store = new FakeStore(JSON.stringify({ version: 2, more: 'than we know' }));
      const { text } = store;
      await audit(Infinity, store).running;
      assert.deepEqual([store.text, store.writes], [text, 0]);
      const broken = new FakeStore(JSON.stringify({ version: 1, entries: 'none' }));
      await audit(Infinity, broken).running;
      assert.ok(broken.writes > 0);
    });

    it('before anything was read: begins at the start', async () => {
      const store = new FakeStore();
      const fake = fakeRepository(CONTENT);
      const linkTypes = () => Promise.reject(new ApiError('network', 'down'));
      await rejectsWith(auditLinks({ ...fake.job, linkTypes, set: EVERYTHING, state: store }), 'network');
      const { findings } = await auditLinks({ ...fake.job, set: EVERYTHING, state: store });
      assert.ok(findings.length > 0);
    });

    it('was only out of reach for a while: goes on where the failure was', async () => {
      const store = new FakeStore();
      const down = fakeRepository(CONTENT);
      let reads = 0;
      const { getLinks } = down.job.api;
      const api = {
        ...down.job.api,
        getLinks: (id: number) =>
          (reads += 1) > 15 ? Promise.reject(new ApiError('network', 'down')) : getLinks(id),
      };
      await rejectsWith(auditLinks({ ...down.job, api, set: EVERYTHING, state: store }), 'network');
      const back = fakeRepository(CONTENT);
      await auditLinks({ ...back.job, set: EVERYTHING, state: store });
      const before = new Set(down.answered.filter((what) => what.startsWith('links')));
      assert.ok(before.size >= 12);
      assert.ok(back.answered.filter((what) => before.has(what)).length <= 3);
    });
  });
});
