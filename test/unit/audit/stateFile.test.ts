import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AuditState } from '../../../src/audit';
import { type AuditQuestion, stateFile } from '../../../src/commands/audit/stateFile';

const QUESTION: AuditQuestion = { set: { in: 7 }, checks: ['selfLink'], options: {} };
const PLACE = { baseUrl: 'https://server.example/LFRepositoryAPI', repoId: 'r-1' };
const STATE: AuditState = {
  version: 1,
  question: 'q',
  linkTypes: [],
  set: { rows: 0, isDone: false, isComplete: true },
  ...{ entries: [], relations: [], readIds: [], links: [], unread: [], targets: [], superseded: [] },
  isDone: false,
};

describe('how far an audit is', () => {
  let folder: string;
  let failures: unknown[];
  const fileOf = (question = QUESTION, at = folder) =>
    stateFile(at, PLACE, question, (error) => failures.push(error));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'audit-state-'));
    failures = [];
  });
  afterEach(async () => {
    assert.deepEqual(failures, []);
    await rm(folder, { recursive: true });
  });

  it('is kept for the same question only', async () => {
    await fileOf().write(STATE);
    assert.deepEqual(await fileOf().read(), STATE);
    assert.equal(await fileOf({ ...QUESTION, checks: ['circle'] }).read(), undefined);
  });

  it('is forgotten where it is over, also twice', async () => {
    await fileOf().write(STATE);
    await fileOf().forget();
    await fileOf().forget();
    assert.deepEqual(await readdir(folder), []);
  });

  it('counts for nothing after a day', async () => {
    await fileOf().write(STATE);
    const [name = ''] = await readdir(folder);
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
    await utimes(path.join(folder, name), twoDaysAgo, twoDaysAgo);
    assert.equal(await fileOf().read(), undefined);
  });

  it('is told where it can not be kept, which ends nothing', async () => {
    const inTheWay = path.join(folder, 'file');
    await writeFile(inTheWay, '');
    const state = fileOf(QUESTION, inTheWay);
    assert.equal(await state.read(), undefined);
    await state.write(STATE);
    assert.equal(failures.length, 1);
    await state.forget();
    failures = [];
  });
});
