import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FileJournal, type ChangeRecord, type JournalNotice } from '../../../src/changes';

const RECORD: ChangeRecord = {
  connection: { id: 'c', name: 'C', baseUrl: '', repoId: 'r' },
  cause: 'command',
  entryId: 10,
  before: [],
  payload: [],
  added: [],
  removed: [],
  changed: [],
  kept: 0,
};

describe('editing: notices of the journal', () => {
  it('are told when they come up, once each', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-journal-'));
    try {
      const told: JournalNotice[] = [];
      const journal = new FileJournal({ folder, onNotice: (notice) => told.push(notice) });
      const record = await journal.begin(RECORD);
      await record.finish({ outcome: 'written' });
      const [segment = ''] = await readdir(folder);
      await appendFile(path.join(folder, segment), 'no line of a journal\n');
      assert.equal(told.length, 0);
      for (const _ of [1, 2])
        assert.deepEqual(
          (await journal.list()).map(({ outcome }) => outcome),
          ['written'],
        );
      assert.equal(told.length, 1);
      assert.deepEqual([told[0]?.kind, journal.notices()], ['damaged', told]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
