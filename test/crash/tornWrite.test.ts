import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FileJournal, type HistoryItem } from '../../src/changes';
import { deadSegment, recordOf } from '../unit/changes/deadSegment';

const placeOf = ({ id, time, sequence }: HistoryItem) => ({ id, time, sequence });

describe('crash: a journal whose last line was not written to its end', () => {
  let scratch: string;
  before(async () => {
    scratch = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-torn-'));
  });
  after(() => rm(scratch, { recursive: true, force: true }));

  /** Three changes, the last of them with or without its outcome, as bytes. */
  async function written(withOutcome: boolean): Promise<{ bytes: Buffer; items: readonly HistoryItem[] }> {
    const folder = await mkdtemp(path.join(scratch, 'whole-'));
    const journal = new FileJournal({ folder });
    for (const entryId of [10, 11, 12]) {
      const record = await journal.begin(recordOf(entryId));
      if (entryId < 12 || withOutcome) await record.finish({ outcome: 'written', answer: [] });
    }
    const items = await journal.list();
    const [name] = await readdir(folder);
    return { bytes: await readFile(path.join(folder, name!)), items };
  }

  for (const [what, withOutcome] of [
    ['before-image', false],
    ['outcome', true],
  ] as const) {
    it(`cut at each byte of a ${what}: that line alone is lost, and said to be`, async () => {
      const { bytes, items } = await written(withOutcome);
      const whole = items.toReversed();
      const lastLine = bytes.lastIndexOf(10, bytes.length - 2) + 1;
      const unknown = withOutcome ? [{ ...recordOf(12), ...placeOf(whole[2]!), outcome: 'unknown' }] : [];
      for (let length = lastLine; length <= bytes.length; length += 1) {
        const folder = path.join(scratch, `${what}-${length}`);
        await mkdir(folder);
        await writeFile(path.join(folder, deadSegment()), bytes.subarray(0, length));
        const journal = new FileJournal({ folder });
        const seen = (await journal.list()).toReversed();
        // Only the line feed may be missing without harm.
        const isWhole = length >= bytes.length - 1;
        assert.deepEqual(seen, isWhole ? whole : [...whole.slice(0, 2), ...unknown], `cut at ${length}`);
        const lost = journal.notices().map((notice) => notice.kind === 'damaged' && notice.lost);
        assert.deepEqual(lost, isWhole || length === lastLine ? [] : [1], `cut at ${length}`);
        if (lost.length > 0) {
          const again = new FileJournal({ folder });
          assert.deepEqual((await again.list()).toReversed(), seen);
          assert.deepEqual(again.notices(), [], 'set aside once');
        }
        await rm(folder, { recursive: true });
      }
    }).timeout(120_000);
  }
});
