import assert from 'node:assert/strict';
import type { ChangeRequest, PlanSet } from '../../../src/changes';
import { item, link } from './history';
import { refused } from './refused';
import { setUp, SOURCE, to } from './setUp';

const request = (sourceId: number, edit: ChangeRequest['edit'] = { upsert: [to(15)] }): ChangeRequest => ({
  sourceId,
  edit,
  cause: 'command',
});
const plansOf = ({ steps }: PlanSet) => steps.flatMap((step) => ('plan' in step ? [step.plan] : []));

describe('editing: plans', () => {
  it('are data: written down and read again, they are applied all the same', async () => {
    const { editor, repository, journal } = setUp();
    const set = await editor.plan([request(1), request(2)]);
    assert.deepEqual(repository.puts, []);
    const { group, results } = await editor.apply(JSON.parse(JSON.stringify(set)) as PlanSet);
    assert.ok(results.every((result) => 'outcome' in result && result.outcome.sent));
    assert.deepEqual([repository.of(1), repository.of(2)], [[to(15)], [to(15)]]);
    assert.deepEqual(
      journal.items.map((one) => [one.entryId, one.group]),
      [
        [1, group],
        [2, group],
      ],
    );
    assert.equal(group, set.group);
  });

  it('a bare request is planned while it is written: its links are read once', async () => {
    const { editor, repository } = setUp();
    await editor.apply([request(1)]);
    assert.deepEqual(repository.calls, ['GET 1', 'PUT 1']);
  });

  it('a plan that nobody approved is left out by leaving out its step', async () => {
    const { editor, repository } = setUp();
    const set = await editor.plan([request(1), request(2)]);
    const { results } = await editor.apply({ ...set, steps: set.steps.slice(1) });
    assert.deepEqual(
      results.map(({ sourceId }) => sourceId),
      [2],
    );
    assert.deepEqual(repository.of(1), []);
  });

  it('are refused where writing is off, unless they are only to be shown', async () => {
    const { editor } = setUp({}, [], { policy: () => ({ readOnly: true, allowSelfLinks: false }) });
    await refused(editor.plan([request(1)]), 'readOnly');
    const set = await editor.plan([request(1)], { isPreview: true });
    assert.deepEqual(plansOf(set)[0]?.after, [to(15)]);
    await refused(editor.apply(set), 'readOnly');
  });

  it('several swaps are one set: each entry gives up only what others got', async () => {
    const { editor, repository } = setUp({}, [to(1), to(2)]);
    repository.set(11, [to(1), to(3)]);
    const set = await editor.planSwap([
      { sourceId: SOURCE, links: [to(1), to(2)] },
      { sourceId: 11, links: [to(1), to(3)] },
      { sourceId: 12, links: [to(4)] },
    ]);
    assert.deepEqual(
      set.steps.map((step) =>
        'plan' in step ? [step.plan.sourceId, step.plan.removesWhatOthersGot] : step.sourceId,
      ),
      [[1, undefined], [2, undefined], [SOURCE, true], [1, undefined], [3, undefined], [11, true], 12],
    );
    repository.onPut = () => {
      if (repository.calls.at(-1) === 'PUT 2') throw new Error('not now');
    };
    await editor.apply(set);
    assert.deepEqual([repository.of(SOURCE), repository.of(11)], [[to(2)], []]);
    assert.deepEqual(repository.of(1), [to(SOURCE), to(11)]);
  });

  it('a plan to undo tells links that others changed since, and all links as they are now', async () => {
    const { editor, repository } = setUp({}, [{ ...to(1), properties: { theirs: '1' } }]);
    const set = await editor.planUndo([item('x', 0, { added: [link(1)], payload: [to(1)] })]);
    const [plan] = plansOf(set);
    assert.deepEqual(
      plan?.conflicts.map(({ key }) => key),
      [to(1)],
    );
    assert.deepEqual(plan.theirs, await repository.getLinks(SOURCE));
    const [result] = (await editor.apply(set)).results;
    assert.ok(result && 'error' in result);
  });

  it('a plan to restore is no undo of one change in the history', async () => {
    const { editor, journal } = setUp({}, [to(1)]);
    const past = item('x', 0, { added: [link(1)], payload: [to(1)] });
    await editor.apply(await editor.planUndo([past], { cause: 'restore' }));
    assert.deepEqual(
      journal.items.map(({ cause, undoOf }) => [cause, undoOf]),
      [['restore', undefined]],
    );
  });

  it('a plan to put dropped links back goes through the entries that own them', async () => {
    const { editor, repository } = setUp();
    const dropped = [{ sourceId: 7, targetId: SOURCE, linkTypeId: 1 }];
    const set = await editor.planRepair(dropped);
    assert.deepEqual(plansOf(set)[0]?.request.cause, 'repair');
    await editor.apply(set);
    assert.deepEqual(repository.of(7), [to(SOURCE)]);
  });
});
