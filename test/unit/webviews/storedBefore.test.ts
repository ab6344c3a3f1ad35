import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { toWireLink } from '../../../src/api';
import type { Link } from '../../../src/domain';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import type { RowEdit } from '../../../src/webviews/assignLinks/app/state/model';
import { initialState, reduce } from '../../../src/webviews/assignLinks/app/state/reducer';
import { statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import { draftFile, Drafts } from '../../../src/webviews/assignLinks/drafts';
import type { FormIdentity } from '../../../src/webviews/assignLinks/identity';
import { readStoredState, type StoredState } from '../../../src/webviews/assignLinks/storedDrafts';
import { isRecord } from '../../../src/webviews/shared/guards';
import { stored, storedJson, throughJson } from '../../support/stored';
import { marks } from './support';

interface Expected {
  readonly drafts: readonly { readonly form: FormIdentity; readonly draft: unknown }[];
  readonly states: Readonly<Record<string, { readonly state: unknown; readonly rows: readonly string[] }>>;
  readonly statesBeforeVersions: Readonly<Record<string, unknown>>;
}

/** What the readers answer, in the terms of `expected.json`: those of version 1. */
function inTermsOfThen(answer: unknown): unknown {
  const json = throughJson(answer);
  if (Array.isArray(json)) return json.map(inTermsOfThen);
  if (!isRecord(json)) return json;
  if ('base' in json && 'edits' in json) return draftOfThen(json);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, inTermsOfThen(value)]));
}

function draftOfThen(draft: Readonly<Record<string, unknown>>): unknown {
  const { base, edits, sent, mergeConflicts, droppedIncoming, ...same } = draft;
  return {
    ...same,
    base: linksOfThen(base),
    edits: editsOfThen(edits),
    ...(sent !== undefined && { sent: editsOfThen(sent) }),
    ...(isRecord(mergeConflicts) && {
      dispute: { ...mergeConflicts, theirs: linksOfThen(mergeConflicts['theirs']) },
    }),
    ...(droppedIncoming !== undefined && { lostIncoming: linksOfThen(droppedIncoming) }),
  };
}

const linksOfThen = (links: unknown) => (links as readonly Link[]).map(toWireLink);

function editsOfThen(edits: unknown): unknown {
  return (edits as readonly RowEdit[]).map((edit) =>
    edit.kind === 'upsert' ? { ...edit, kind: 'put' } : edit,
  );
}

/** A state in the terms of `expected.json`, which says nothing of whether it had to be translated. */
function stateOfThen(state: StoredState | undefined): unknown {
  const { isTranslated: _, ...same } = state ?? { isTranslated: true };
  return inTermsOfThen({ version: 1, ...same });
}

const nobody = () => false;
const expectation = async () => (await storedJson('drafts', 'expected.json')) as Expected;
const statesIn = async (name: string) =>
  Object.entries((await storedJson('drafts', name)) as Readonly<Record<string, unknown>>);

/** The rows of a form that opens with a saved state, before the server has been asked. */
function rowsOf(state: StoredState | undefined): readonly string[] {
  const form = reduce(initialState(readDraft(state?.draft)), {
    type: 'otherRepository',
    message: 'Elsewhere.',
  });
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
      const state = readStoredState(value);
      assert.deepEqual({ state: stateOfThen(state), rows: rowsOf(state) }, expected[name], name);
    }
  });

  it('of the time before versions open the entry, without what was typed for an unknown repository', async () => {
    const { statesBeforeVersions: expected } = await expectation();
    const answers = (await statesIn('statesBeforeVersions.json')).map(([name, value]) => [
      name,
      stateOfThen(readStoredState(value)),
    ]);
    assert.deepEqual(Object.fromEntries(answers), expected);
  });
});
