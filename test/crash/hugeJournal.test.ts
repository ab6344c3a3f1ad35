import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FileJournal } from '../../src/changes';
import { encodeLine } from '../../src/changes/journal/lines';
import { deadSegment, recordOf } from '../unit/changes/deadSegment';
import { scratchFolder } from '../unit/changes/scratch';

const MB = 1024 * 1024;

describe('crash: a journal file of 100 MB', function () {
  this.timeout(120_000);
  const folder = scratchFolder();

  async function listBeside(chunk: Buffer): Promise<{ count: number; notices: readonly object[] }> {
    const file = await open(path.join(folder(), deadSegment()), 'w');
    for (let size = 0; size < 100 * MB; size += chunk.length) await file.appendFile(chunk);
    await file.close();
    await writeFile(path.join(folder(), deadSegment(2)), lineOf(1));
    const journal = new FileJournal({
      folder: folder(),
      limits: () => ({ maxAgeDays: 1e5, maxBytes: 1e12 }),
    });
    const record = await journal.begin(recordOf(10));
    await record.finish({ outcome: 'written' });
    return { count: (await journal.list()).length, notices: journal.notices() };
  }

  const lineOf = (id: number) =>
    encodeLine({ kind: 'before', id: `${id}`, time: '2026-01-01T00:00:00.000Z', ...recordOf(10) });

  it('of garbage is set aside, and the changes beside it are shown', async () => {
    const { count, notices } = await listBeside(randomBytes(MB));
    assert.equal(count, 2);
    assert.equal(notices.length, 1);
  });

  it('of garbage without a single end of line as well', async () => {
    const { count, notices } = await listBeside(Buffer.alloc(MB, 'x'));
    assert.equal(count, 2);
    assert.deepEqual(
      notices.map((notice) => ({ ...notice, setAside: undefined, file: undefined })),
      [{ kind: 'damaged', file: undefined, setAside: undefined, kept: 0, lost: 1 }],
    );
  });

  it('of sound lines is read whole', async () => {
    let id = 1;
    const file = await open(path.join(folder(), deadSegment(3)), 'w');
    for (; id <= 250_000; id += 1000)
      await file.appendFile(Array.from({ length: 1000 }, (_, index) => lineOf(id + index)).join(''));
    await file.close();
    const journal = new FileJournal({ folder: folder() });
    assert.equal((await journal.list()).length, 250_000);
    assert.deepEqual(journal.notices(), []);
  });
});
