import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import type { Link } from '../../../src/domain';
import { LockError, type ChangePlan, type ChangeRequest } from '../../../src/changes';
import { changeApproved, Declined } from '../../support/editing';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';

const add = { upsert: [to(15)] };

describe('editing: what is never sent', () => {
  it('anything, while changes are turned off', async () => {
    const { editor, repository, change } = setUp({}, many(2), {
      policy: () => ({ readOnly: true, allowSelfLinks: false }),
    });
    await refused(change(add), 'readOnly');
    await refused(change({}), 'readOnly');
    await refused(editor.apply([{ sourceId: SOURCE, edit: add, cause: 'command' }]), 'readOnly');
    await refused(editor.planSwap([{ sourceId: SOURCE, links: [to(1000)] }]), 'readOnly');
    assert.deepEqual(repository.calls, []);
    const wish = { sourceId: SOURCE, edit: add, cause: 'form' } as const;
    await refused(editor.plan([wish]), 'readOnly');
    assert.deepEqual(repository.calls, []);
    const [step] = (await editor.plan([wish], { isPreview: true })).steps;
    assert.ok(step && 'plan' in step);
    assert.equal(step.plan.plan.added.length, 1);
  });

  it('a change that was switched off while the person was asked', async () => {
    let readOnly = false;
    const { repository, journal, editor } = setUp({}, [], {
      policy: () => ({ readOnly, allowSelfLinks: false }),
    });
    const set = await editor.plan([{ sourceId: SOURCE, edit: add, cause: 'form' }]);
    readOnly = true;
    await refused(editor.apply(set), 'readOnly');
    assert.deepEqual([repository.puts, journal.items], [[], []]);
  });

  it('links of an entry of unknown type: it is read first, and a shortcut is refused', async () => {
    const known = [{ id: SOURCE, name: 'S', entryType: 'Document', hasUnknownType: true }] as const;
    const wish = { sourceId: SOURCE, edit: add, known, cause: 'form' } as const;
    const shortcut = setUp({ shortcuts: { [SOURCE]: 500 } });
    shortcut.repository.entries.set(SOURCE, {
      ...{ id: SOURCE, name: 'S', entryType: 'Shortcut', targetId: 500 },
    });
    for (const deed of [() => shortcut.editor.change(wish), () => shortcut.editor.apply([wish])])
      await refused(
        deed().then((done) => {
          if ('results' in done && done.results[0] && 'error' in done.results[0]) throw done.results[0].error;
        }),
        'shortcut',
      );
    assert.deepEqual(shortcut.repository.puts, []);
    const other = setUp();
    assert.ok((await other.editor.change(wish)).sent, 'what has no target is no shortcut');
    const closed = setUp();
    closed.repository.entries.set(SOURCE, new ApiError('timeout', 'no'));
    await assert.rejects(closed.editor.change(wish), /no/);
    assert.deepEqual(closed.repository.puts, []);
  });

  it('links to a shortcut: the error says whose they are', async () => {
    const { editor, repository } = setUp();
    const known = [{ id: SOURCE, name: 'S', entryType: 'Shortcut', targetId: 500 }] as const;
    const error = await refused(
      editor.change({ sourceId: SOURCE, edit: add, known, cause: 'form' }),
      'shortcut',
    );
    assert.equal(error.details.targetId, 500);
    const other = [{ ...known[0], id: 11 }];
    assert.ok((await editor.change({ sourceId: SOURCE, edit: add, known: other, cause: 'form' })).sent);
    assert.deepEqual(repository.calls, ['GET 10', 'PUT 10']);
  });

  it('a change without a before-image', async () => {
    const { repository, journal, change } = setUp();
    const full = new Error('ENOSPC');
    journal.onWrite = () => {
      throw full;
    };
    const error = await refused(change(add), 'journalFailed');
    assert.equal(error.cause, full);
    assert.deepEqual(repository.calls, ['GET 10']);
  });

  it('a change whose turn does not come', async () => {
    for (const [reason, told] of [
      ['busy', 'busyElsewhere'],
      ['storage', 'journalFailed'],
    ] as const) {
      const { repository, change } = setUp({}, [], { lock: () => Promise.reject(new LockError(reason)) });
      await refused(change(add), told);
      assert.deepEqual(repository.calls, []);
    }
  });

  it('a cancelled change, wherever it was', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const { repository, journal, change } = setUp();
    const call = { signal: cancel.signal };
    await assert.rejects(change(add, undefined, call), { reason: 'cancelled' });
    const late = new AbortController();
    repository.onGet = () => late.abort();
    await assert.rejects(change(add, undefined, { signal: late.signal }), { reason: 'cancelled' });
    assert.deepEqual([repository.puts, journal.items], [[], []]);
  });

  it('anything for an edit that its base fulfils, whatever the server has', async () => {
    const { repository, change } = setUp({}, many(2));
    const base = await repository.getLinks(SOURCE);
    repository.set(SOURCE, []);
    repository.calls.length = 0;
    const outcome = await change({ upsert: [to(1000)], remove: [to(7)] }, base);
    assert.deepEqual(
      [outcome.sent, outcome.links, outcome.plan.kept.length, outcome.droppedIncoming],
      [false, base, 2, []],
    );
    assert.deepEqual(repository.calls, []);
  });

  it('the same where the server leaves out types', async () => {
    const { repository, change } = setUp({ omitLinkTypeId: true }, many(2));
    const base = await repository.getLinks(SOURCE);
    assert.equal((await change({ upsert: [to(1000)] }, base)).sent, false);
    assert.deepEqual(repository.calls, ['GET 10']);
  });

  it('a change on a base whose types can not be told', async () => {
    const { repository, change } = setUp({}, many(1));
    const base: Link[] = [{ sourceId: SOURCE, targetId: 1000, sourceLabel: '?', targetLabel: '?' }];
    assert.equal((await change({ remove: [to(7)] }, base)).sent, false);
    assert.deepEqual(
      repository.calls,
      ['GET 10'],
      'what the base holds is not known, so the server is asked',
    );
  });
});

describe('editing: planned, approved, applied', () => {
  const change: ChangeRequest = {
    sourceId: SOURCE,
    edit: { upsert: [to(15)], remove: [to(1000)] },
    cause: 'form',
  };

  it('shows the plan with its payloads and warnings, and sends what was shown', async () => {
    const { editor, repository } = setUp({}, many(1));
    const seen: ChangePlan[] = [];
    const known = [{ id: 15, name: 'x', entryType: 'Document', isCheckedOut: true }] as const;
    const wish = { ...change, known, missing: [15] };
    await changeApproved(editor, wish, (plan) => Promise.resolve(seen.push(plan) > 0));
    const [review] = seen;
    assert.deepEqual(review?.before, many(1));
    assert.deepEqual(review.after, [to(15)]);
    const { base: _, group: __, ...shown } = review.request;
    assert.deepEqual(shown, wish);
    assert.deepEqual(
      review.warnings.map(({ kind }) => kind),
      ['targetGone', 'checkedOut'],
    );
    assert.deepEqual(repository.puts, [[to(15)]]);
    assert.deepEqual(repository.calls, ['GET 10', 'GET 10', 'PUT 10']);
  });

  it('sends nothing when declined, and does not ask when there is nothing to change', async () => {
    const { editor, repository } = setUp({}, many(1));
    await assert.rejects(
      changeApproved(editor, change, () => Promise.resolve(false)),
      Declined,
    );
    const nothing = { ...change, edit: { upsert: [to(1000)] } };
    const outcome = await changeApproved(editor, nothing, () => assert.fail('asked'));
    assert.equal(outcome.sent, false);
    assert.equal(outcome.links.length, 1);
    assert.deepEqual(repository.puts, []);
  });

  it('what others do to the same links in the meantime is a conflict', async () => {
    const { editor, repository } = setUp({}, many(1));
    const theirs = { ...to(1000), properties: { theirs: '1' } };
    const confirm = () => {
      repository.set(SOURCE, [theirs]);
      return Promise.resolve(true);
    };
    const { details } = await refused(changeApproved(editor, change, confirm), 'conflict');
    assert.deepEqual(
      details.theirs.map(({ properties }) => properties),
      [{ theirs: '1' }],
    );
    assert.deepEqual(repository.puts, []);
  });

  it('asks outside the turn, so that nobody waits for a person', async () => {
    const { editor, repository, change: other } = setUp({}, many(1));
    const confirm = async () => (await other({ upsert: [to(99)] })).sent;
    await changeApproved(editor, change, confirm);
    assert.deepEqual(repository.of(SOURCE), [to(99), to(15)]);
  });

  it('a plan refuses what the change would, and reads nothing when it has a base', async () => {
    const { editor, repository } = setUp({ shortcuts: { 20: 10 } }, many(1));
    const planned = async (request: ChangeRequest) => {
      const [step] = (await editor.plan([request])).steps;
      assert.ok(step);
      if ('error' in step) throw step.error;
      return step.plan;
    };
    await refused(planned({ ...change, edit: { upsert: [to(SOURCE)] } }), 'selfLink');
    const base = await repository.getLinks(SOURCE);
    repository.calls.length = 0;
    assert.equal((await planned({ ...change, base })).request.base, base);
    assert.deepEqual(repository.calls, []);
    await refused(planned({ ...change, sourceId: 20 }), 'unresolvedLinks');
  });
});
