import assert from 'node:assert/strict';
import { ApiError, type Link } from '../../../src/api';
import { lastUndoable, TurnError, type ChangeReview, type LinkChange } from '../../../src/editing';
import { broken } from './fakeRepository';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';

const add = { put: [to(15)] };
const failed = (status: number) => () =>
  new ApiError('server', `HTTP ${status}`, { status, outcomeUnknown: true });

describe('editing: what is never sent', () => {
  it('anything, while writing is switched off', async () => {
    const { editor, repository, change } = setUp({}, many(2), {
      policy: () => ({ readOnly: true, allowSelfLinks: false }),
    });
    await refused(change(add), 'readOnly');
    await refused(change({}), 'readOnly');
    await refused(editor.changeGroup([{ sourceId: SOURCE, edit: add, cause: 'bulk' }]), 'readOnly');
    await refused(editor.swapDirection({ sourceId: SOURCE, links: [to(1000)] }), 'readOnly');
    assert.deepEqual(repository.calls, []);
    assert.equal((await editor.review({ sourceId: SOURCE, edit: add, cause: 'form' })).plan.added.length, 1);
  });

  it('a change that was switched off while the person was asked', async () => {
    let readOnly = false;
    const { repository, journal, change } = setUp({}, [], {
      policy: () => ({ readOnly, allowSelfLinks: false }),
    });
    const confirm = () => Promise.resolve((readOnly = true));
    await refused(change(add, undefined, { confirm }), 'readOnly');
    assert.deepEqual([repository.puts, journal.items], [[], []]);
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
      const { repository, change } = setUp({}, [], { turn: () => Promise.reject(new TurnError(reason)) });
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
    const outcome = await change({ put: [to(1000)], remove: [to(7)] }, base);
    assert.deepEqual(
      [outcome.sent, outcome.links, outcome.plan.kept.length, outcome.lostIncoming],
      [false, base, 2, []],
    );
    assert.deepEqual(repository.calls, []);
  });

  it('the same where the server leaves out types', async () => {
    const { repository, change } = setUp({ omitLinkTypeId: true }, many(2));
    const base = await repository.getLinks(SOURCE);
    assert.equal((await change({ put: [to(1000)] }, base)).sent, false);
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

describe('editing: confirming', () => {
  const change: LinkChange = { sourceId: SOURCE, edit: { put: [to(15)], remove: [to(1000)] }, cause: 'form' };

  it('shows the plan with its payloads and warnings, and sends what was shown', async () => {
    const { editor, repository } = setUp({}, many(1));
    const seen: ChangeReview[] = [];
    const known = [{ id: 15, name: 'x', entryType: 'Document', isCheckedOut: true }] as const;
    const wish = { ...change, known, missing: [15] };
    const confirm = (review: ChangeReview) => Promise.resolve(seen.push(review) > 0);
    await editor.change(wish, { confirm });
    const [review] = seen;
    assert.deepEqual(review?.before, many(1));
    assert.deepEqual(review.after, [to(15)]);
    assert.equal(review.change, wish);
    assert.deepEqual(
      review.warnings.map(({ kind }) => kind),
      ['targetGone', 'checkedOut'],
    );
    assert.deepEqual(repository.puts, [[to(15)]]);
    assert.deepEqual(repository.calls, ['GET 10', 'GET 10', 'PUT 10']);
  });

  it('sends nothing when declined, and does not ask when there is nothing to change', async () => {
    const { editor, repository } = setUp({}, many(1));
    await refused(editor.change(change, { confirm: () => Promise.resolve(false) }), 'declined');
    const nothing = { ...change, edit: { put: [to(1000)] } };
    const outcome = await editor.change(nothing, { confirm: () => assert.fail('asked') });
    assert.equal(outcome.sent, false);
    assert.equal(outcome.links.length, 1);
    assert.deepEqual(repository.puts, []);
  });

  it('what others do to the same links in the meantime is a conflict', async () => {
    const { editor, repository } = setUp({}, many(1));
    const theirs = { ...to(1000), customProperties: { theirs: '1' } };
    const confirm = () => {
      repository.set(SOURCE, [theirs]);
      return Promise.resolve(true);
    };
    const { details } = await refused(editor.change(change, { confirm }), 'conflict');
    assert.deepEqual(
      details.theirs?.map(({ linkProperties }) => linkProperties),
      [{ theirs: '1' }],
    );
    assert.deepEqual(repository.puts, []);
  });

  it('asks outside the turn, so that nobody waits for a person', async () => {
    const { editor, repository, change: other } = setUp({}, many(1));
    const confirm = async () => (await other({ put: [to(99)] })).sent;
    await editor.change(change, { confirm });
    assert.deepEqual(repository.of(SOURCE), [to(99), to(15)]);
  });

  it('a review refuses what the change would, and reads nothing when it has a base', async () => {
    const { editor, repository } = setUp({ shortcuts: { 20: 10 } }, many(1));
    await refused(editor.review({ ...change, edit: { put: [to(SOURCE)] } }), 'selfLink');
    const base = await repository.getLinks(SOURCE);
    repository.calls.length = 0;
    const review = await editor.review({ ...change, base });
    assert.equal(review.links, base);
    assert.deepEqual(repository.calls, []);
    await refused(editor.review({ ...change, sourceId: 20 }), 'unresolvedLinks');
  });
});

describe('editing: the journal of a change', () => {
  it('has the before-image on disk when the PUT goes out, and the outcome afterwards', async () => {
    const { editor, repository, journal } = setUp({}, many(2));
    repository.set(77, [to(SOURCE)]);
    const log: string[] = [];
    journal.onWrite = (kind) => void log.push(kind);
    repository.onPut = (moment) => {
      if (moment === 'before') log.push('PUT');
    };
    const before = await repository.getLinks(SOURCE);
    const edit = { put: [to(15), { ...to(1001, 2), properties: { a: '1' } }], remove: [to(1000)] };
    const known = [{ id: SOURCE, name: 'S', entryType: 'Document', fullPath: '\\A\\S' }] as const;
    const change = { sourceId: SOURCE, edit, known, cause: 'form', group: 'g', undoOf: 'u' } as const;
    const outcome = await editor.change(change);
    assert.deepEqual(log, ['before', 'PUT', 'after']);
    const connection = { id: 'c-1', name: 'Test', baseUrl: 'https://server/LFRepositoryAPI', repoId: 'r-1' };
    assert.deepEqual(journal.items, [
      {
        id: outcome.recordId,
        time: '2026-01-01T00:00:00.000Z',
        sequence: 0,
        connection,
        cause: 'form',
        group: 'g',
        undoOf: 'u',
        entryId: SOURCE,
        entryPath: '\\A\\S',
        before,
        payload: [{ ...to(1001, 2), customProperties: { a: '1' } }, to(15)],
        added: [{ ...to(15), properties: {} }],
        removed: [{ ...to(1000), properties: { note: '"0" <ä>' } }],
        changed: [
          { before: { ...to(1001, 2), properties: {} }, after: { ...to(1001, 2), properties: { a: '1' } } },
        ],
        kept: 0,
        outcome: 'written',
        answer: await repository.getLinks(SOURCE),
      },
    ]);
  });

  it('takes no more of a connection than history shows', async () => {
    const secret = { password: 'p', username: 'u' };
    const { journal, change } = setUp({}, [], {
      connection: { id: 'c', name: 'n', baseUrl: 'b', repoId: 'r', ...secret },
    });
    await change(add);
    assert.deepEqual(journal.items[0]?.connection, { id: 'c', name: 'n', baseUrl: 'b', repoId: 'r' });
  });

  it('tells the path of the entry from its links where nobody read it', async () => {
    for (const [links, path] of [
      [{ sourceFullPath: '\\S', targetFullPath: '\\T' }, '\\S'],
      [{ sourceFullPath: null }, undefined],
    ] as const) {
      const { repository, journal, change } = setUp({}, many(1));
      repository.describe = () => links;
      await change(add);
      assert.equal(journal.items[0]?.entryPath, path);
    }
    const { repository, journal, change } = setUp();
    repository.set(77, [to(SOURCE)]);
    repository.describe = () => ({ sourceFullPath: '\\Other', targetFullPath: '\\T' });
    await change(add);
    assert.equal(journal.items[0]?.entryPath, '\\T');
  });

  const outcomes = {
    'a refusal': [() => new ApiError('locked', 'locked'), undefined, 'refused', 'locked', undefined],
    // It may have been overtaken by our look, and arrive yet.
    'a break before': [broken, 'before', 'unknown', 'network', 2],
    'a server that failed': [failed(500), 'before', 'unknown', 'server', 2],
    'a server that was not ready': [failed(503), 'before', 'unknown', 'server', 2],
    'a gateway without an answer': [failed(504), 'before', 'unknown', 'server', 2],
    'a break after': [broken, 'after', 'written', undefined, 3],
    'a break in the middle': [broken, 'middle', 'unknown', 'network', 1],
    'something unforeseen': [() => new TypeError('x'), 'middle', 'unknown', 'unexpected', 1],
    'something unforeseen before': [() => new TypeError('x'), 'before', 'unknown', 'unexpected', 2],
  } as const;
  it('keeps a before-image to undo where a PUT arrives after all', async () => {
    const { repository, editor, journal, change } = setUp({}, many(2));
    repository.onPut = (moment) => {
      if (moment === 'before') throw broken();
    };
    await assert.rejects(change(add));
    repository.set(SOURCE, repository.puts[0]!);
    repository.onPut = () => undefined;
    const { changes } = await editor.prepareUndo(lastUndoable(journal.items));
    await editor.changeGroup(changes);
    assert.deepEqual(repository.of(SOURCE), many(2));
  });

  for (const [name, [error, moment, outcome, reason, answered]] of Object.entries(outcomes)) {
    it(`keeps the outcome of ${name}`, async () => {
      const { repository, journal, change } = setUp({}, many(2));
      repository.onPut = (now) => {
        if (moment === 'middle') repository.set(SOURCE, many(1));
        if (moment !== 'after' || now === 'after') throw error();
      };
      await change(add).catch(() => undefined);
      const [item] = journal.items;
      assert.deepEqual([item?.outcome, item?.reason, item?.answer?.length], [outcome, reason, answered]);
    });
  }
});

describe('editing: telling everybody', () => {
  it('who is touched, after a write', async () => {
    const { told, change } = setUp({}, many(3));
    const { links } = await change({
      put: [to(15), to(15, 2), { ...to(1001, 2), properties: { a: '1' } }],
      remove: [to(1000)],
    });
    assert.deepEqual(told, [{ sourceId: SOURCE, links, targetIds: [15, 1000, 1001] }]);
  });

  it('nobody, when nothing was written', async () => {
    const { told, repository, change } = setUp({}, many(1));
    await change({ put: [to(1000)] });
    repository.onPut = () => {
      throw broken();
    };
    await change(add).catch(() => undefined);
    assert.deepEqual(told, []);
  });

  it('also when the change fails with other links than everybody shows', async () => {
    const lossy = setUp({ store: () => [] }, many(1));
    const error = await refused(lossy.change(add), 'notAsSent');
    assert.equal(error.details.recordId, 'record-1');
    assert.deepEqual(lossy.told, [{ sourceId: SOURCE, links: [], targetIds: [1000] }]);
    assert.equal(lossy.journal.items[0]?.outcome, 'notAsSent');

    const { told, repository, change } = setUp({}, many(2));
    repository.onPut = () => {
      repository.set(SOURCE, [to(5)]);
      throw broken();
    };
    const unknown = await refused(change(add), 'outcomeUnknown');
    assert.equal(unknown.details.recordId, 'record-1');
    assert.deepEqual(told, [{ sourceId: SOURCE, links: unknown.details.links, targetIds: [1000, 1001, 5] }]);
  });
});

describe('editing: a PUT whose outcome is unknown', () => {
  it('that changed nothing yet may be carried out later: it stays open', async () => {
    const { repository, change, journal } = setUp({}, many(2));
    const error = new ApiError('server', 'proxy', { status: 502, outcomeUnknown: true });
    repository.onPut = () => {
      throw error;
    };
    const { cause, details } = await refused(change(add), 'outcomeUnknown');
    assert.equal(cause, error);
    assert.equal(details.recordId, journal.items[0]?.id);
    assert.equal(details.links?.length, 2);
  });

  it('names incoming links that went with it, from the same reading', async () => {
    const { repository, change } = setUp({ incomingDropped: true });
    repository.set(77, [to(SOURCE)]);
    repository.onPut = (moment) => {
      if (moment === 'after') throw broken();
    };
    const outcome = await change(add);
    assert.deepEqual(
      outcome.lostIncoming.map(({ sourceId }) => sourceId),
      [77],
    );
    assert.deepEqual(repository.calls, ['GET 10', 'PUT 10', 'GET 10']);
  });

  it('that left links of which types can not be told is not taken for a success', async () => {
    const { repository, change } = setUp({}, many(1));
    repository.onPut = (moment) => {
      if (moment === 'before') return;
      repository.describe = ({ targetId }) =>
        targetId === 66 ? { linkTypeId: 0, sourceLabel: '?', targetLabel: '?' } : {};
      repository.set(SOURCE, [...many(1), to(15), to(66)]);
      throw broken();
    };
    const error = await refused(change(add), 'notAsSent');
    assert.equal(error.details.links?.length, 3);
  });
});

describe('editing: a list that changes while it is read', () => {
  const twice = [...many(2), many(2)[0]!];

  it('is read again, once', async () => {
    const { repository, change } = setUp({}, twice);
    repository.onGet = () => {
      if (repository.calls.length === 2) repository.set(SOURCE, many(2));
    };
    await change(add);
    assert.deepEqual(repository.calls, ['GET 10', 'GET 10', 'PUT 10']);
    assert.deepEqual(repository.of(SOURCE), [...many(2), to(15)]);
  });

  it('and again otherwise stops the change', async () => {
    const { repository, change } = setUp({}, twice);
    let next = 0;
    repository.onGet = () => repository.set(SOURCE, [...twice, to((next += 1))]);
    await refused(change(add), 'unsteadyRead');
    assert.deepEqual(repository.calls, ['GET 10', 'GET 10', 'GET 10']);
  });

  it('is one link seen from both of its ends where it is listed twice again: each counts once', async () => {
    const { repository, change } = setUp({}, twice);
    const { plan } = await change(add);
    assert.equal(plan.kept.length, 2);
    assert.deepEqual(repository.of(SOURCE), [...many(2), to(15)]);
  });

  it('is no ground to write on where a link is listed twice with different properties', async () => {
    const { change } = setUp({}, [...many(2), { ...to(1001, 2), customProperties: { other: '1' } }]);
    const { details } = await refused(change(add), 'unresolvedLinks');
    assert.equal(details.why, 'contradictory');
  });

  it('is no ground to write on where a property is no text', async () => {
    const { repository, change } = setUp({}, many(2));
    repository.describe = ({ targetId }) => (targetId === 1000 ? { hasOddProperties: true } : {});
    const { details } = await refused(change(add), 'unresolvedLinks');
    assert.equal(details.why, 'oddProperty');
    assert.deepEqual(repository.puts, []);
  });

  it('twins whose types are not told are told apart by their ids', async () => {
    const { repository, change } = setUp({}, twice);
    let id = 0;
    repository.describe = () => ({ linkTypeId: 0, linkId: (id += 1), sourceLabel: '?', targetLabel: '?' });
    await refused(change(add), 'unresolvedLinks');
    assert.deepEqual(repository.calls, ['GET 10']);
  });

  it('in several pages counts once two readings agree, the base being one of them', async () => {
    for (const [pages, hasBase, reads] of [
      [[3], false, 1],
      [[2, 1], false, 2],
      [[2, 1], true, 1],
      // One more link had been there when the page before was cut.
      [[3, 0], true, 2],
    ] as const) {
      const { repository, change } = setUp({}, many(3));
      const base = hasBase ? await repository.getLinks(SOURCE) : undefined;
      repository.calls.length = 0;
      repository.pages = pages;
      await change(add, base);
      assert.deepEqual(repository.calls, [...Array<string>(reads).fill('GET 10'), 'PUT 10']);
    }
  });

  it('a link that slipped between two pages is not lost', async () => {
    const { repository, change } = setUp({}, many(3).slice(0, 2));
    repository.pages = [2, 1];
    repository.onGet = () => {
      if (repository.calls.length === 2) repository.set(SOURCE, many(3));
    };
    await change(add);
    assert.deepEqual(repository.calls, ['GET 10', 'GET 10', 'GET 10', 'PUT 10']);
    assert.deepEqual(repository.of(SOURCE), [...many(3), to(15)]);
  });

  it('that never stays the same stops the change', async () => {
    const { repository, change } = setUp({}, many(3));
    repository.pages = [2, 1];
    repository.onGet = () => repository.set(SOURCE, many(repository.calls.length));
    await refused(change(add), 'unsteadyRead');
    assert.deepEqual(repository.calls, ['GET 10', 'GET 10', 'GET 10']);
  });
});
