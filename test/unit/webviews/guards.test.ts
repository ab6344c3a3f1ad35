import assert from 'node:assert/strict';
import { readAppMessage, readSavedState } from '../../../src/webviews/assignLinks/guards';
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
      { kind: 'restoreIncoming', links: [link(1)] },
      { kind: 'copy', what: 'curl', payload: [{ targetId: 1, linkTypeId: 1, customProperties: { a: '1' } }] },
    ]) {
      assert.deepEqual(request(good), { type: 'request', id: 1, request: good });
    }
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
      { kind: 'preview', base: [], wanted: [], known: [{ id: 1 }], missing: [] },
      { kind: 'undo' },
      { kind: 'restoreIncoming', links: [{ sourceId: 10 }] },
      { kind: 'copy', what: 'token', payload: [] },
      { kind: 'copy', what: 'body', payload: {} },
      { kind: 'delete' },
    ]) {
      assert.equal(request(bad), undefined, JSON.stringify(bad));
    }
    assert.equal(readAppMessage({ type: 'request', id: 'x', request: { kind: 'takeProposals' } }), undefined);
    assert.equal(readAppMessage({ type: 'reply' }), undefined);
    assert.equal(readAppMessage(undefined), undefined);
  });

  it('passes on nothing but what the protocol names', () => {
    assert.deepEqual(request({ kind: 'reveal', entryId: 15, extra: true }), {
      type: 'request',
      id: 1,
      request: { kind: 'reveal', entryId: 15 },
    });
  });

  it('reads what the window kept', () => {
    const state = { connectionId: 'sandbox', sourceId: 10, draft: { any: 'thing' } };
    assert.deepEqual(readSavedState(state), state);
    for (const bad of [undefined, {}, { connectionId: 'sandbox' }, { connectionId: 1, sourceId: 10 }]) {
      assert.equal(readSavedState(bad), undefined);
    }
  });
});
