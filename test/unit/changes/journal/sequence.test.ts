import assert from 'node:assert/strict';
import { lastUndoable, undoChange } from '../../../../src/changes';
import type { DiskCall } from '../../../support/memoryDisk';
import { NOW, Windows } from './memoryJournal';

const HOUR = 60 * 60 * 1000;

describe('editing: the order of changes', () => {
  it('does not follow a clock that goes back: the last change is the one that was made last', async () => {
    const windows = new Windows();
    const window = windows.open();
    await window.change();
    windows.now = NOW - HOUR;
    const last = await window.change();
    const history = await window.journal.list();
    assert.deepEqual(
      lastUndoable(history).map(({ id }) => id),
      [last],
    );
    assert.deepEqual(
      undoChange(history.toReversed()).map(({ undoOf }) => undoOf),
      [last, 'w1-0001'],
    );
  });

  it('goes over all windows, in whatever order their files sort', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open(), windows.open()];
    const made: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      windows.now -= HOUR;
      made.push(await (count % 2 === 0 ? a : b).change());
    }
    for (const window of [a, b, windows.open()]) assert.deepEqual(await window.ids(), made);
  });

  it('goes on after a restart, and over what a window left that has gone', async () => {
    const windows = new Windows();
    const before = windows.open();
    const made = [await before.change(), await before.change({ bytes: 300_000 })];
    before.end();
    windows.now -= 24 * HOUR;
    made.push(await windows.open().change());
    assert.deepEqual(await windows.open().ids(), made);
  });

  it('sees a line of another window that was half written when it looked first', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open(), windows.open()];
    await a.change();
    const [name = ''] = windows.segments();
    const whole = windows.text(name);
    windows.put(name, whole + whole.slice(0, 40));
    await b.change();
    windows.put(
      name,
      whole + whole.replaceAll('w1-0001', 'later').replaceAll(/"sequence":\d+/g, '"sequence":900'),
    );
    const last = await b.change();
    assert.equal((await b.ids()).at(-1), last);
  });

  it('a damaged or unreadable file of another window holds up nobody', async () => {
    const windows = new Windows();
    windows.put('1.w9-1.jsonl', 'x'.repeat(400_000));
    windows.put('2.w9-2.jsonl', `{"v":1,"sequence":41,"kind":"before"}\n${'y'.repeat(200_000)}\n`);
    windows.put('3.w9-3.jsonl', '{"v":1,"sequence":9007199254740993,\n');
    windows.disk.onCall = ({ operation, file }) => {
      if (operation === 'stat' && file.endsWith('1.w9-1.jsonl')) throw new Error('no');
    };
    const window = windows.open();
    await window.change();
    const [item] = await window.journal.list();
    assert.equal(item?.sequence, 42);
  });

  it('has an end that nobody reaches, and does not break there', async () => {
    const windows = new Windows();
    windows.put('1.w9-1.jsonl', `{"v":1,"sequence":${Number.MAX_SAFE_INTEGER},"kind":"x"}\n`);
    const window = windows.open();
    const made = [await window.change(), await window.change()];
    assert.deepEqual(await window.ids(), made);
  });

  it('costs little while a change waits: nothing is read where nobody wrote', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open({ segmentBytes: 2000 }), windows.open()];
    for (let count = 0; count < 10; count += 1) await a.change();
    const calls: DiskCall[] = [];
    windows.disk.onCall = (call) => void calls.push(call);
    const readBytes = () => calls.filter(({ operation }) => operation === 'readFile').length;
    await b.change();
    assert.equal(readBytes(), windows.segments().length - 1, 'each of the others once');
    calls.length = 0;
    await b.change();
    assert.equal(readBytes(), 0);
    await a.change();
    calls.length = 0;
    await b.change();
    assert.equal(readBytes(), 1, 'only what has grown');
    a.end();
    await b.change();
    calls.length = 0;
    await b.change();
    assert.ok(
      calls.every(({ operation }) => operation !== 'stat'),
      'who has gone writes no more',
    );
  });

  it('is looked at beforehand where somebody asks', async () => {
    const windows = new Windows();
    await windows.open().change();
    const window = windows.open();
    await window.journal.prepare();
    const calls: DiskCall[] = [];
    windows.disk.onCall = (call) => void calls.push(call);
    await window.journal.begin({ ...(await window.journal.list())[0]! });
    assert.equal(
      calls.filter(({ operation, file }) => operation === 'readFile' && file.endsWith('.jsonl')).length,
      1,
    );
    windows.disk.onCall = () => {
      throw new Error('no');
    };
    await window.journal.prepare();
  });
});
