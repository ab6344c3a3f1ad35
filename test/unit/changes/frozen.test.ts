import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { FileJournal, fileLock } from '../../../src/changes';
import { refused } from './refused';
import { scratchFolder } from './scratch';
import { setUp, SOURCE, to } from './setUp';

/** The key under which the editor of a test takes turns. */
const KEY = `r-1 ${SOURCE}`;

describe('editing: a window that froze while it had its turn', () => {
  const folder = scratchFolder();
  const windowOf = (more: Parameters<typeof fileLock>[1] = {}) => {
    const journal = new FileJournal({ folder: path.join(folder(), 'journal') });
    return { journal, lock: fileLock(path.join(folder(), 'locks'), more) };
  };

  it('sends nothing when it thaws: another has taken its turn for left behind, and written', async () => {
    // Never a sign of life: as a process that is stopped.
    const frozen = windowOf({ heartbeatMs: 100_000 });
    const mine = setUp({}, [to(1)], frozen);
    mine.repository.onPut = () => assert.fail('sent');
    mine.repository.onGet = async () => {
      mine.repository.onGet = () => undefined;
      const other = windowOf({ staleMs: 0 });
      await other.lock(KEY, () => {
        mine.repository.set(SOURCE, [to(1), to(2)]);
        return Promise.resolve();
      });
    };
    await refused(mine.change({ upsert: [to(15)] }), 'busyElsewhere');
    assert.deepEqual(mine.repository.of(SOURCE), [to(1), to(2)]);
    assert.deepEqual(mine.repository.puts, []);
    const [item] = await frozen.journal.list();
    assert.equal(item?.outcome, 'refused');
  });

  it('goes on where nobody came meanwhile', async () => {
    const { change, repository } = setUp({}, [to(1)], windowOf({ heartbeatMs: 100_000 }));
    await change({ upsert: [to(15)] });
    assert.equal(repository.puts.length, 1);
    assert.deepEqual(await readdir(path.join(folder(), 'locks')), []);
  });

  it('a turn knows whether it is still held', async () => {
    const { lock } = windowOf();
    await lock('a', async (isStillHeld) => {
      assert.ok(await isStillHeld());
      for (const name of await readdir(path.join(folder(), 'locks')))
        await rm(path.join(folder(), 'locks', name));
      assert.ok(!(await isStillHeld()));
    });
  });
});
