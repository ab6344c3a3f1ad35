import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { broken, TYPES } from './fakeRepository';
import { refused } from './refused';
import { many, setUp, SOURCE } from './setUp';

describe('editing: a change of links', () => {
  for (const count of [0, 1, 99, 100, 101, 250]) {
    it(`adding to ${count} links sends them all again, unchanged, and the new one`, async () => {
      const links = many(count);
      const { repository, change } = setUp({}, links);
      const outcome = await change({ upsert: [{ targetId: 15, linkTypeId: 1 }] });
      assert.deepEqual(repository.puts, [[...links, { targetId: 15, linkTypeId: 1 }]]);
      assert.deepEqual(repository.calls, ['GET 10', 'PUT 10']);
      assert.ok(outcome.sent);
      assert.equal(outcome.plan.kept.length, count);
      assert.equal(outcome.links.length, count + 1);
    });
  }

  it('removing the last link sends an empty list', async () => {
    const { repository, change } = setUp({}, many(1));
    await change({ remove: [{ targetId: 1000, linkTypeId: 1 }] });
    assert.deepEqual(repository.puts, [[]]);
  });

  it('a change that changes nothing sends no PUT', async () => {
    const { repository, change } = setUp({}, many(3));
    for (const edit of [
      {},
      { upsert: [{ targetId: 1000, linkTypeId: 1 }] },
      { upsert: [{ targetId: 1000, linkTypeId: 1, properties: { note: '"0" <ä>' } }] },
      { remove: [{ targetId: 1000, linkTypeId: 2 }] },
    ]) {
      assert.equal((await change(edit)).sent, false);
    }
    assert.deepEqual(repository.puts, []);
  });

  for (const incomingListed of [true, false]) {
    it(`incoming links are never echoed (listed: ${incomingListed})`, async () => {
      const { repository, change } = setUp({ incomingListed }, many(1));
      repository.set(77, [{ targetId: SOURCE, linkTypeId: 1 }]);
      const outcome = await change({ upsert: [{ targetId: 15, linkTypeId: 1 }] });
      assert.deepEqual(repository.puts[0], [...many(1), { targetId: 15, linkTypeId: 1 }]);
      assert.deepEqual(
        outcome.links.map(({ sourceId }) => sourceId),
        incomingListed ? [SOURCE, SOURCE, 77] : [SOURCE, SOURCE],
      );
    });
  }

  it('types that the server leaves out are told by their labels', async () => {
    const { repository, change } = setUp({ omitLinkTypeId: true }, many(4));
    await change({ upsert: [{ targetId: 15, linkTypeId: 2 }] });
    assert.deepEqual(repository.of(SOURCE), [...many(4), { targetId: 15, linkTypeId: 2 }]);
  });

  it('types that can not be told stop the change', async () => {
    const types = [...TYPES, { ...TYPES[0]!, linkTypeId: 9 }];
    const { repository, change } = setUp({ omitLinkTypeId: true, types }, many(2));
    const error = await refused(change({ upsert: [{ targetId: 15, linkTypeId: 2 }] }), 'unresolvedLinks');
    assert.deepEqual(
      error.details.links.map(({ targetId }) => targetId),
      [1000],
    );
    assert.deepEqual(repository.puts, []);
  });

  it("a shortcut's target does not lose its links", async () => {
    const { repository, change } = setUp({ shortcuts: { [SOURCE]: 500 } });
    repository.set(500, many(3));
    await refused(change({ upsert: [{ targetId: 15, linkTypeId: 1 }] }), 'unresolvedLinks');
    assert.deepEqual(repository.of(500), many(3));
  });

  it('links to itself are refused unless allowed, unknown types always', async () => {
    const { repository, change } = setUp();
    const self = { upsert: [{ targetId: SOURCE, linkTypeId: 1 }] };
    await refused(change(self), 'selfLink');
    const error = await refused(change({ upsert: [{ targetId: 15, linkTypeId: 9 }] }), 'unknownLinkType');
    assert.equal(error.details.linkTypeId, 9);
    assert.deepEqual(repository.calls, []);
    const allowed = setUp({}, [], { policy: () => ({ readOnly: false, allowSelfLinks: true }) });
    assert.ok((await allowed.change(self)).sent);
  });

  it('an existing link to itself can be removed', async () => {
    const { repository, change } = setUp({}, [{ targetId: SOURCE, linkTypeId: 1 }]);
    await change({ remove: [{ targetId: SOURCE, linkTypeId: 1 }] });
    assert.deepEqual(repository.of(SOURCE), []);
  });

  it('changed, and brought back by an undo or a restore', async () => {
    const self = { targetId: SOURCE, linkTypeId: 1 };
    const { repository, change, editor } = setUp({}, [self]);
    const base = await repository.getLinks(SOURCE);
    await change({ upsert: [{ ...self, properties: { Comment: 'mine' } }] }, base);
    await change({ remove: [self], upsert: [{ ...self, linkTypeId: 2 }] });
    await change({ remove: [{ ...self, linkTypeId: 2 }] });
    assert.deepEqual(repository.of(SOURCE), []);
    for (const cause of ['undo', 'restore'] as const) {
      await editor.change({ sourceId: SOURCE, edit: { upsert: [self] }, cause });
      assert.deepEqual(repository.of(SOURCE), [self]);
      await change({ remove: [self] });
    }
    await refused(change({ upsert: [self] }), 'selfLink');
  });
});

describe('editing: other people', () => {
  const ours = { upsert: [{ targetId: 15, linkTypeId: 1 }], remove: [{ targetId: 1001, linkTypeId: 2 }] };

  it('foreign changes since the base that do not touch ours survive', async () => {
    const { repository, change } = setUp({}, many(3));
    const base = await repository.getLinks(SOURCE);
    repository.set(SOURCE, [...many(2), { targetId: 4711, linkTypeId: 2, properties: { theirs: '1' } }]);
    await change(ours, base);
    assert.deepEqual(repository.of(SOURCE), [
      many(1)[0],
      { targetId: 4711, linkTypeId: 2, properties: { theirs: '1' } },
      { targetId: 15, linkTypeId: 1 },
    ]);
  });

  it('an overlap is refused with both sides shown, and nothing is written', async () => {
    const { repository, change } = setUp({}, many(3));
    const base = await repository.getLinks(SOURCE);
    const theirs = { targetId: 1001, linkTypeId: 2, properties: { theirs: '1' } };
    repository.set(SOURCE, [theirs]);
    const { details } = await refused(change(ours, base), 'conflict');
    assert.deepEqual(details.conflicts, [
      {
        key: { targetId: 1001, linkTypeId: 2 },
        base: { targetId: 1001, linkTypeId: 2, properties: {} },
        theirs: { targetId: 1001, linkTypeId: 2, properties: { theirs: '1' } },
        ours: undefined,
      },
    ]);
    assert.deepEqual(repository.puts, []);
  });

  it('the same done by others in the meantime needs no PUT', async () => {
    const { repository, change } = setUp({}, many(2));
    const base = await repository.getLinks(SOURCE);
    repository.set(SOURCE, [many(1)[0]!, { targetId: 15, linkTypeId: 1 }]);
    assert.equal((await change(ours, base)).sent, false);
    assert.deepEqual(repository.puts, []);
  });

  it('changes to one entry run one after another, to others side by side', async () => {
    const { repository, editor } = setUp();
    const add = (sourceId: number, targetId: number) =>
      editor.change({ sourceId, edit: { upsert: [{ targetId, linkTypeId: 1 }] }, cause: 'command' });
    await Promise.all([add(SOURCE, 1), add(SOURCE, 2), add(20, 3), add(SOURCE, 4)]);
    assert.deepEqual(
      repository.of(SOURCE).map(({ targetId }) => targetId),
      [1, 2, 4],
    );
    const own = repository.calls.filter((call) => call.endsWith(' 10'));
    assert.deepEqual(own, ['GET 10', 'PUT 10', 'GET 10', 'PUT 10', 'GET 10', 'PUT 10']);
    assert.ok(repository.calls.indexOf('GET 20') < repository.calls.indexOf('GET 10', 1));
  });

  it('a failed change does not hold up the next one', async () => {
    const { repository, change } = setUp();
    repository.onGet = () => {
      repository.onGet = () => undefined;
      throw new ApiError('server', 'no');
    };
    const first = change({ upsert: [{ targetId: 1, linkTypeId: 1 }] });
    const second = change({ upsert: [{ targetId: 2, linkTypeId: 1 }] });
    await assert.rejects(first, { reason: 'server' });
    assert.ok((await second).sent);
  });
});

describe('editing: when a PUT goes wrong', () => {
  const edit = { upsert: [{ targetId: 15, linkTypeId: 1 }] };

  it('a refusal is passed on, and nothing is read again', async () => {
    const { repository, change } = setUp({}, many(2));
    repository.onPut = () => {
      throw new ApiError('locked', 'locked', { status: 423 });
    };
    await assert.rejects(change(edit), { reason: 'locked' });
    assert.deepEqual(repository.calls, ['GET 10', 'PUT 10']);
  });

  it('a broken connection after the write: the links are as wanted, so all is well', async () => {
    const { repository, change } = setUp({}, many(2));
    repository.onPut = (moment) => {
      if (moment === 'after') throw broken();
    };
    const outcome = await change(edit);
    assert.ok(outcome.sent);
    assert.equal(outcome.links.length, 3);
    assert.deepEqual(repository.calls, ['GET 10', 'PUT 10', 'GET 10']);
  });

  it('a broken connection before the write: nobody knows whether it arrives yet, the PUT is not repeated', async () => {
    const { repository, change } = setUp({}, many(2));
    repository.onPut = () => {
      throw broken();
    };
    await assert.rejects(change(edit), { reason: 'outcomeUnknown' });
    assert.deepEqual(repository.calls, ['GET 10', 'PUT 10', 'GET 10']);
    assert.deepEqual(repository.of(SOURCE), many(2));
  });

  it('a broken connection and other links than before or wanted: unknown, with what is there', async () => {
    const { repository, change } = setUp({}, many(2));
    repository.onPut = () => {
      repository.set(SOURCE, many(1));
      throw broken();
    };
    const { details } = await refused(change(edit), 'outcomeUnknown');
    assert.equal(details.links?.length, 1);
  });

  it('a broken connection that stays broken: unknown', async () => {
    const { repository, change } = setUp();
    repository.onPut = () => {
      repository.onGet = () => {
        throw broken();
      };
      throw broken();
    };
    const { details } = await refused(change(edit), 'outcomeUnknown');
    assert.equal(details.links, undefined);
  });

  it('an answer with other links than were sent is told', async () => {
    const { change } = setUp({ store: (payload) => payload.slice(1) }, many(2));
    const { details } = await refused(change(edit), 'notAsSent');
    assert.equal(details.links.length, 2);
  });

  it('an answer with other properties than were sent is told', async () => {
    const { change } = setUp({
      store: (payload) => payload.map(({ targetId, linkTypeId }) => ({ targetId, linkTypeId })),
    });
    await refused(change({ upsert: [{ targetId: 15, linkTypeId: 1, properties: { a: 'b' } }] }), 'notAsSent');
  });

  it('cancelled while the PUT is under way: what the server has decides, read without the signal', async () => {
    const { repository, change } = setUp();
    const cancel = new AbortController();
    repository.onPut = (moment) => {
      if (moment === 'before') return;
      cancel.abort();
      throw new ApiError('cancelled', 'cancelled', { outcomeUnknown: true });
    };
    assert.ok((await change(edit, undefined, { signal: cancel.signal })).sent);
  });
});
