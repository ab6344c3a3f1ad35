import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { initialState, reduce } from '../../../src/webviews/assignLinks/app/state/reducer';
import { statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import { draftFile } from '../../../src/webviews/assignLinks/draftFile';
import { Drafts } from '../../../src/webviews/assignLinks/drafts';
import { readSavedState } from '../../../src/webviews/assignLinks/guards';
import type { FormIdentity } from '../../../src/webviews/assignLinks/place';
import type { SavedState } from '../../../src/webviews/assignLinks/protocol';
import { stored, storedJson, throughJson } from '../../support/stored';
import { marks } from './support';

interface Expected {
  readonly drafts: readonly { readonly form: FormIdentity; readonly draft: unknown }[];
  readonly states: Readonly<Record<string, { readonly state: unknown; readonly rows: readonly string[] }>>;
  readonly statesBeforeVersions: Readonly<Record<string, unknown>>;
}

/** What the readers answer, in the terms of `expected.json`: when their own terms change, they are translated here. */
function inTermsOfThen(answer: unknown): unknown {
  return throughJson(answer);
}

const nobody = () => false;
const expectation = async () => (await storedJson('drafts', 'expected.json')) as Expected;
const statesIn = async (name: string) =>
  Object.entries((await storedJson('drafts', name)) as Readonly<Record<string, unknown>>);

/** The rows of a form that opens with a saved state, before the server has been asked. */
function rowsOf(state: SavedState | undefined): readonly string[] {
  const form = reduce(initialState(readDraft(state?.draft)), { type: 'elsewhere', message: 'Elsewhere.' });
  return form.phase === 'ready' ? marks(form.form, statusOf) : [];
}

describe('drafts of closed forms that version 1 wrote', () => {
  let file: string;
  beforeEach(async () => {
    file = path.join(await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-stored-')), 'drafts.json');
    await copyFile(stored('drafts', 'drafts.json'), file);
  });
  afterEach(() => rm(path.dirname(file), { recursive: true, force: true }));

  it('come back for the entries that they were typed for', async () => {
    const drafts = new Drafts(draftFile(file));
    for (const { form, draft } of (await expectation()).drafts)
      assert.deepEqual(inTermsOfThen(await drafts.take(form, nobody)), draft);
  });

  it('are drafts to the form, with nothing of them left out', async () => {
    const drafts = new Drafts(draftFile(file));
    for (const { form, draft } of (await expectation()).drafts)
      assert.deepEqual(inTermsOfThen(readDraft(await drafts.take(form, nobody))), draft);
  });

  it('stay when another one is kept and forgotten again', async () => {
    const drafts = new Drafts(draftFile(file));
    const before: unknown = JSON.parse(await readFile(file, 'utf8'));
    const another = {
      connectionId: 'c',
      repository: { baseUrl: 'https://server.example/Other', repoId: 'r' },
      sourceId: 1,
    };
    await drafts.keep(another, { base: [], edits: [], targetText: 'typed' });
    await drafts.forget(another);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), before);
  });
});

describe('states of forms that an earlier version saved', () => {
  it('open the form again with all that was typed', async () => {
    const { states: expected } = await expectation();
    const states = await statesIn('states.json');
    assert.deepEqual(
      states.map(([name]) => name),
      Object.keys(expected),
    );
    for (const [name, value] of states) {
      const state = readSavedState(value);
      assert.deepEqual(inTermsOfThen({ state, rows: rowsOf(state) }), expected[name], name);
    }
  });

  it('of the time before versions open the entry, without what was typed for an unknown repository', async () => {
    const { statesBeforeVersions: expected } = await expectation();
    const answers = (await statesIn('statesBeforeVersions.json')).map(([name, value]) => [
      name,
      readSavedState(value),
    ]);
    assert.deepEqual(inTermsOfThen(Object.fromEntries(answers)), expected);
  });
});
