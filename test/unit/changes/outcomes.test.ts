import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { lastUndoable } from '../../../src/changes';
import { broken } from './fakeRepository';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';

const add = { upsert: [to(15)] };
const failed = (status: number) => () =>
  new ApiError('server', `HTTP ${status}`, { status, outcomeUnknown: true });

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
    const edit = { upsert: [to(15), { ...to(1001, 2), properties: { a: '1' } }], remove: [to(1000)] };
    const known = [{ id: SOURCE, name: 'S', entryType: 'Document', path: '\\A\\S' }] as const;
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
        payload: [{ ...to(1001, 2), properties: { a: '1' } }, to(15)],
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
      [{ sourcePath: '\\S', targetPath: '\\T' }, '\\S'],
      [{ sourcePath: null }, undefined],
    ] as const) {
      const { repository, journal, change } = setUp({}, many(1));
      repository.describe = () => links;
      await change(add);
      assert.equal(journal.items[0]?.entryPath, path);
    }
    const { repository, journal, change } = setUp();
    repository.set(77, [to(SOURCE)]);
    repository.describe = () => ({ sourcePath: '\\Other', targetPath: '\\T' });
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
    await editor.apply(await editor.planUndo(lastUndoable(journal.items)));
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
      upsert: [to(15), to(15, 2), { ...to(1001, 2), properties: { a: '1' } }],
      remove: [to(1000)],
    });
    assert.deepEqual(told, [{ sourceId: SOURCE, links, targetIds: [15, 1000, 1001] }]);
  });

  it('nobody, when nothing was written', async () => {
    const { told, repository, change } = setUp({}, many(1));
    await change({ upsert: [to(1000)] });
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
      outcome.droppedIncoming.map(({ sourceId }) => sourceId),
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
    assert.equal(error.details.links.length, 3);
  });
});
