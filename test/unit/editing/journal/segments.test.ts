import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  listSegments,
  listSetAside,
  newSegment,
  salvagedSegment,
  statOf,
} from '../../../../src/editing/journal/segments';
import { isMissing, nodeDisk } from '../../../../src/editing/storage/disk';
import { flushAndClose, openAppended, writeDurably } from '../../../../src/editing/storage/durable';
import { fileNameOf, processOwners } from '../../../../src/editing/storage/owner';
import { OWNERS } from '../owners';
import { scratchFolder } from '../scratch';

const flushedTo = async (file: string, data: string) =>
  flushAndClose(await openAppended(nodeDisk, file, data));

describe('editing: segments of the journal', () => {
  const folder = scratchFolder();

  it('are named by time and owner, with nothing that a file system minds', () => {
    const { name, file, tag } = newSegment(folder(), '2026-01-31T09:15:00.123Z', 'h-1-a');
    assert.equal(name, `20260131T091500123Z.${tag}.jsonl`);
    assert.equal(file, path.join(folder(), name));
    assert.equal(tag, 'h-1-a');
  });

  it('a salvaged one has the time and the owner of the damaged one, and always the same name', () => {
    const damaged = newSegment(folder(), '2026-01-31T09:15:00.123Z', 'h-1-a');
    const salvaged = salvagedSegment(folder(), damaged);
    assert.equal(salvaged.name, `20260131T091500123Z.${damaged.tag}.salvaged.jsonl`);
    assert.equal(salvaged.tag, damaged.tag);
    assert.deepEqual(salvagedSegment(folder(), damaged), salvaged);
  });

  it('are listed by time, apart from those set aside and other files', async () => {
    const names = ['2.b.jsonl', '1.a.jsonl', '3.jsonl.draft', '1.a.jsonl.damaged', 'x.jsonl.bak', 'nobody'];
    for (const name of names) await writeFile(path.join(folder(), name), '');
    const tags = (await listSegments(nodeDisk, folder())).map(({ name, tag }) => [name, tag]);
    assert.deepEqual(tags, [
      ['1.a.jsonl', 'a'],
      ['2.b.jsonl', 'b'],
    ]);
    assert.deepEqual(await listSetAside(nodeDisk, folder()), [path.join(folder(), '1.a.jsonl.damaged')]);
  });

  it('there are none where there is no folder; a file in its place is a failure', async () => {
    const missing = path.join(folder(), 'missing');
    assert.deepEqual(
      [await listSegments(nodeDisk, missing), await listSetAside(nodeDisk, missing)],
      [[], []],
    );
    const file = path.join(folder(), 'file');
    await writeFile(file, '');
    await assert.rejects(listSegments(nodeDisk, file), { code: 'ENOTDIR' });
    assert.equal(await statOf(nodeDisk, missing), undefined);
    await assert.rejects(statOf(nodeDisk, path.join(file, 'x')), { code: 'ENOTDIR' });
    assert.equal((await statOf(nodeDisk, file))?.size, 0);
  });

  it('only a file that is not there is missing', () => {
    assert.ok(isMissing(Object.assign(new Error(), { code: 'ENOENT' })));
    assert.ok(!isMissing(Object.assign(new Error(), { code: 'EACCES' })));
    assert.ok(!isMissing(new Error('x')));
    assert.ok(!isMissing({ code: 'ENOENT' }));
  });
});

describe('editing: files that last', () => {
  const folder = scratchFolder();

  it('are appended to, and readable by their owner only', async () => {
    const file = path.join(folder(), 'a');
    await flushedTo(file, 'one\n');
    await flushedTo(file, 'two\n');
    assert.equal(await readFile(file, 'utf8'), 'one\ntwo\n');
    if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('are written whole in place of what was there, with no draft left behind', async () => {
    const file = path.join(folder(), 'a');
    await writeDurably(nodeDisk, file, 'a longer text');
    await writeDurably(nodeDisk, file, Buffer.from('short'));
    assert.equal(await readFile(file, 'utf8'), 'short');
    assert.deepEqual(await readdir(folder()), ['a']);
  });

  it('are left as they were when the new ones can not be written', async () => {
    const file = path.join(folder(), 'a');
    await writeDurably(nodeDisk, file, 'old');
    await mkdir(`${file}.draft`);
    await assert.rejects(writeDurably(nodeDisk, file, 'new'));
    assert.equal(await readFile(file, 'utf8'), 'old');
    await assert.rejects(nodeDisk.syncFolder(path.join(folder(), 'missing')), { code: 'ENOENT' });
  });
});

describe('editing: owners of files', () => {
  const { newTag, isOurs, isGone } = processOwners;

  it('are unlike each other, and ours are known', () => {
    const [a, b] = [newTag(), newTag()];
    assert.notEqual(a, b);
    assert.deepEqual([isOurs(a), isOurs(b), isOurs(OWNERS.gone)], [true, true, false]);
    assert.match(a, new RegExp(`^[0-9a-f]{8}-${process.pid}-[0-9a-f]{12}$`));
  });

  it('have ended only where that is known for sure', () => {
    assert.equal(isGone(newTag()), false, 'ours');
    assert.equal(isGone(OWNERS.living), false);
    assert.equal(isGone(OWNERS.elsewhere), false);
    assert.equal(isGone(OWNERS.gone), true, 'our number, but a process before us');
    const highest = OWNERS.gone.replace(`-${process.pid}-`, `-${2 ** 31 - 1}-`);
    assert.equal(isGone(highest), true, 'a number that no process has');
    assert.equal(isGone(OWNERS.gone.replace(`-${process.pid}-`, '-x-')), false, 'no number at all');
  });

  it('file names of any text are short, plain and different', () => {
    const names = ['a', 'A', 'https://server/x 1', '../..'].map(fileNameOf);
    for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
    assert.equal(new Set(names).size, names.length);
    assert.equal(fileNameOf('a'), names[0]);
  });
});
