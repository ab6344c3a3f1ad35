import assert from 'node:assert/strict';
import { readAppMessage, readSavedState } from '../../../src/webviews/assignLinks/guards';
import { isOfNewerVersion, readStoredState } from '../../../src/webviews/assignLinks/storedDrafts';
import { link } from './support';

const CHANGE = {
  edit: {
    upsert: [{ targetId: 1, linkTypeId: 1, properties: { a: '1' } }],
    remove: [{ targetId: 2, linkTypeId: 1 }],
  },
  known: [{ id: 1, name: 'A', entryType: 'Document' }],
  missing: [404],
};
const request = (value: unknown) => readAppMessage({ type: 'request', id: 1, request: value });

describe('form: messages that arrive', () => {
  it('reads every message of the protocol', () => {
    assert.deepEqual(readAppMessage({ type: 'ready' }), { type: 'ready' });
    for (const good of [
      { kind: 'load', fresh: true },
      { kind: 'takeProposals' },
      { kind: 'findTargets', text: 'Email' },
      { kind: 'resolveTarget', entryId: 15 },
      { kind: 'reveal', entryId: 15 },
      {
        kind: 'plan',
        base: [link(1)],
        requested: [{ targetId: 1, linkTypeId: 1, properties: { a: '1' } }],
        known: [{ id: 1, name: 'A', entryType: 'Document' }],
        missing: [404],
      },
      { kind: 'preview', planId: 3 },
      { kind: 'apply', planId: 3 },
      { kind: 'describe', ...CHANGE, lines: 250 },
      { kind: 'describe', ...CHANGE, base: [link(1)], lines: 250 },
      { kind: 'undo', changeId: 'r-1' },
      { kind: 'undo', changeId: 'r-1', resolved: { theirs: [link(1)], choices: { '1:1': 'mine' } } },
      { kind: 'showHistory' },
      { kind: 'open', fresh: false },
      { kind: 'outcome', id: 2 ** 49 },
      { kind: 'restoreIncoming', links: [link(1)] },
      { kind: 'copy', what: 'curl', ...CHANGE },
    ]) {
      assert.deepEqual(request(good), { type: 'request', id: 1, request: good });
    }
    for (const good of [
      { type: 'cancel', id: 7 },
      { type: 'received', id: 7 },
      { type: 'draft', draft: null },
    ])
      assert.deepEqual(readAppMessage(good), good);
  });

  it('takes whatever a server may have told', () => {
    const odd = {
      ...link(1),
      sourceId: 2 ** 40,
      targetId: 0,
      properties: { page: 2, note: null, list: ['a'] },
    };
    const requested = [{ targetId: 0, linkTypeId: 1, properties: {} }];
    const known = [{ id: 2 ** 40, name: 'A', entryType: 'Workflow' }];
    const plan = { kind: 'plan', base: [odd], requested, known, missing: [0] };
    assert.deepEqual(request(plan), { type: 'request', id: 1, request: plan });
    const describe = {
      kind: 'describe',
      edit: { upsert: requested, remove: [] },
      base: [odd],
      known,
      missing: [0],
      lines: 1,
    };
    assert.deepEqual(request(describe), { type: 'request', id: 1, request: describe });
    const restore = { kind: 'restoreIncoming', links: [odd] };
    assert.deepEqual(request(restore), { type: 'request', id: 1, request: restore });
    for (const kind of ['reveal', 'resolveTarget'])
      assert.deepEqual(request({ kind, entryId: 0 }), {
        type: 'request',
        id: 1,
        request: { kind, entryId: 0 },
      });
  });

  it('leaves out odd facts, which only make warnings, rather than the whole message', () => {
    const plan = { kind: 'plan', base: [], requested: [], missing: [] };
    const good = { id: 1, name: 'A', entryType: 'Document' };
    assert.deepEqual(request({ ...plan, known: [{ id: 'x' }, null, good] }), {
      type: 'request',
      id: 1,
      request: { ...plan, known: [good] },
    });
  });

  it('takes only ids that can be written for links that the server does not have', () => {
    for (const targetId of [0, -1, 2 ** 31]) {
      const requested = [{ targetId, linkTypeId: 1, properties: {} }];
      const plan = { kind: 'plan', base: [link(1)], requested, known: [], missing: [] };
      assert.equal(request(plan).type, 'invalid', String(targetId));
    }
  });

  it('takes properties of any name', () => {
    const properties = JSON.parse('{"id":"1","__proto__":"2","constructor":"3","":"4"," a ":"5"}') as object;
    const requested = [{ targetId: 1, linkTypeId: 1, properties }];
    const read = request({ kind: 'plan', base: [], requested, known: [], missing: [] });
    assert.equal(
      JSON.stringify(read),
      JSON.stringify({
        type: 'request',
        id: 1,
        request: { kind: 'plan', base: [], requested, known: [], missing: [] },
      }),
    );
  });

  it('refuses everything else', () => {
    for (const bad of [
      null,
      'load',
      { kind: 'load' },
      { kind: 'findTargets', text: 7 },
      { kind: 'reveal', entryId: '15' },
      { kind: 'reveal', entryId: -1 },
      {
        kind: 'plan',
        base: [],
        requested: [{ targetId: 1, linkTypeId: 1.5, properties: {} }],
        known: [],
        missing: [],
      },
      {
        kind: 'plan',
        base: [],
        requested: [{ targetId: 1, linkTypeId: 1, properties: { a: 1 } }],
        known: [],
        missing: [],
      },
      { kind: 'plan', base: [{ sourceId: 10 }], requested: [], known: [], missing: [] },
      { kind: 'plan', base: [], requested: [] },
      { kind: 'plan', base: [], requested: [], known: {}, missing: [] },
      { kind: 'preview', planId: '1' },
      { kind: 'apply', base: [], requested: [], known: [], missing: [] },
      { kind: 'describe', ...CHANGE },
      { kind: 'describe', ...CHANGE, edit: { upsert: [], remove: [{}] }, lines: 1 },
      { kind: 'describe', ...CHANGE, base: [{ sourceId: 10 }], lines: 1 },
      { kind: 'undo', changeId: 'r-1', resolved: {} },
      { kind: 'undo', changeId: 'r-1', resolved: { theirs: [], choices: { '1:1': 'ours' } } },
      { kind: 'outcome', id: 'x' },
      { kind: 'undo' },
      { kind: 'restoreIncoming', links: [{ sourceId: 10 }] },
      { kind: 'copy', what: 'token', ...CHANGE },
      { kind: 'copy', what: 'body', edit: {} },
      { kind: 'delete' },
    ]) {
      assert.deepEqual(request(bad), { type: 'invalid', id: 1 }, JSON.stringify(bad));
    }
    for (const bad of [
      undefined,
      null,
      7,
      [],
      {},
      { type: 'request', id: 'x', request: { kind: 'open', fresh: false } },
    ])
      assert.deepEqual(readAppMessage(bad), { type: 'invalid' });
  });

  it('tells the id of whatever has one, so that it can be answered', () => {
    for (const bad of [{ type: 'reply', id: 9 }, { id: 9 }, { type: 'request', id: 9 }])
      assert.deepEqual(readAppMessage(bad), { type: 'invalid', id: 9 });
  });

  it('passes on nothing but what the protocol names', () => {
    assert.deepEqual(request({ kind: 'reveal', entryId: 15, extra: true }), {
      type: 'request',
      id: 1,
      request: { kind: 'reveal', entryId: 15 },
    });
  });

  it('reads what the window kept', () => {
    const repository = { baseUrl: 'https://server/LFRepositoryAPI', repoId: 'r' };
    const state = { version: 2, connectionId: 'c', repository, sourceId: 10, draft: { any: 'thing' } };
    assert.deepEqual(readSavedState(state), state);
    for (const bad of [
      undefined,
      {},
      { ...state, connectionId: 1 },
      { ...state, repository: undefined },
      { ...state, repository: { baseUrl: 7 } },
      { connectionId: 'sandbox' },
      // The host translates it first.
      { ...state, version: 1 },
    ])
      assert.equal(readSavedState(bad), undefined);
  });

  it('does not guess for which repository a draft without one was typed', () => {
    const old = { connectionId: 'c', sourceId: 10, draft: { edits: [] } };
    assert.deepEqual(readStoredState(old), { connectionId: 'c', sourceId: 10, isTranslated: true });
  });

  it('leaves alone what a newer version kept', () => {
    const newer = { version: 3, connectionId: 'c', repository: 'elsewhere', sourceId: 10 };
    assert.deepEqual([readSavedState(newer), readStoredState(newer)], [undefined, undefined]);
    assert.deepEqual([newer, { version: 2 }, { version: 1 }, {}].map(isOfNewerVersion), [
      true,
      false,
      false,
      false,
    ]);
  });
});
