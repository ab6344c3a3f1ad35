import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { EditError, type ChangeReview, type LinkChange } from '../../../src/editing';
import { refused } from './refused';
import { setUp, to } from './setUp';

const change = (sourceId: number, edit: LinkChange['edit'] = { put: [to(15)] }): LinkChange => ({
  sourceId,
  edit,
  cause: 'bulk',
});

describe('editing: several entries at once', () => {
  it('a failure does not stop the rest; each has its result, in order', async () => {
    const { editor, repository } = setUp();
    const error = new ApiError('locked', 'locked');
    repository.onPut = () => {
      if (repository.calls.at(-1) === 'PUT 2') throw error;
    };
    const { results } = await editor.changeGroup([change(1), change(2), change(3)]);
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
    const first = await editor.changeGroup([change(1), change(2)]);
    const second = await editor.changeGroup([change(3)]);
    const named = await editor.changeGroup([change(4), { ...change(5), group: 'g' }]);
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
    const confirm = (reviews: readonly ChangeReview[]) => {
      seen.push(reviews.map(({ sourceId }) => sourceId));
      return Promise.resolve(true);
    };
    const changes = [change(1), change(2), change(3, { put: [to(3)] }), change(4)];
    const { results } = await editor.changeGroup(changes, { confirm });
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
    const no = { confirm: () => Promise.resolve(false) };
    const error = await refused(editor.changeGroup([change(1), change(2)], no), 'declined');
    assert.equal(error.details.sourceId, 1);
    repository.set(1, [to(15)]);
    const { results } = await editor.changeGroup([change(1)], { confirm: () => assert.fail('asked') });
    assert.equal(results.length, 1);
    assert.deepEqual(repository.puts, []);
  });

  it('what was confirmed is the base: others who change the same meanwhile are a conflict', async () => {
    const { editor, repository } = setUp();
    repository.set(1, [to(15)]);
    const confirm = () => {
      repository.set(1, [{ ...to(15), customProperties: { theirs: '1' } }]);
      return Promise.resolve(true);
    };
    const { results } = await editor.changeGroup([change(1, { remove: [to(15)] })], { confirm });
    const [result] = results;
    assert.ok(result && 'error' in result && result.error instanceof EditError);
    assert.equal(result.error.reason, 'conflict');
    assert.deepEqual(repository.puts, []);
  });

  it('end with the signal: what was not begun is cancelled', async () => {
    const { editor, repository } = setUp();
    const cancel = new AbortController();
    repository.onPut = () => cancel.abort();
    const { results } = await editor.changeGroup([change(1), change(2)], { signal: cancel.signal });
    assert.deepEqual(
      results.map((result) => ('error' in result ? (result.error as ApiError).reason : 'sent')),
      ['sent', 'cancelled'],
    );
    assert.deepEqual(repository.calls.includes('GET 2'), false);
  });
});
