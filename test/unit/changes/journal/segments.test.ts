import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  closedBeside,
  keptSegment,
  listFolder,
  newSegment,
  salvagedSegment,
  statOf,
  timeOfName,
  type Segment,
} from '../../../../src/changes/journal/segments';
import {
  isMissing,
  nodeDisk,
  flushAndClose,
  openAppended,
  writeDurably,
} from '../../../../src/changes/storage/disk';
import { fileNameOf, processOwners } from '../../../../src/changes/storage/owner';
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
    const { segments, setAside, drafts } = await listFolder(nodeDisk, folder());
    assert.deepEqual(
      segments.map(({ name, tag }) => [name, tag]),
      [
        ['1.a.jsonl', 'a'],
        ['2.b.jsonl', 'b'],
      ],
    );
    assert.deepEqual(setAside, [path.join(folder(), '1.a.jsonl.damaged')]);
    assert.deepEqual(drafts, [path.join(folder(), '3.jsonl.draft')]);
  });

  it('there are none where there is no folder; a file in its place is a failure', async () => {
    const missing = path.join(folder(), 'missing');
    assert.deepEqual(await listFolder(nodeDisk, missing), { segments: [], setAside: [], drafts: [] });
    const file = path.join(folder(), 'file');
    await writeFile(file, '');
    await assert.rejects(listFolder(nodeDisk, file), { code: 'ENOTDIR' });
    assert.equal(await statOf(nodeDisk, missing), undefined);
    await assert.rejects(statOf(nodeDisk, path.join(file, 'x')), { code: 'ENOTDIR' });
    assert.equal((await statOf(nodeDisk, file))?.size, 0);
  });

  it('tell by their names when they were begun', () => {
    const time = '2026-01-31T09:15:00.123Z';
    assert.equal(timeOfName(newSegment('/x', time, 'a').file), Date.parse(time));
    assert.equal(timeOfName(keptSegment('/x', time, 'a').name), Date.parse(time));
    for (const name of ['1.a.jsonl', '20269931T091500123Z.a.jsonl', 'x20260131T091500123Z.a.jsonl'])
      assert.equal(timeOfName(name), undefined, name);
  });

  it('are closed once nobody appends to them any more', () => {
    const own = processOwners.newTag();
    const [current, closed, of] = ['1', '2', '3'].map((time) => newSegment('/x', time, own)) as [
      Segment,
      Segment,
      Segment,
    ];
    const isClosed = closedBeside(
      ({ name }) => name === current.name || name === closed.name,
      ({ name }) => name === current.name,
      processOwners,
    );
    assert.deepEqual([isClosed(current), isClosed(closed)], [false, true]);
    assert.equal(isClosed(of), false, 'of another journal of this process');
    const others = [OWNERS.living, OWNERS.gone, OWNERS.foreign].map((tag) => newSegment('/x', '1', tag));
    assert.deepEqual(others.map(isClosed), [false, true, false]);
    for (const whole of [keptSegment('/x', '1', OWNERS.living), salvagedSegment('/x', others[0]!)])
      assert.ok(isClosed(whole), 'written as a whole');
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
    assert.equal(isGone(OWNERS.foreign), false);
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
