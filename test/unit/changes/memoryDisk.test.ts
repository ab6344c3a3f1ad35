import assert from 'node:assert/strict';
import path from 'node:path';
import { nodeDisk, type Disk } from '../../../src/changes/storage/disk';
import { MemoryDisk } from '../../support/memoryDisk';
import { onDisk, refusal } from './disk';
import { scratchFolder } from './scratch';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

for (const [name, diskOf] of Object.entries({
  'this machine': () => nodeDisk,
  'a test': () => new MemoryDisk().process(),
} satisfies Record<string, () => Disk>))
  describe(`editing: the disk of ${name}`, () => {
    const scratch = scratchFolder();
    let disk: Disk;
    let folder: string;
    const at = (file: string) => path.join(folder, file);
    const write = async (file: string, contents: string, flags: 'a' | 'w' | 'wx' = 'a') => {
      const opened = await disk.open(at(file), flags);
      await opened.append(contents);
      await opened.sync();
      await opened.datasync();
      await opened.close();
    };
    beforeEach(async () => {
      disk = diskOf();
      folder = path.join(scratch(), 'deep', 'down');
      await disk.mkdir(folder);
      await disk.mkdir(folder);
    });

    it('appends, begins anew, and puts nothing over what is there', async () => {
      await write('a', 'one');
      await write('a', 'two');
      assert.equal(text(await disk.readFile(at('a'))), 'onetwo');
      await write('a', 'ä', 'w');
      assert.deepEqual((await disk.stat(at('a'))).size, 2);
      await assert.rejects(write('a', 'x', 'wx'), { code: 'EEXIST' });
      await write('b', 'x', 'wx');
      await disk.syncFolder(folder);
      assert.deepEqual([...(await disk.readdir(folder))].sort(), ['a', 'b']);
    });

    it('reads from a byte on, and nothing beyond the end', async () => {
      await write('a', '01234');
      const from = async (start: number) => text(await disk.readFile(at('a'), start));
      assert.deepEqual([await from(0), await from(3), await from(5), await from(9)], ['01234', '34', '', '']);
    });

    it('renames over what is there, removes, and sets times', async () => {
      await write('a', 'new');
      await write('b', 'old');
      await disk.rename(at('a'), at('b'));
      assert.equal(text(await disk.readFile(at('b'))), 'new');
      await disk.touch(at('b'), 5000);
      assert.equal((await disk.stat(at('b'))).mtimeMs, 5000);
      await disk.rm(at('b'));
      assert.deepEqual(await disk.readdir(folder), []);
    });

    it('says what is missing, and what stands in the way', async () => {
      const missing = { code: 'ENOENT' };
      await assert.rejects(disk.readFile(at('x')), missing);
      await assert.rejects(disk.readFile(at('x'), 1), missing);
      await assert.rejects(disk.stat(at('x')), missing);
      await assert.rejects(disk.rm(at('x')), missing);
      await assert.rejects(disk.touch(at('x'), 1), missing);
      await assert.rejects(disk.rename(at('x'), at('y')), missing);
      await assert.rejects(disk.readdir(at('x')), missing);
      await assert.rejects(disk.syncFolder(at('x')), missing);
      await assert.rejects(disk.open(at('x/y'), 'a'), missing);
      await write('file', '');
      await assert.rejects(disk.readdir(at('file')), { code: 'ENOTDIR' });
      await assert.rejects(disk.mkdir(at('file')), { code: 'EEXIST' });
      await disk.mkdir(at('folder'));
      assert.deepEqual([...(await disk.readdir(folder))].sort(), ['file', 'folder']);
      await assert.rejects(disk.open(at('folder'), 'a'), { code: 'EISDIR' });
      await assert.rejects(disk.readFile(at('folder')), { code: 'EISDIR' });
    });
  });

describe('editing: the disk of this machine, where somebody else looks at a file', () => {
  const scratch = scratchFolder();

  it('tries again what is refused for a moment, and nothing else', async () => {
    const file = path.join(scratch(), 'a');
    let refused: string[] = [];
    const refuse = () => {
      const code = refused.shift();
      if (code !== undefined) throw refusal(code);
    };
    onDisk('rename', (rename) => async (from, to) => {
      refuse();
      await rename(from, to);
    });
    onDisk('rm', (rm) => async (name, ...more) => {
      refuse();
      await rm(name, ...more);
    });
    await (await nodeDisk.open(file, 'a')).close();
    refused = ['EPERM', 'EBUSY'];
    await nodeDisk.rename(file, `${file}b`);
    refused = ['EACCES'];
    await nodeDisk.rm(`${file}b`);
    refused = Array.from({ length: 10 }, () => 'EBUSY');
    await assert.rejects(nodeDisk.rm(file), { code: 'EBUSY' });
    assert.equal(refused.length, 3);
    refused = ['EIO', 'EIO'];
    await assert.rejects(nodeDisk.rm(file), { code: 'EIO' });
    assert.equal(refused.length, 1);
  });
});

describe('editing: what befalls the disk of a test', () => {
  const setUp = async () => {
    const memory = new MemoryDisk();
    const disk = memory.process();
    await disk.mkdir('/d');
    return { memory, disk };
  };

  it('is full at its capacity: what still fits is written', async () => {
    const { memory, disk } = await setUp();
    memory.capacity = 3;
    const file = await disk.open('/d/a', 'a');
    await assert.rejects(file.append('12345'), { code: 'ENOSPC' });
    assert.equal(memory.text('/d/a'), '123');
    await assert.rejects(disk.open('/d/b', 'a'), { code: 'ENOSPC' });
  });

  it('tears an append, and refuses a call', async () => {
    const { memory, disk } = await setUp();
    const file = await disk.open('/d/a', 'a');
    memory.tear = () => 2;
    await assert.rejects(file.append('12345'), { code: 'EIO' });
    assert.equal(memory.text('/d/a'), '12');
    memory.onCall = () => {
      throw new Error('no');
    };
    await assert.rejects(disk.rm('/d/a'), /no/);
    assert.deepEqual(memory.names('/d'), ['a']);
  });

  it('loses with the power what was not flushed, names as well', async () => {
    const { memory, disk } = await setUp();
    const file = await disk.open('/d/a', 'a');
    await file.append('kept');
    await file.datasync();
    await disk.syncFolder('/d');
    await file.append('lost');
    await disk.open('/d/b', 'a');
    memory.cutPower();
    assert.deepEqual([memory.names('/d'), memory.text('/d/a')], [['a'], 'kept']);
  });

  it('may keep some of it, as chance will have it', async () => {
    const { memory, disk } = await setUp();
    const file = await disk.open('/d/a', 'a');
    await file.append('1234');
    memory.cutPower(() => 0.5);
    assert.deepEqual(memory.names('/d'), ['a']);
    assert.equal(memory.text('/d/a'), '12');
  });

  it('takes its time by the timers that it is given; a killed process changes nothing more', async () => {
    const waiting: { milliseconds: number; run: () => void }[] = [];
    const memory = new MemoryDisk({
      timers: {
        after: (milliseconds, run) => {
          waiting.push({ milliseconds, run });
          return () => undefined;
        },
      },
    });
    memory.put('/d/a', '', 1);
    memory.latency = ({ operation }) => (operation === 'rm' ? 7 : 0);
    const [one, other] = [memory.process(), memory.process()];
    const removed = one.rm('/d/a');
    void other.rm('/d/a');
    other.kill();
    assert.deepEqual([waiting.map(({ milliseconds }) => milliseconds), memory.names('/d')], [[7, 7], ['a']]);
    waiting[1]?.run();
    await one.readdir('/d');
    assert.deepEqual(memory.names('/d'), ['a']);
    waiting[0]?.run();
    await removed;
    assert.deepEqual(memory.names('/d'), []);
  });
});
