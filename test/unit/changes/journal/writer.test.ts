import assert from 'node:assert/strict';
import { nodeTimers } from '../../../../src/api';
import { systemClock } from '../../../../src/changes';
import type { DiskCall } from '../../../support/memoryDisk';
import { recordOf } from '../deadSegment';
import { refusal } from '../disk';
import { FOLDER, NOW, StandingTimers, Windows } from './memoryJournal';

describe('editing: writing to the journal', () => {
  let windows: Windows;
  let calls: DiskCall[];
  beforeEach(() => {
    windows = new Windows();
    calls = [];
    windows.disk.onCall = (call) => void calls.push(call);
  });
  const count = (operation: DiskCall['operation']) =>
    calls.filter((call) => call.operation === operation).length;

  it('does not wait for a list that is under way', async () => {
    const window = windows.open({ segmentBytes: 1000 });
    for (let index = 0; index < 10; index += 1) await window.change();
    // Whoever reads a whole file waits until it is let go.
    let letGo: () => void = () => assert.fail('nothing was read');
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let reading = 0;
    const own = windows.segments();
    windows.disk.onCall = async ({ operation, file }) => {
      if (operation !== 'readFile' || !own.some((name) => file.endsWith(name))) return;
      reading += 1;
      await held;
    };
    let isListed = false;
    const list = window.journal.list().then((items) => {
      isListed = true;
      return items;
    });
    while (reading === 0) await Promise.resolve();
    const begun = await window.journal.begin(recordOf(11));
    await begun.finish({ outcome: 'written' });
    assert.equal(isListed, false);
    letGo();
    assert.ok((await list).length >= 10);
    assert.equal(reading, own.length);
  });

  it('does not wait for tidying up either', async () => {
    const window = windows.open({ segmentBytes: 4000, limits: () => ({ maxAgeDays: 90, maxBytes: 0 }) });
    for (let index = 0; index < 100; index += 1) {
      await window.change();
      windows.now += 24 * 60 * 60 * 1000;
    }
    await window.journal.settled();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let removing = 0;
    windows.disk.onCall = async ({ operation, file }) => {
      if (operation !== 'rm' || !file.endsWith('.jsonl')) return;
      removing += 1;
      await held;
    };
    while (removing === 0) {
      await window.change();
      await nextTick();
    }
    await window.change();
    assert.equal(removing, 1);
    letGo();
    await window.journal.settled();
  });

  it('flushes lines that come together at once, in as many files as they fill', async () => {
    const window = windows.open({ segmentBytes: 100_000 });
    await Promise.all(
      Array.from({ length: 30 }, () =>
        window.journal.begin({ ...recordOf(10), entryPath: 'x'.repeat(10_000) }),
      ),
    );
    assert.equal(windows.segments().length, 3);
    assert.deepEqual([count('append'), count('datasync')], [3, 3]);
    assert.equal(new Set((await window.journal.list()).map(({ sequence }) => sequence)).size, 30);
  });

  it('makes the name of a file last that was begun with an outcome', async () => {
    const window = windows.open({ segmentBytes: 1 });
    const begun = await window.journal.begin(recordOf(10));
    await begun.finish({ outcome: 'written' });
    const big = windows.open({ segmentBytes: 1e6 });
    const first = await big.journal.begin(recordOf(10));
    windows.disk.onCall = ({ operation }) => {
      if (operation === 'append') throw refusal('EIO');
    };
    await assert.rejects(big.journal.begin(recordOf(11)));
    windows.disk.onCall = () => undefined;
    await first.finish({ outcome: 'written' });
    const last = await big.journal.begin(recordOf(12));
    windows.disk.cutPower();
    const history = await windows.open().journal.list();
    assert.deepEqual(
      [history[0]?.id, history.find(({ id }) => id === first.id)?.outcome],
      [last.id, 'written'],
    );
  });

  it('what could not be written leaves nothing that looks like a change', async () => {
    const window = windows.open();
    windows.disk.tear = () => 200;
    await assert.rejects(window.journal.begin(recordOf(10)), { code: 'EIO' });
    windows.disk.tear = () => undefined;
    assert.deepEqual([windows.segments(), await window.ids()], [[], []], 'a new file is gone again');

    await window.change();
    windows.disk.onCall = ({ operation }) => {
      if (operation === 'datasync') throw refusal('EIO');
    };
    await assert.rejects(window.journal.begin(recordOf(11)), { code: 'EIO' });
    windows.disk.onCall = () => undefined;
    await window.change();
    const outcomes = (await window.journal.list()).map(({ outcome, reason }) => [outcome, reason]);
    assert.deepEqual(outcomes, [
      ['written', undefined],
      ['refused', 'journalFailed'],
      ['written', undefined],
    ]);
    assert.deepEqual(window.journal.notices(), []);
    assert.equal(windows.segments().length, 2, 'nothing more goes into a file that could not be flushed');
  });

  it('puts nothing more into a file that could not be flushed, also where it was just writing to it', async () => {
    const window = windows.open();
    const first = await window.journal.begin(recordOf(10));
    const [name = ''] = windows.segments();
    const gates = new Map<string, () => void>();
    windows.disk.onCall = async ({ operation, file }) => {
      if (!file.endsWith(name) || (operation !== 'datasync' && operation !== 'append')) return;
      if (operation === 'append' && !gates.has('datasync')) return;
      await new Promise<void>((resolve) => gates.set(operation, resolve));
      if (operation === 'datasync') throw refusal('EIO');
    };
    const refused = assert.rejects(window.journal.begin(recordOf(11)), { code: 'EIO' });
    while (!gates.has('datasync')) await Promise.resolve();
    const finished = first.finish({ outcome: 'written' });
    while (!gates.has('append')) await Promise.resolve();
    gates.get('datasync')?.();
    await refused;
    windows.disk.onCall = () => undefined;
    gates.get('append')?.();
    await finished;
    const text = windows.text(name);
    await window.journal.begin(recordOf(12));
    assert.deepEqual([windows.segments().length, windows.text(name)], [2, text]);
  });

  it('goes on in a folder that somebody removed', async () => {
    const window = windows.open();
    await window.change();
    windows.disk.removeFolder(FOLDER);
    const id = await window.change();
    windows.disk.cutPower();
    assert.deepEqual(await windows.open().ids(), [id]);
  });

  it('one id may have its outcome twice: the last one counts, also in other words of the clock', async () => {
    const window = windows.open({ segmentBytes: 1 });
    const begun = await window.journal.begin(recordOf(10));
    await begun.finish({ outcome: 'unknown', reason: 'network' });
    windows.now = NOW - 1e7;
    await begun.finish({ outcome: 'written', answer: [], droppedIncoming: [{ sourceId: 1, targetId: 10 }] });
    const [item, ...more] = await windows.open().journal.list();
    assert.deepEqual(
      [item?.outcome, item?.reason, item?.droppedIncoming?.length, more],
      ['written', undefined, 1, []],
    );
  });

  it('leaves no timer and no call behind', async () => {
    let timers = 0;
    const window = windows.open({
      clock: {
        ...systemClock,
        timers: {
          after(milliseconds, run) {
            timers += 1;
            return nodeTimers.after(milliseconds, run);
          },
        },
      },
    });
    await window.change();
    await window.journal.list();
    await window.journal.settled();
    assert.equal(timers, 0);
    calls.length = 0;
    await nextTick();
    assert.deepEqual(calls, []);
  });
});

describe('editing: reading the journal', () => {
  it('sees a history as of one moment, though another window tidies up meanwhile', async () => {
    const windows = new Windows();
    const old = windows.open({ segmentBytes: 3000 });
    for (let index = 0; index < 60; index += 1) {
      await old.change({ group: `g${Math.floor(index / 6)}` });
      windows.now += 24 * 60 * 60 * 1000;
    }
    old.end();
    const [reader, tidier] = [
      windows.open(),
      windows.open({ limits: () => ({ maxAgeDays: 90, maxBytes: 0 }) }),
    ];
    const whole = await reader.ids();
    const done: string[] = [];
    let seen = 0;
    windows.disk.onCall = async ({ operation, file }) => {
      if (done.length > 0 || operation !== 'readFile' || !file.endsWith('.jsonl')) return;
      seen += 1;
      if (seen < 3) return;
      done.push(file);
      await tidier.journal.prune();
    };
    const ids = await reader.ids();
    assert.equal(done.length, 1);
    assert.deepEqual(ids, await tidier.ids());
    assert.ok(ids.length < whole.length);
    assert.equal(ids.length % 6, 0, 'whole groups');
  });

  it('gives up waiting for a moment of rest, and tells what it found', async () => {
    const windows = new Windows();
    const window = windows.open();
    await window.change();
    let gone = 0;
    windows.disk.onCall = ({ operation, file }) => {
      if (operation === 'readdir') windows.put('1.w9-1.jsonl', '');
      if (operation === 'readFile' && file.endsWith('1.w9-1.jsonl')) {
        gone += 1;
        throw refusal('ENOENT');
      }
    };
    assert.equal((await window.ids()).length, 1);
    assert.equal(gone, 10);
  });

  it('leaves a damaged file to the window that tidies up', async () => {
    const windows = new Windows();
    const dead = windows.open();
    await dead.change();
    dead.end();
    const [name = ''] = windows.segments();
    windows.put(name, `${windows.text(name)}damage\n`);
    const timers = new StandingTimers();
    const clock = { wall: () => NOW, monotonic: timers.monotonic, timers };
    const [tidier, reader] = [windows.open({ clock }), windows.open({ clock })];
    let letGo: () => void = () => assert.fail('not begun');
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let reads = 0;
    windows.disk.onCall = async ({ operation, file }) => {
      if (reads > 0 || operation !== 'readFile' || !file.endsWith('forgotten.json')) return;
      reads += 1;
      await held;
    };
    const tidying = tidier.journal.prune();
    while (reads === 0) await Promise.resolve();
    assert.equal((await timers.until(reader.ids())).length, 1);
    assert.deepEqual(reader.journal.notices(), []);
    letGo();
    await tidying;
    assert.equal((await reader.ids()).length, 1);
    assert.deepEqual(
      [...tidier.journal.notices(), ...reader.journal.notices()].map(({ kind }) => kind),
      ['damaged'],
    );
  });

  it('takes a line that it is just writing for no damage', async () => {
    const windows = new Windows();
    const window = windows.open();
    await window.change();
    const [name = ''] = windows.segments();
    const whole = windows.text(name);
    let reads = 0;
    windows.disk.onCall = ({ operation, file }) => {
      if (operation !== 'readFile' || !file.endsWith(name)) return;
      reads += 1;
      windows.put(name, reads === 1 ? whole.slice(0, -5) : whole);
    };
    assert.deepEqual(await window.outcomes(), ['written']);
    assert.deepEqual([reads, window.journal.notices()], [2, []]);
    assert.deepEqual(windows.segments(), [name]);
  });
});

const nextTick = () => new Promise((resolve) => setImmediate(resolve));
