import assert from 'node:assert/strict';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FileJournal, JournalFollower } from '../../../../src/changes';
import { encodeLine } from '../../../../src/changes/journal/lines';
import { item, link } from '../history';
import { OWNERS } from '../owners';
import { scratchFolder } from '../scratch';

const before = (id: string, entryId: number) => {
  const { outcome: _, ...rest } = item(id, 1, { entryId, added: [link(7)], removed: [link(8)] });
  return encodeLine({ v: 2, kind: 'before', ...rest });
};
const after = (id: string, outcome: 'written' | 'refused' = 'written') =>
  encodeLine({ v: 2, kind: 'after', id, time: '2026-06-01T00:00:00.000Z', sequence: 9, outcome });

describe('following what other windows write to the journal', () => {
  const scratch = scratchFolder();
  const folder = () => path.join(scratch(), 'journal');
  const file = (owner: string) => path.join(folder(), `20260601T000000000Z.${owner}.jsonl`);
  const ids = async (follower: JournalFollower) => (await follower.look()).map(({ entryIds }) => entryIds);

  it('tells each change once, with the entries at both ends, and none that was there before', async () => {
    await mkdir(folder());
    await writeFile(file(OWNERS.living), before('old', 1) + after('old') + before('open', 2));
    const follower = new JournalFollower({ folder: folder() });
    assert.deepEqual(await ids(follower), []);
    await appendFile(file(OWNERS.living), after('open') + before('new', 3) + after('new'));
    await writeFile(file(OWNERS.foreign), before('far', 4) + after('far'));
    assert.deepEqual(
      (await ids(follower)).toSorted(([a = 0], [b = 0]) => a - b),
      [
        [2, 7, 8],
        [3, 7, 8],
        [4, 7, 8],
      ],
    );
    assert.deepEqual(await ids(follower), []);
  });

  it('waits for the end of a line, and passes over what was refused or is damaged', async () => {
    const follower = new JournalFollower({ folder: folder() });
    assert.deepEqual(await ids(follower), []);
    await mkdir(folder());
    const text = `${before('a', 1)}{"oops\n${before('b', 2)}${after('a', 'refused')}`;
    const end = after('b');
    await writeFile(file(OWNERS.living), text + end.slice(0, 20));
    assert.deepEqual(await ids(follower), []);
    await appendFile(file(OWNERS.living), end.slice(20));
    assert.deepEqual(await ids(follower), [[2, 7, 8]]);
  });

  it('tells nothing of what this window writes itself', async () => {
    const follower = new JournalFollower({ folder: folder() });
    await follower.look();
    const { id: _, time: __, outcome: ___, sequence: ____, ...record } = item('', 0);
    const open = await new FileJournal({ folder: folder() }).begin(record);
    await open.finish({ outcome: 'written' });
    assert.deepEqual(await ids(follower), []);
  });
});
