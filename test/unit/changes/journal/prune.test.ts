import assert from 'node:assert/strict';
import path from 'node:path';
import type { JournalLimits } from '../../../../src/changes';
import { recordOf } from '../deadSegment';
import { encodeLine } from '../../../../src/changes/journal/lines';
import { refusal } from '../disk';
import { item } from '../history';
import { DAY, FOLDER, NOW, Windows, type ChangeOf, type Window } from './memoryJournal';

const KB = 1024;
const MB = 1024 * KB;
const HOUR = DAY / 24;
const limits =
  (maxBytes: number, maxAgeDays = 90): (() => JournalLimits) =>
  () => ({ maxAgeDays, maxBytes });

describe('editing: forgetting on disk', () => {
  let windows: Windows;
  beforeEach(() => {
    windows = new Windows();
  });
  /** Makes changes one after another, so many hours apart. */
  const make = async (window: Window, count: number, hours: number, of: ChangeOf = {}) => {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      ids.push(await window.change(of));
      windows.now += hours * HOUR;
    }
    return ids;
  };
  const forgotten = (window: Window) =>
    window.journal.notices().flatMap((notice) => (notice.kind === 'forgotten' ? [notice] : []));

  it('of 300 changes of 100 KB the newest that fit into 20 MB are kept, each with what became of it', async () => {
    const window = windows.open();
    const made = await make(window, 300, 2, { bytes: 100_000 });
    await window.journal.settled();
    await window.journal.prune();
    const kept = await window.ids();
    assert.deepEqual(kept, made.slice(-kept.length), 'without holes');
    assert.deepEqual(await window.outcomes(), ['written']);
    const one = windows.size() / kept.length;
    assert.equal(kept.length, Math.floor((20 * MB) / one), 'as many as fit');
    assert.ok(windows.size() <= 20 * MB);
    assert.deepEqual(await windows.open().ids(), kept, 'for every window');
    const told = forgotten(window);
    assert.equal(
      told.reduce((sum, { count }) => sum + count, 0),
      300 - kept.length,
    );
    assert.ok(told.every(({ why }) => why === 'size'));
    const last = told.at(-1)!;
    const until = new Date(NOW + 2 * HOUR * (299 - kept.length)).toISOString();
    assert.equal(last.until, until);
    const { kind: _, ...batch } = last;
    assert.deepEqual(await windows.open().journal.forgotten(), { total: 300 - kept.length, last: batch });
  });

  it('300 changes of 100 KB at once go into files of the usual size, and over the limit only for their day', async () => {
    const window = windows.open();
    await Promise.all(Array.from({ length: 300 }, () => window.change({ bytes: 100_000 })));
    await window.journal.settled();
    assert.ok(Math.max(...windows.sizes()) < 1.2 * MB);
    assert.equal((await window.ids()).length, 300, 'all of one day');
    windows.now += 2 * DAY;
    await make(window, 60, 2, { bytes: 1000 });
    windows.now += 2 * DAY;
    await make(window, 60, 2, { bytes: 1000 });
    await window.journal.prune();
    assert.ok(windows.size() <= 20 * MB);
    assert.deepEqual(await window.outcomes(), ['written']);
  });

  it('a group of 1,500 entries is there wholly or not at all', async () => {
    const window = windows.open({ limits: limits(2 * MB), segmentBytes: 100 * KB });
    await make(window, 1500, 0, { bytes: 1500, group: 'g' });
    await window.journal.settled();
    assert.equal((await window.ids()).length, 1500);
    windows.now += DAY + HOUR;
    const after = await make(window, 60, 2);
    await window.journal.settled();
    await window.journal.prune();
    const kept = await window.ids();
    assert.deepEqual(kept.slice(-60), after);
    assert.deepEqual(kept.slice(0, -60), []);
    assert.deepEqual((await window.journal.forgotten())?.total, 1500);
  });

  it('what is older than the limit goes by itself, out of the midst of a file, and out of its own', async () => {
    const window = windows.open({ limits: limits(20 * MB) });
    const made = await make(window, 100, 72);
    assert.equal(windows.segments().length, 1);
    await windows.open().change();
    assert.equal((await window.ids()).length, 101, 'the file of another window is its own');
    await window.journal.prune();
    const kept = await window.ids();
    assert.ok(kept.length >= 50 && kept.length < 101, `${kept.length}`);
    assert.deepEqual(kept.slice(0, -1), made.slice(1 - kept.length));
    assert.equal(forgotten(window)[0]?.why, 'age');
    const next = await window.change();
    assert.equal((await window.ids()).at(-1), next, 'and it goes on in another');
  });

  it('is begun by itself with a new file, and only where something may be over', async () => {
    let asked = 0;
    const window = windows.open({
      segmentBytes: 10 * KB,
      limits: () => {
        asked += 1;
        return { maxAgeDays: 90, maxBytes: 60 * KB };
      },
    });
    await make(window, 5, 2);
    await window.journal.settled();
    assert.equal(asked, 1, 'once a file');
    const locks: string[] = [];
    windows.disk.onCall = ({ operation, file }) => {
      if (operation === 'open' && file.endsWith('.lock')) locks.push(file);
    };
    await make(window, 20, 2);
    await window.journal.settled();
    assert.deepEqual(locks, []);
    await make(window, 200, 2);
    await window.journal.settled();
    assert.notDeepEqual(locks, []);
    assert.ok(windows.size() < 75 * KB, `${windows.size()}`);
  });

  it('takes what a window left that has gone, and nothing of one that is at work', async () => {
    const [gone, living] = [windows.open({ segmentBytes: 4 * KB }), windows.open({ segmentBytes: 4 * KB })];
    await make(gone, 20, 1);
    const theirs = await make(living, 20, 1);
    const before = windows.segments();
    gone.end();
    const window = windows.open({ limits: limits(0) });
    const ours = await make(window, 60, 24);
    await window.journal.prune();
    const kept = await window.ids();
    assert.deepEqual(
      kept.filter((id) => theirs.includes(id)),
      theirs,
    );
    assert.deepEqual(kept.slice(-50), ours.slice(-50));
    assert.equal(kept.length, 70);
    assert.deepEqual(
      before.filter((name) => name.includes('.w2-') && !windows.segments().includes(name)),
      [],
    );
  });

  it('a change of unknown outcome stays though all around it goes, until what became of it is known', async () => {
    let maxBytes = 0;
    const window = windows.open({ limits: () => limits(maxBytes)() });
    await make(window, 5, 24);
    const begun = await window.journal.begin({ ...(await window.journal.list())[0]! });
    await begun.finish({ outcome: 'unknown' });
    windows.now += DAY;
    await make(window, 60, 24);
    await window.journal.prune();
    assert.equal((await window.ids())[0], begun.id);
    maxBytes = MB;
    await begun.finish({ outcome: 'written' });
    const [item] = (await window.journal.list()).toReversed();
    assert.deepEqual([item?.id, item?.outcome], [begun.id, 'written']);
    maxBytes = 0;
    await window.journal.prune();
    assert.equal((await window.ids()).length, 50);
  });

  it('of several windows only one does it at a time', async () => {
    const all = [1, 2, 3].map(() => windows.open({ limits: limits(100 * KB), segmentBytes: 4 * KB }));
    for (let round = 0; round < 40; round += 1) await Promise.all(all.map((window) => make(window, 1, 8)));
    await Promise.all(all.map(({ journal }) => journal.prune()));
    const [total, ...others] = await Promise.all(
      all.map(async ({ journal }) => (await journal.forgotten())?.total),
    );
    assert.deepEqual(others, [total, total]);
    const kept = await all[0]!.ids();
    assert.equal(kept.length + (total ?? 0), 120);
  });

  describe('that breaks off', () => {
    /** Old changes of a window that has gone, in three files, and new ones. */
    const setUp = async (more: Partial<Parameters<Windows['open']>[0]> = {}) => {
      const old = windows.open({ segmentBytes: 40 * KB });
      await make(old, 40, 24, { bytes: 2000 });
      await make(old, 10, 0, { bytes: 2000, group: 'g' });
      windows.now += DAY;
      await make(old, 60, 24, { bytes: 2000 });
      old.end();
      return windows.open({ limits: limits(150 * KB), ...more });
    };

    it('leaves at each moment all that is kept, whole groups, and counts right in the end', async () => {
      const first = await setUp();
      const all = await first.ids();
      const calls: string[] = [];
      windows.disk.onCall = ({ operation }) => void calls.push(operation);
      await first.journal.prune();
      windows.disk.onCall = () => undefined;
      const kept = await first.ids();
      const count = (await first.journal.forgotten())?.total;
      assert.equal(kept.length + (count ?? 0), all.length);
      assert.ok(calls.length > 20 && calls.includes('rename') && calls.includes('rm'));

      for (let at = 1; at <= calls.length; at += 1) {
        windows = new Windows();
        const window = await setUp();
        let call = 0;
        const died = new Promise<void>((resolve) => {
          windows.disk.onCall = () => {
            call += 1;
            if (call !== at) return;
            windows.disk.onCall = () => undefined;
            window.end();
            if (at % 2 === 0) windows.disk.cutPower();
            resolve();
          };
        });
        void window.journal.prune();
        await died;
        const next = windows.open({ limits: limits(150 * KB) });
        const left = await next.ids();
        assert.deepEqual(left.slice(-kept.length), kept, `${at}`);
        const extra = left.slice(0, -kept.length);
        assert.ok([0, all.length - kept.length].includes(extra.length), `${at}: ${extra.length} half gone`);
        // What became of the last one was not flushed yet.
        const outcomes = (await next.journal.list()).slice(1).map(({ outcome }) => outcome);
        assert.deepEqual([...new Set(outcomes)], ['written'], `${at}`);
        await next.journal.prune();
        assert.deepEqual(await next.ids(), kept, `${at}`);
        assert.equal((await next.journal.forgotten())?.total, count, `${at}`);
        assert.ok(windows.size() <= 150 * KB, `${at}: ${windows.size()}`);
        assert.deepEqual(
          next.journal.notices().filter(({ kind }) => kind !== 'forgotten'),
          [],
        );
        const rest = windows.disk.names(FOLDER).filter((name) => !name.endsWith('.jsonl'));
        assert.deepEqual(rest, ['forgotten.json'], `${at}`);
      }
    });

    it('on a full disk forgets as a whole all the same, and makes room once there is some', async () => {
      const first = await setUp();
      const all = await first.ids();
      const maxBytes = windows.size() - 10 * KB;
      const window = windows.open({ limits: limits(maxBytes) });
      const before = windows.size();
      windows.disk.capacity = windows.disk.size() + 6 * KB;
      await assert.rejects(window.journal.prune(), { code: 'ENOSPC' });
      const kept = await window.ids();
      assert.deepEqual(kept, all.slice(-kept.length));
      assert.ok(kept.length < 110 && kept.length > 90, `${kept.length}`);
      assert.equal(windows.size(), before);
      assert.deepEqual(
        windows.disk.names(FOLDER).filter((name) => name.includes('.kept.jsonl') && !name.endsWith('.draft')),
        [],
      );
      windows.disk.capacity = Infinity;
      await window.journal.prune();
      assert.deepEqual(await window.ids(), kept);
      assert.equal((await window.journal.forgotten())?.total, 110 - kept.length);
      assert.ok(windows.size() <= maxBytes);
    });

    it('goes round a file that can not be removed', async () => {
      const window = await setUp();
      const [stuck = ''] = windows.segments();
      windows.disk.onCall = ({ operation, file }) => {
        if (operation === 'rm' && file.endsWith(stuck)) throw refusal('EPERM');
      };
      await window.journal.prune();
      const kept = await window.ids();
      const total = (await window.journal.forgotten())?.total;
      assert.equal(kept.length + total!, 110);
      await window.journal.prune();
      assert.deepEqual([await window.ids(), (await window.journal.forgotten())?.total], [kept, total]);
      assert.ok(windows.segments().includes(stuck));
    });
  });

  describe('beside what is not its own', () => {
    const old = (id: string, days: number) => {
      const { outcome: _, ...rest } = item(id, 0);
      const time = new Date(NOW - days * DAY).toISOString();
      return (
        encodeLine({ v: 2, kind: 'before', ...rest, sequence: 1000 - days, time }) +
        encodeLine({ v: 2, kind: 'after', id, sequence: 1000, time, outcome: 'written' })
      );
    };
    const newer = (days: number) =>
      `{"v":3,"kind":"unheard of","time":"${new Date(NOW - days * DAY).toISOString()}"}\n`;

    it('lines of a newer program are carried over, not shown, and stay until they are too old', async () => {
      windows.put('1.gone-1.jsonl', newer(5) + old('a', 60) + newer(95) + ` ${newer(1)}` + old('b', 2));
      windows.open().end();
      const window = windows.open({
        limits: limits(0),
        owners: { newTag: () => 'x-1', isOurs: (tag) => tag === 'x-1', isGone: () => true },
      });
      windows.now = NOW - 2 * DAY;
      await make(window, 50, 1);
      windows.now = NOW;
      await window.journal.prune();
      const text = windows
        .segments()
        .map((name) => windows.text(name))
        .join('');
      assert.ok(text.includes(newer(5)) && text.includes(` ${newer(1)}`));
      assert.ok(!text.includes(newer(95)));
      assert.ok(!(await window.ids()).includes('a'));
      assert.equal((await window.ids()).length, 50);
      assert.deepEqual(
        windows.disk.names(FOLDER).filter((name) => name.includes('damaged')),
        [],
      );
    });

    it('lines of version 1 are carried over as they were written, beside those of today', async () => {
      const sentThen = { ...recordOf(10), before: [{ sourceId: 10, targetId: 1, targetFullPath: 'then' }] };
      const then = `${JSON.stringify({ v: 1, sequence: 1, kind: 'before', id: 'old', time: new Date(NOW).toISOString(), ...sentThen })}\n`;
      windows.put('20260101T000000000Z.gone-1.jsonl', `${then}no JSON\n`);
      const window = windows.open({
        limits: limits(0),
        owners: { newTag: () => 'x-1', isOurs: (tag) => tag === 'x-1', isGone: () => true },
      });
      await make(window, 40, 1);
      await window.journal.prune();
      const texts = windows.segments().map((name) => windows.text(name));
      assert.equal(texts.filter((text) => text.includes(then)).length, 1);
      const old = (await window.journal.list()).find(({ id }) => id === 'old');
      assert.deepEqual(old?.before, [{ sourceId: 10, targetId: 1, targetPath: 'then' }]);
    });

    it('a file of a newer format is left as it is, whatever is in it', async () => {
      const contents = `{"v":3,"format":"other"}\n\u0000\u0001 no JSON\n${'z'.repeat(5000)}`;
      windows.put('20200101T000000000Z.gone-1.jsonl', contents);
      const window = windows.open({
        limits: limits(0),
        owners: { newTag: () => 'x-1', isOurs: (tag) => tag === 'x-1', isGone: () => true },
      });
      await make(window, 60, 24);
      await window.journal.prune();
      assert.equal((await window.ids()).length, 50);
      assert.equal(windows.text('20200101T000000000Z.gone-1.jsonl'), contents);
      assert.deepEqual(
        window.journal.notices().filter(({ kind }) => kind !== 'forgotten'),
        [],
      );
    });

    it('what a newer program forgot is not written over: it is left to that one', async () => {
      const state = '{"v":2,"total":"many"}';
      windows.disk.put(path.join(FOLDER, 'forgotten.json'), state);
      const window = windows.open({ limits: limits(0) });
      await make(window, 60, 24);
      await assert.rejects(window.journal.prune(), { name: 'NewerState' });
      assert.equal((await window.ids()).length, 60);
      assert.equal(await window.journal.forgotten(), undefined);
      assert.equal(windows.disk.text(path.join(FOLDER, 'forgotten.json')), state);
    });

    it('what was forgotten counts anew where it can not be read', async () => {
      for (const broken of [
        '',
        '[]',
        'null',
        '{"v":1}',
        '{"v":1,"total":1,"going":[1]}',
        '{"v":1,"total":1,"going":[],"last":{}}',
      ]) {
        windows = new Windows();
        windows.disk.put(path.join(FOLDER, 'forgotten.json'), broken);
        const window = windows.open({ limits: limits(0) });
        assert.equal(await window.journal.forgotten(), undefined, broken);
        await make(window, 60, 24);
        await window.journal.prune();
        assert.equal((await window.journal.forgotten())?.total, 10, broken);
      }
    });

    it('damaged files that were set aside go when they are too old', async () => {
      for (const days of [100, 80])
        windows.disk.put(path.join(FOLDER, `${days}.gone-1.jsonl.damaged`), 'x', NOW - days * DAY);
      const window = windows.open();
      await make(window, 2, 48);
      await window.journal.prune();
      assert.deepEqual(
        windows.disk.names(FOLDER).filter((name) => name.endsWith('.damaged')),
        ['80.gone-1.jsonl.damaged'],
      );
    });

    it('a file that can not be read counts for nothing, and stays', async () => {
      windows.put('1.w9-1.jsonl', 'x'.repeat(5000));
      windows.disk.onCall = ({ operation, file }) => {
        if (operation === 'readFile' && file.endsWith('1.w9-1.jsonl')) throw refusal('EACCES');
      };
      const window = windows.open({ limits: limits(0) });
      await make(window, 60, 24);
      await window.journal.prune();
      assert.equal((await window.ids()).length, 50);
      assert.ok(windows.segments().includes('1.w9-1.jsonl'));
    });

    it('drafts and empty files that were left behind go', async () => {
      windows.disk.put(path.join(FOLDER, 'x.draft'), 'x');
      windows.put('20200101T000000000Z.w1-9.kept.jsonl', '');
      const window = windows.open();
      await window.change();
      await window.journal.settled();
      assert.deepEqual(
        windows.disk.names(FOLDER).filter((name) => name.includes('draft') || name.includes('kept')),
        [],
      );
    });
  });

  it('many small files become one, so that looking at them stays cheap', async () => {
    for (let count = 0; count < 40; count += 1) {
      const window = windows.open();
      await window.change();
      window.end();
    }
    assert.equal(windows.segments().length, 40);
    const window = windows.open();
    const all = await window.ids();
    await window.change();
    await window.journal.settled();
    assert.equal(windows.segments().length, 2);
    assert.deepEqual((await window.ids()).slice(0, -1), all);
    assert.deepEqual(forgotten(window), []);
  });

  it('there is nothing to do without a folder', async () => {
    await windows.open().journal.prune();
    assert.deepEqual(windows.segments(), []);
  });
});
