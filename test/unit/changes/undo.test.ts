import assert from 'node:assert/strict';
import { lastUndoable, takenBack, undoChange, undoEdit, type HistoryItem } from '../../../src/changes';
import { CONNECTION, item, link } from './history';
import { SOURCE, to } from './setUp';

const ids = (items: readonly HistoryItem[]) => items.map(({ id }) => id);

describe('editing: taking a change back', () => {
  it('puts what it removed and what it changed as they were, and removes what it added', () => {
    const [removed, before, after] = [link(1, { a: '1' }), link(2, { b: '1' }), link(2, { b: '2' })];
    const edit = undoEdit(
      item('x', 0, { added: [link(3)], removed: [removed], changed: [{ before, after }] }),
    );
    assert.deepEqual(edit, { upsert: [removed, before], remove: [to(3)] });
  });

  it('expects the links as the change sent them', () => {
    const payload = [to(3), { ...to(4, 2), properties: { a: '1' } }];
    const [change] = undoChange([item('x', 0, { payload })]);
    assert.deepEqual(change, {
      sourceId: SOURCE,
      edit: { upsert: [], remove: [] },
      base: [
        { sourceId: SOURCE, ...to(3), properties: null },
        { sourceId: SOURCE, ...to(4, 2), properties: { a: '1' } },
      ],
      madeFor: CONNECTION,
      cause: 'undo',
      undoOf: 'x',
    });
  });

  it('or as the server had them, where it kept others than were sent', () => {
    const answer = [{ sourceId: SOURCE, ...to(5) }];
    const base = (more: Partial<HistoryItem>) =>
      undoChange([item('x', 0, { payload: [to(3)], ...more })])[0]?.base;
    assert.equal(base({ outcome: 'notAsSent', answer }), answer);
    const sent = [{ sourceId: SOURCE, ...to(3), properties: null }];
    assert.deepEqual(base({ outcome: 'notAsSent' }), sent);
    assert.deepEqual(base({ outcome: 'written', answer }), sent);
  });

  it('goes back in time, and passes over what was refused', () => {
    const items = [
      item('b', 2),
      item('no', 4, { outcome: 'refused' }),
      item('c', 3, { outcome: 'unknown' }),
      item('a', 1),
    ];
    assert.deepEqual(
      undoChange(items).map(({ undoOf }) => undoOf),
      ['c', 'b', 'a'],
    );
  });
});

describe('editing: the last change that can be taken back', () => {
  it('is the newest one that was not refused', () => {
    assert.deepEqual(lastUndoable([]), []);
    assert.deepEqual(ids(lastUndoable([item('no', 2, { outcome: 'refused' }), item('b', 1), item('a', 0)])), [
      'b',
    ]);
    assert.deepEqual(ids(lastUndoable([item('b', 1, { outcome: 'unknown' }), item('a', 0)])), ['b']);
  });

  it('comes with the rest of its group, other groups and changes for themselves left out', () => {
    const history = [
      item('e', 5, { group: 'g' }),
      item('d', 4),
      item('c', 3, { group: 'h' }),
      item('b', 2, { group: 'g' }),
      item('a', 1, { group: 'g', outcome: 'refused' }),
    ];
    assert.deepEqual(ids(lastUndoable(history)), ['e', 'b']);
    assert.deepEqual(ids(lastUndoable(history.slice(1))), ['d']);
  });

  it('is looked for in one repository, whatever its connection is called, or in all', () => {
    const other = { baseUrl: 'https://other.test/LFRepositoryAPI', repoId: 'r-other' };
    const history = [
      item('c', 2, { connection: { ...CONNECTION, ...other } }),
      item('b', 1, { connection: { ...CONNECTION, id: 'c-2' } }),
    ];
    assert.deepEqual(ids(lastUndoable(history)), ['c']);
    assert.deepEqual(ids(lastUndoable(history, CONNECTION)), ['b']);
    assert.deepEqual(ids(lastUndoable(history, { ...other, repoId: 'R-OTHER' })), ['c']);
    assert.deepEqual(lastUndoable(history, { ...CONNECTION, repoId: 'none' }), []);
  });

  it('is neither an undo, nor what was taken back, nor what had no effect left', () => {
    const history = [item('d', 4, { cause: 'undo', undoOf: 'c' }), item('c', 3), item('b', 2), item('a', 1)];
    assert.deepEqual(ids(lastUndoable(history)), ['b']);
    assert.deepEqual(ids(lastUndoable(history, undefined, new Set(['b']))), ['a']);
  });
});

describe('editing: what was taken back', () => {
  const undo = (id: string, minute: number, undoOf: string, more: Partial<HistoryItem> = {}) =>
    item(id, minute, { cause: 'undo', undoOf, ...more });

  it('by an undo that was written', () => {
    assert.deepEqual([...takenBack([undo('u', 2, 'a'), item('a', 1)])], ['a']);
    assert.deepEqual([...takenBack([item('a', 1)])], []);
    for (const outcome of ['refused', 'unknown', 'notAsSent'] as const)
      assert.deepEqual([...takenBack([undo('u', 2, 'a', { outcome }), item('a', 1)])], [], outcome);
  });

  it('stands again once the undo itself was taken back', () => {
    const history = [undo('v', 3, 'u'), undo('u', 2, 'a'), item('a', 1)];
    assert.deepEqual([...takenBack(history)], ['u']);
    assert.deepEqual([...takenBack([undo('w', 4, 'v'), ...history])], ['v', 'a']);
  });
});
