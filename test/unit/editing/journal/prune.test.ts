import assert from 'node:assert/strict';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeLine } from '../../../../src/editing/journal/lines';
import { inUseBeside, pruneJournal } from '../../../../src/editing/journal/prune';
import { newSegment, type Segment } from '../../../../src/editing/journal/segments';
import { nodeDisk } from '../../../../src/editing/storage/disk';
import { processOwners } from '../../../../src/editing/storage/owner';
import { onDisk, refusal } from '../disk';
import { item } from '../history';
import { OWNERS } from '../owners';
import { scratchFolder } from '../scratch';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 1);

const { outcome: _, ...record } = item('a', 0);
const UNKNOWN = encodeLine({ kind: 'before', ...record });
const WRITTEN = UNKNOWN + encodeLine({ kind: 'after', id: 'a', time: record.time, outcome: 'written' });

describe('editing: how much history is kept', () => {
  const folder = scratchFolder();
  const put = async (name: string, days: number, contents = WRITTEN) => {
    const file = path.join(folder(), name);
    await writeFile(file, contents);
    const time = new Date(NOW - days * DAY);
    await utimes(file, time, time);
  };
  const prune = async (maxBytes: number, inUse: readonly string[] = []) => {
    await pruneJournal(nodeDisk, folder(), { maxAgeDays: 10, maxBytes }, NOW, ({ name }) =>
      inUse.includes(name),
    );
    return (await readdir(folder())).toSorted();
  };

  it('what is older than the limit goes, set aside or not; the day itself stays', async () => {
    for (const [name, days] of [
      ['1.x.jsonl', 11],
      ['2.x.jsonl', 10],
      ['3.x.jsonl', 1],
      ['1.x.jsonl.damaged', 11],
      ['2.x.jsonl.damaged', 10],
    ] as const)
      await put(name, days);
    assert.deepEqual(await prune(1e6), ['2.x.jsonl', '2.x.jsonl.damaged', '3.x.jsonl']);
  });

  it('the oldest go while there is too much, and no more than need be', async () => {
    for (const name of ['1.x.jsonl', '2.x.jsonl', '3.x.jsonl', '4.x.jsonl']) await put(name, 1);
    const size = Buffer.byteLength(WRITTEN);
    assert.deepEqual(await prune(4 * size), ['1.x.jsonl', '2.x.jsonl', '3.x.jsonl', '4.x.jsonl']);
    assert.deepEqual(await prune(4 * size - 1), ['2.x.jsonl', '3.x.jsonl', '4.x.jsonl']);
    assert.deepEqual(await prune(size), ['4.x.jsonl']);
  });

  it('what is too old counts no more for the size once it is gone', async () => {
    await put('1.x.jsonl', 11);
    await put('2.x.jsonl', 1);
    assert.deepEqual(await prune(Buffer.byteLength(WRITTEN)), ['2.x.jsonl']);
  });

  it('a file in use stays, however old, and the next oldest goes for it', async () => {
    await put('1.x.jsonl', 11);
    await put('2.x.jsonl', 1);
    await put('3.x.jsonl', 1);
    assert.deepEqual(await prune(2 * Buffer.byteLength(WRITTEN), ['1.x.jsonl']), ['1.x.jsonl', '3.x.jsonl']);
  });

  it('a change of unknown outcome stays until it is too old: its before-image may be needed', async () => {
    await put('1.x.jsonl', 11, UNKNOWN);
    await put('2.x.jsonl', 1, UNKNOWN);
    await put('3.x.jsonl', 1, WRITTEN);
    await put('4.x.jsonl', 1, UNKNOWN + WRITTEN.replaceAll('"id":"a"', '"id":"b"'));
    assert.deepEqual(await prune(0), ['2.x.jsonl', '4.x.jsonl']);
  });

  it('another window that does the same at the same time is in nobody’s way', async () => {
    await put('1.x.jsonl', 11);
    await put('1.x.jsonl.damaged', 11);
    await put('2.x.jsonl', 11);
    onDisk('rm', (rm) => async (file, ...more) => {
      await rm(file);
      await rm(file, ...more);
    });
    onDisk(
      'stat',
      (stat) =>
        (async (file: string) => {
          if (file.endsWith('2.x.jsonl')) throw refusal('ENOENT');
          return stat(file);
        }) as typeof stat,
    );
    assert.deepEqual(await prune(1e6), ['2.x.jsonl']);
  });

  it('there is nothing to do without a folder', async () => {
    const missing = path.join(folder(), 'missing');
    await pruneJournal(nodeDisk, missing, { maxAgeDays: 1, maxBytes: 0 }, NOW, () => false);
  });

  it('in use are the file that we write, and those of others until their process has ended', () => {
    const [current, closed] = ['1', '2'].map((time) => newSegment('/x', time, processOwners.newTag())) as [
      Segment,
      Segment,
    ];
    const inUse = inUseBeside(current, processOwners);
    const others = ({ living, gone, elsewhere }: typeof OWNERS) =>
      [living, gone, elsewhere].map((tag) => inUse({ name: 'n', file: 'f', tag }));
    assert.deepEqual([inUse(current), inUse(closed)], [true, false]);
    assert.deepEqual(others(OWNERS), [true, false, true]);
    assert.equal(inUseBeside(undefined, processOwners)(closed), false);
  });
});
