import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { EditError, type ChangePlan, type ChangeRequest, type SetOptions } from '../../../src/changes';
import { rejectsWith } from '../../support/apiError';
import { applyApproved, Declined } from '../../support/editing';
import { setUp, to } from './setUp';

const change = (sourceId: number, edit: ChangeRequest['edit'] = { upsert: [to(15)] }): ChangeRequest => ({
  sourceId,
  edit,
  cause: 'command',
});

describe('editing: several entries at once', () => {
  it('a failure does not stop the rest; each has its result, in order', async () => {
    const { editor, repository } = setUp();
    const error = new ApiError('locked', 'locked');
    repository.onPut = () => {
      if (repository.calls.at(-1) === 'PUT 2') throw error;
    };
    const { results } = await editor.apply([change(1), change(2), change(3)]);
    assert.deepEqual(
      results.map((result) => [result.sourceId, 'outcome' in result ? result.outcome.sent : result.error]),
      [
        [1, true],
        [2, error],
        [3, true],
      ],
    );
  });

  it('are one group in the journal: of their own, or the one that a change names', async () => {
    const { editor, journal } = setUp();
    const first = await editor.apply([change(1), change(2)]);
    const second = await editor.apply([change(3)]);
    const named = await editor.apply([change(4), { ...change(5), group: 'g' }]);
    assert.equal(named.group, 'g');
    assert.notEqual(first.group, second.group);
    assert.deepEqual(
      journal.items.map(({ group }) => group),
      [first.group, first.group, second.group, 'g', 'g'],
    );
  });

  it('are shown in one question, those that change nothing and those that can not be left out', async () => {
    const { editor, repository } = setUp();
    repository.set(2, [to(15)]);
    const seen: number[][] = [];
    const approve = (plans: readonly ChangePlan[]) => {
      seen.push(plans.map(({ sourceId }) => sourceId));
      return Promise.resolve(true);
    };
    const changes = [change(1), change(2), change(3, { upsert: [to(3)] }), change(4)];
    const { results } = await applyApproved(editor, await editor.plan(changes), approve);
    assert.deepEqual(seen, [[1, 4]]);
    assert.deepEqual(
      results.map((result) =>
        'outcome' in result ? result.outcome.sent : (result.error as EditError).reason,
      ),
      [true, false, 'selfLink', true],
    );
  });

  it('send nothing when declined, and ask nothing when nothing would be sent', async () => {
    const { editor, repository } = setUp();
    const set = await editor.plan([change(1), change(2)]);
    await assert.rejects(
      applyApproved(editor, set, () => Promise.resolve(false)),
      Declined,
    );
    repository.set(1, [to(15)]);
    const nothing = await editor.plan([change(1)]);
    const { results } = await applyApproved(editor, nothing, () => assert.fail('asked'));
    assert.equal(results.length, 1);
    assert.deepEqual(repository.puts, []);
  });

  it('what was planned is the base: others who change the same meanwhile are a conflict', async () => {
    const { editor, repository } = setUp();
    repository.set(1, [to(15)]);
    const set = await editor.plan([change(1, { remove: [to(15)] })]);
    repository.set(1, [{ ...to(15), properties: { theirs: '1' } }]);
    const { results } = await editor.apply(set);
    const [result] = results;
    assert.ok(result && 'error' in result && EditError.is(result.error));
    assert.equal(result.error.reason, 'conflict');
    assert.deepEqual(repository.puts, []);
  });

  it('end with the signal: what was not begun is cancelled', async () => {
    const { editor, repository } = setUp();
    const cancel = new AbortController();
    repository.onPut = () => cancel.abort();
    const changes = [1, 2, 3, 4, 5, 6].map((sourceId) => change(sourceId));
    const { results } = await editor.apply(changes, { signal: cancel.signal });
    const reasons = results.map((result) => ('error' in result ? (result.error as ApiError).reason : 'sent'));
    assert.equal(reasons[0], 'sent');
    assert.deepEqual(reasons.slice(4), ['cancelled', 'cancelled']);
    assert.deepEqual(repository.calls.includes('GET 5'), false);
  });

  it('cancelled while they are read have no plans', async () => {
    const { editor, repository } = setUp();
    const cancel = new AbortController();
    repository.onGet = () => cancel.abort();
    const { signal } = cancel;
    await rejectsWith(editor.plan([change(1), change(2)], { signal }), 'cancelled');
    assert.deepEqual(repository.puts, []);
  });

  for (const [entries, atOnce] of [
    [10, 4],
    [20, 4],
    // In a long run, what waits for locks and the journal leaves the connection to others.
    [30, 6],
  ] as const) {
    it(`are at most ${atOnce} of ${entries} under way at once, and tell how far they are`, async () => {
      const { editor, repository } = setUp();
      let underWay = 0;
      let most = 0;
      repository.onGet = async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
      };
      repository.onPut = (moment) => {
        if (moment === 'after') underWay -= 1;
      };
      const told: string[] = [];
      const changes = Array.from({ length: entries }, (_, index) => change(index + 20));
      const { results } = await editor.apply(changes, {
        onProgress: ({ operation, done, of }) => told.push(`${operation} ${done}/${of}`),
      });
      assert.equal(most, atOnce);
      assert.deepEqual(
        results.map(({ sourceId }) => sourceId),
        changes.map(({ sourceId }) => sourceId),
      );
      assert.deepEqual(
        told,
        changes.map((_, index) => `writing ${index + 1}/${entries}`),
      );
    });
  }

  it('tell how far the reading is, then how far the writing', async () => {
    const { editor } = setUp();
    const told: string[] = [];
    const options: SetOptions = {
      onProgress: ({ operation, done, of }) => told.push(`${operation} ${done}/${of}`),
    };
    const set = await editor.plan([change(1), change(2)], options);
    told.push('question');
    await editor.apply(set, options);
    assert.deepEqual(told, ['reading 1/2', 'reading 2/2', 'question', 'writing 1/2', 'writing 2/2']);
  });

  it('of one entry are made in their order, beside those of others', async () => {
    const { editor, repository } = setUp();
    const steps = [change(1), change(1, { remove: [to(15)] }), change(2), change(1, { upsert: [to(16)] })];
    const { results } = await editor.apply(steps);
    assert.ok(results.every((result) => 'outcome' in result));
    assert.deepEqual(repository.of(1), [to(16)]);
    assert.deepEqual(
      results.map(({ sourceId }) => sourceId),
      [1, 1, 2, 1],
    );
  });

  it('of many let other requests go first', async () => {
    const { repository, editor } = setUp();
    const asked = new Set<string>();
    const getLinks = repository.getLinks.bind(repository);
    repository.getLinks = (entryId, call) => {
      asked.add(`GET ${call?.priority}`);
      return getLinks(entryId, call);
    };
    const assignLinks = repository.assignLinks.bind(repository);
    repository.assignLinks = (entryId, payload, call) => {
      asked.add(`PUT ${call?.priority}`);
      return assignLinks(entryId, payload, call);
    };
    await editor.apply([1, 2, 3, 4].map((sourceId) => change(sourceId)));
    assert.deepEqual([...asked], ['GET undefined', 'PUT undefined']);
    asked.clear();
    await editor.apply([5, 6, 7, 8, 9].map((sourceId) => change(sourceId)));
    assert.deepEqual([...asked], ['GET background', 'PUT background']);
  });
});
