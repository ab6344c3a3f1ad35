import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { FileJournal } from '../../../src/changes';
import { nodeDisk, flushAndClose, openAppended, writeDurably } from '../../../src/changes/storage/disk';
import { onDisk, refusal } from './disk';
import { recordOf } from './deadSegment';
import { scratchFolder } from './scratch';

const flushedTo = async (file: string, data: string) =>
  flushAndClose(await openAppended(nodeDisk, file, data));

describe('editing: what must last through a power cut', () => {
  const folder = scratchFolder();
  const handles: FileHandle[] = [];
  const flushed: string[] = [];
  /** What a flush answers with instead. */
  let broken: Error | undefined;

  beforeEach(() => {
    handles.length = flushed.length = 0;
    broken = undefined;
    onDisk('open', (open) => async (file, ...more) => {
      const handle = await open(file, ...more);
      handles.push(handle);
      for (const name of ['sync', 'datasync'] as const) {
        const flush = handle[name].bind(handle);
        handle[name] = async () => {
          if (broken) throw broken;
          await flush();
          flushed.push(path.basename(String(file)));
        };
      }
      return handle;
    });
  });
  const areClosed = () => handles.length > 0 && handles.every(({ fd }) => fd === -1);

  it('is flushed, a new name with its folder, and no file stays open', async () => {
    await flushedTo(path.join(folder(), 'log'), 'x');
    assert.deepEqual(flushed, ['log']);
    await writeDurably(nodeDisk, path.join(folder(), 'whole'), 'x');
    assert.deepEqual(flushed, ['log', 'whole.draft', path.basename(folder())]);
    assert.ok(areClosed());
  });

  it('no file stays open when the disk refuses', async () => {
    broken = refusal('EIO');
    await assert.rejects(flushedTo(path.join(folder(), 'log'), 'x'), broken);
    await assert.rejects(writeDurably(nodeDisk, path.join(folder(), 'whole'), 'x'), broken);
    assert.equal(handles.length, 2);
    assert.ok(areClosed());
  });

  it('a change is in the journal only once its file, and the name of a new one, are on disk', async () => {
    const journal = new FileJournal({ folder: folder() });
    const change = await journal.begin(recordOf(1));
    assert.equal(flushed.length, 2);
    assert.equal(flushed[1], path.basename(folder()));
    await change.finish({ outcome: 'written' });
    assert.equal(flushed.length, 2, 'nothing is sent only then');
    await journal.begin(recordOf(2));
    assert.equal(flushed.length, 3, 'both in the same file, and no new name');
    assert.equal(flushed[2], flushed[0]);

    broken = refusal('ENOSPC');
    await assert.rejects(journal.begin(recordOf(2)), broken);
    broken = undefined;
    await journal.begin(recordOf(3));
    assert.notEqual(flushed[3], flushed[0], 'the old file may end in half a line: another is begun');
    assert.equal(flushed.length, 5);
  });
});
