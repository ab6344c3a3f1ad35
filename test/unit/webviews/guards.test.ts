import assert from 'node:assert/strict';
import { isOfNewerVersion, readAppMessage, readSavedState } from '../../../src/webviews/assignLinks/guards';
import { link } from './support';

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
        kind: 'save',
        base: [link(1)],
        wanted: [{ targetId: 1, linkTypeId: 1, properties: { a: '1' } }],
        known: [{ id: 1, name: 'A', entryType: 'Document' }],
        missing: [404],
      },
      { kind: 'preview', base: [], wanted: [], known: [], missing: [] },
      { kind: 'undo', changeId: 'r-1' },
      { kind: 'showHistory' },
      { kind: 'resume' },
      { kind: 'outcome', id: 2 ** 49 },
      { kind: 'restoreIncoming', links: [link(1)] },
      { kind: 'copy', what: 'curl', payload: [{ targetId: 1, linkTypeId: 1, properties: { a: '1' } }] },
    ]) {
      assert.deepEqual(request(good), { type: 'request', id: 1, request: good });
    }
    for (const good of [
      { type: 'cancel', id: 7 },
      { type: 'told', id: 7 },
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
    const wanted = [{ targetId: 0, linkTypeId: 1, properties: {} }];
    const known = [{ id: 2 ** 40, name: 'A', entryType: 'Workflow' }];
    for (const kind of ['save', 'preview']) {
      const wish = { kind, base: [odd], wanted, known, missing: [0] };
      assert.deepEqual(request(wish), { type: 'request', id: 1, request: wish });
    }
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
    const save = { kind: 'save', base: [], wanted: [], missing: [] };
    const good = { id: 1, name: 'A', entryType: 'Document' };
    assert.deepEqual(request({ ...save, known: [{ id: 'x' }, null, good] }), {
      type: 'request',
      id: 1,
      request: { ...save, known: [good] },
    });
  });

  it('takes only ids that can be written for links that the server does not have', () => {
    for (const targetId of [0, -1, 2 ** 31]) {
      const wanted = [{ targetId, linkTypeId: 1, properties: {} }];
      const save = { kind: 'save', base: [link(1)], wanted, known: [], missing: [] };
      assert.equal(request(save).type, 'invalid', String(targetId));
    }
  });

  it('takes properties of any name', () => {
    const properties = JSON.parse('{"id":"1","__proto__":"2","constructor":"3","":"4"," a ":"5"}') as object;
    const wanted = [{ targetId: 1, linkTypeId: 1, properties }];
    const read = request({ kind: 'save', base: [], wanted, known: [], missing: [] });
    assert.equal(
      JSON.stringify(read),
      JSON.stringify({
        type: 'request',
        id: 1,
        request: { kind: 'save', base: [], wanted, known: [], missing: [] },
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
        kind: 'save',
        base: [],
        wanted: [{ targetId: 1, linkTypeId: 1.5, properties: {} }],
        known: [],
        missing: [],
      },
      {
        kind: 'save',
        base: [],
        wanted: [{ targetId: 1, linkTypeId: 1, properties: { a: 1 } }],
        known: [],
        missing: [],
      },
      { kind: 'save', base: [{ sourceId: 10 }], wanted: [], known: [], missing: [] },
      { kind: 'save', base: [], wanted: [] },
      { kind: 'preview', base: [], wanted: [], known: {}, missing: [] },
      { kind: 'outcome', id: 'x' },
      { kind: 'undo' },
      { kind: 'restoreIncoming', links: [{ sourceId: 10 }] },
      { kind: 'copy', what: 'token', payload: [] },
      { kind: 'copy', what: 'body', payload: {} },
      { kind: 'delete' },
    ]) {
      assert.deepEqual(request(bad), { type: 'invalid', id: 1 }, JSON.stringify(bad));
    }
    for (const bad of [undefined, null, 7, [], {}, { type: 'request', id: 'x', request: { kind: 'resume' } }])
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
    const state = { version: 1, connectionId: 'c', repository, sourceId: 10, draft: { any: 'thing' } };
    assert.deepEqual(readSavedState(state), state);
    for (const bad of [
      undefined,
      {},
      { ...state, connectionId: 1 },
      { ...state, repository: undefined },
      { ...state, repository: { baseUrl: 7 } },
      { connectionId: 'sandbox' },
    ])
      assert.equal(readSavedState(bad), undefined);
  });

  it('does not guess for which repository a draft without one was typed', () => {
    const old = { connectionId: 'c', sourceId: 10, draft: { edits: [] } };
    assert.deepEqual(readSavedState(old), { version: 1, connectionId: 'c', sourceId: 10 });
  });

  it('leaves alone what a newer version kept', () => {
    const newer = { version: 2, connectionId: 'c', repository: 'elsewhere', sourceId: 10 };
    assert.equal(readSavedState(newer), undefined);
    assert.deepEqual([newer, { version: 1 }, {}].map(isOfNewerVersion), [true, false, false]);
  });
});
