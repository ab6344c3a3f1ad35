import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FileJournal, fileLock, type JournalNotice } from '../../../src/changes';
import { deadSegment } from './deadSegment';
import { onDisk, refusal } from './disk';
import { refused } from './refused';
import { scratchFolder } from './scratch';
import { setUp, SOURCE, to } from './setUp';

const ADD = { upsert: [to(15)] };

/** What can lie where the journal expects a file of its own. */
const DAMAGES: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
  'binary garbage': (file) => writeFile(file, randomBytes(4096)),
  'half a line': (file) => writeFile(file, '{"kind":"before","id":"1"'),
  'nothing at all': (file) => writeFile(file, ''),
  'a folder in its place': (file) => mkdir(file),
};

describe('editing: a change, whatever the disk is like', () => {
  const folder = scratchFolder();
  const journalFolder = () => path.join(folder(), 'journal');
  const withJournal = (more: ConstructorParameters<typeof FileJournal>[0] = { folder: journalFolder() }) => {
    const journal = new FileJournal(more);
    const lock = fileLock(path.join(folder(), 'locks'), { timeoutMs: 0 });
    return { ...setUp({}, [to(1)], { journal, lock }), journal };
  };

  for (const [what, damage] of Object.entries(DAMAGES)) {
    it(`is made, remembered and shown beside ${what}`, async () => {
      await mkdir(journalFolder());
      await damage(path.join(journalFolder(), deadSegment()));
      const { change, repository, journal } = withJournal();
      await change(ADD);
      assert.deepEqual(repository.of(SOURCE), [to(1), to(15)]);
      const [item, ...rest] = await journal.list();
      assert.deepEqual([item?.outcome, item?.before.length, rest], ['written', 1, []]);
      const told = journal.notices().map(({ kind }) => kind);
      const expected: JournalNotice['kind'][] =
        what === 'nothing at all' ? [] : [what.startsWith('a folder') ? 'unreadable' : 'damaged'];
      assert.deepEqual(told, expected);
    });
  }

  it('is not made without a before-image: a file where the journal should be', async () => {
    await writeFile(journalFolder(), '');
    const { change, repository, journal } = withJournal();
    await refused(change(ADD), 'journalFailed');
    assert.deepEqual(repository.puts, []);
    // History can still be asked: it says why it is empty.
    assert.deepEqual(await journal.list(), []);
    assert.deepEqual(journal.notices(), [{ kind: 'unreadable', file: 'journal', reason: 'ENOTDIR' }]);
  });

  it('is not made without a before-image: a full disk', async () => {
    const { change, repository, journal } = withJournal();
    onDisk('open', () => () => Promise.reject(refusal('ENOSPC')));
    const { details } = await refused(change(ADD), 'journalFailed');
    assert.equal(details.sourceId, SOURCE);
    assert.deepEqual(repository.puts, []);
    assert.deepEqual(await journal.list(), []);
  });

  it('is not made without a lock: a file where the locks should be', async () => {
    await writeFile(path.join(folder(), 'locks'), '');
    const { change, repository } = withJournal();
    await refused(change(ADD), 'journalFailed');
    assert.deepEqual(repository.calls, []);
  });

  it('a system that can not flush folders is no reason to stop: the file itself is flushed', async () => {
    const { change, repository } = withJournal();
    onDisk('open', (open) => async (file, flags, mode) => {
      if (flags === 'r') throw refusal('EISDIR');
      return open(file, flags, mode);
    });
    await change(ADD);
    assert.equal(repository.puts.length, 1);
  });
});
