import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import type { Entry } from '../../../src/domain';
import type { CannotReturn, HistoryItem, LinkEditor } from '../../../src/changes';
import { item, link } from './history';
import { notingSignals } from './signals';
import { many, setUp, SOURCE, to } from './setUp';

const entry = (id: number, path: string): Entry => ({
  id,
  name: `${id}`,
  entryType: 'Document',
  path,
});

/** An entry whose links were changed by us: `removed` went, nothing else is there. */
function removing(...removed: HistoryItem['removed']) {
  const made = setUp();
  const past = item('x', 0, { removed });
  return { ...made, past, prepare: () => undoOf(made.editor, [past]) };
}

/** The requests of a plan to undo, and what of it can't come back. */
async function undoOf(
  editor: LinkEditor,
  items: readonly HistoryItem[],
  options?: { readonly signal: AbortSignal },
) {
  const set = await editor.planUndo(items, options);
  const changes = set.steps.map((step) => ('plan' in step ? step.plan.request : assert.fail('no plan')));
  return { set, changes, cannotReturn: set.cannotReturn };
}

describe('editing: planning an undo', () => {
  it('restores what a change removed, changed and added, to the byte', async () => {
    const { editor, repository, journal, change } = setUp({}, many(4));
    const edit = {
      upsert: [to(15), { ...to(1001, 2), properties: { a: '1' } }],
      remove: [to(1000), to(1002)],
    };
    await change(edit);
    assert.equal(repository.of(SOURCE).length, 3);
    const { set, cannotReturn } = await undoOf(editor, journal.items);
    assert.deepEqual(cannotReturn, []);
    const { results } = await editor.apply(set);
    assert.ok(results.every((result) => 'outcome' in result && result.outcome.sent));
    const byTarget = (links: ReturnType<typeof many>) => links.toSorted((a, b) => a.targetId - b.targetId);
    assert.deepEqual(byTarget(repository.of(SOURCE)), byTarget(many(4)));
    assert.deepEqual(
      journal.items.map(({ cause, undoOf }) => [cause, undoOf]),
      [
        ['command', undefined],
        ['undo', 'record-1'],
      ],
    );
  });

  it('asks for the links of the entry, and once for each target to link again', async () => {
    const { editor, repository } = setUp({}, [{ ...to(1), properties: { a: '1' } }]);
    const removed = [link(1, { a: '1' }), link(2), link(2, {}, 2), link(3)];
    await undoOf(editor, [item('x', 0, { removed, added: [link(4)] })]);
    assert.deepEqual(repository.calls, ['GET 10', 'ENTRY 2', 'ENTRY 3'], 'the link to 1 is there again');
  });

  it('leaves out links whose target is gone, closed or in the recycle bin, and says why', async () => {
    const { repository, prepare } = removing(link(1, { a: '1' }), link(2), link(3), link(4));
    repository.entries.set(1, new ApiError('notFound', 'gone'));
    repository.entries.set(2, new ApiError('forbidden', 'closed'));
    repository.entries.set(3, entry(3, '\\Recycle Bin\\3'));
    repository.entries.set(4, entry(4, '\\Offers\\4'));
    const { changes, cannotReturn } = await prepare();
    const expected: CannotReturn[] = [
      { sourceId: SOURCE, link: link(1, { a: '1' }), why: 'targetGone' },
      { sourceId: SOURCE, link: link(2), why: 'targetForbidden' },
      { sourceId: SOURCE, link: link(3), why: 'targetInRecycleBin' },
    ];
    assert.deepEqual(cannotReturn, expected);
    assert.deepEqual(
      changes.map(({ edit }) => edit),
      [{ upsert: [link(4)], remove: [] }],
    );
  });

  it('leaves out links whose type is gone, whatever their target', async () => {
    const { changes, cannotReturn } = await removing(link(1, {}, 9), link(1, {}, 2)).prepare();
    assert.deepEqual(cannotReturn, [{ sourceId: SOURCE, link: link(1, {}, 9), why: 'linkTypeGone' }]);
    assert.deepEqual(changes[0]?.edit.upsert, [link(1, {}, 2)]);
  });

  it('fails as the server does where a target can not be looked at', async () => {
    const { repository, prepare } = removing(link(1));
    repository.entries.set(1, new ApiError('network', 'no way'));
    await assert.rejects(prepare(), { reason: 'network' });
    const bug = removing(link(1));
    bug.repository.getEntry = () => Promise.reject(new TypeError('a bug of ours'));
    await assert.rejects(bug.prepare(), TypeError);
  });

  it('starts from the links as they are now, where nobody else touched ours since', async () => {
    const { editor, repository } = setUp({}, [to(1), to(99)]);
    const { changes } = await undoOf(editor, [item('x', 0, { added: [link(1)], payload: [to(1)] })]);
    assert.deepEqual(changes[0]?.base, await repository.getLinks(SOURCE));
  });

  it('starts from what our change left where others touched the same links: that is a conflict', async () => {
    const { editor } = setUp({}, [{ ...to(1), properties: { theirs: '1' } }]);
    const past = item('x', 0, { added: [link(1)], payload: [to(1)] });
    const { set, changes } = await undoOf(editor, [past]);
    assert.deepEqual(changes[0]?.base, [{ sourceId: SOURCE, ...to(1), properties: null }]);
    const { results } = await editor.apply(set);
    assert.ok(results[0] && 'error' in results[0]);
  });

  it('takes back several changes of one entry, only the newest against the links as they are now', async () => {
    const { editor, repository } = setUp({}, [to(1), to(2)]);
    repository.set(11, [to(3)]);
    const past = [
      item('c', 3, { entryId: 11, added: [link(3)], payload: [to(3)] }),
      item('b', 2, { added: [link(2)], payload: [to(1), to(2)] }),
      item('a', 1, { added: [link(1)], payload: [to(1)] }),
    ];
    const { set, changes } = await undoOf(editor, past);
    assert.deepEqual(repository.calls, ['GET 11', 'GET 10']);
    assert.deepEqual(
      changes.map(({ undoOf, base }) => [undoOf, base.map(({ targetId }) => targetId)]),
      [
        ['c', [3]],
        ['b', [1, 2]],
        ['a', [1]],
      ],
    );
    await editor.apply(set);
    assert.deepEqual([repository.of(SOURCE), repository.of(11)], [[], []]);
  });

  it('passes the signal on to every question', async () => {
    const { signals, options } = notingSignals();
    const { editor } = setUp({}, [], options);
    const { signal } = new AbortController();
    await undoOf(editor, [item('x', 0, { removed: [link(1)] })], { signal });
    assert.deepEqual(signals, [signal, signal, signal, signal], 'types, links, the target, and types');
  });
});
