import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { EditError, LockError } from '../../../src/changes';
import { pathIn } from '../../../src/domain';
import { changeApproved, editorFor } from '../../support/editing';
import { FakeRepository } from './fakeRepository';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';
import { notingSignals } from './signals';

const add = { upsert: [to(15)] };

/** Each reading of the links is another one, and takes two pages. */
function neverTheSame() {
  const { repository, change } = setUp();
  repository.pages = [1, 0];
  let next = 100;
  repository.onGet = () => repository.set(SOURCE, [to((next += 1))]);
  return { change };
}

describe('editing: what a refusal says', () => {
  it('which entry it is about, whatever the reason', async () => {
    const off = setUp({}, [], { policy: () => ({ readOnly: true, allowSelfLinks: false }) });
    const lost = setUp({}, [], { lock: () => Promise.reject(new LockError('busy')) });
    const { change } = setUp({}, many(1));
    const errors = [
      await refused(off.change(add), 'readOnly'),
      await refused(change({ upsert: [to(SOURCE)] }), 'selfLink'),
      await refused(change({ upsert: [to(15, 9)] }), 'unknownLinkType'),
      await refused(lost.change(add), 'busyElsewhere'),
      await refused(neverTheSame().change(add), 'inconsistentRead'),
    ];
    for (const { details, reason } of errors) assert.equal(details.sourceId, SOURCE, reason);
    assert.ok(errors[3]?.cause instanceof LockError);
  });

  it('its name and reason, to be read in a log', () => {
    const error = new EditError('selfLink', { sourceId: 7 });
    assert.equal(`${error}`, 'EditError: Link change of entry 7: selfLink');
    assert.equal(error.cause, undefined);
  });

  it('that a cancelled change sent nothing', async () => {
    const { change } = setUp();
    await assert.rejects(change(add, undefined, { signal: AbortSignal.abort() }), {
      message: 'The change was cancelled before anything was sent.',
    });
  });

  it('of a shortcut, where it leads, unless that is not known', async () => {
    const { editor } = setUp();
    for (const more of [{ targetId: 5 }, {}]) {
      const known = [{ id: SOURCE, name: 'S', entryType: 'Shortcut', ...more }] as const;
      const wish = editor.change({ sourceId: SOURCE, edit: add, known, cause: 'form' });
      const { details } = await refused(wish, 'shortcut');
      assert.deepEqual(details, { sourceId: SOURCE, ...more });
    }
  });

  it('a failure that is none of the server’s proves nothing either: it is the cause', async () => {
    const { repository, change } = setUp({}, many(1));
    const bug = new TypeError('a bug of ours');
    repository.onPut = () => {
      throw bug;
    };
    assert.equal((await refused(change(add), 'outcomeUnknown')).cause, bug);
  });
});

describe('editing: what is asked and told', () => {
  it('link types only where the base does not tell its own', async () => {
    let asked = 0;
    const { repository, change } = setUp({}, many(2), {
      linkTypes: () => {
        asked += 1;
        return Promise.resolve(repository.types);
      },
    });
    await change({ upsert: [to(1000)] }, await repository.getLinks(SOURCE));
    assert.equal(asked, 0);
  });

  it('the signal goes with every question but those about what became of a PUT', async () => {
    const { signals, inner, options } = notingSignals();
    const { change, editor } = setUp({}, [], options);
    const { signal } = new AbortController();
    const wish = { sourceId: SOURCE, edit: add, cause: 'command' } as const;
    await changeApproved(editor, wish, undefined, { signal });
    assert.equal(signals.length, 6, 'types and links to plan, types, ticket and links to write, and the PUT');
    assert.ok(signals.every((one) => one === signal));

    signals.length = 0;
    inner.onPut = () => {
      throw new ApiError('network', 'broken', { outcomeUnknown: true });
    };
    await refused(change({ upsert: [to(16)] }, undefined, { signal }), 'outcomeUnknown');
    assert.deepEqual(signals.slice(-2), [signal, undefined], 'the PUT, and the look at what became of it');
  });

  it('nobody has to listen: a change ends the same without', async () => {
    const edit = { sourceId: SOURCE, edit: add, cause: 'command' } as const;
    const unheard = (repository: FakeRepository) =>
      editorFor(repository, () => Promise.resolve(repository.types)).change(edit);
    assert.ok((await unheard(new FakeRepository())).sent);
    await refused(unheard(new FakeRepository({ store: () => [] })), 'notAsSent');
  });

  it('of a change that others made meanwhile, nothing lost and nothing sent', async () => {
    const { repository, change } = setUp({}, many(1));
    repository.set(77, [to(SOURCE)]);
    const outcome = await change({ upsert: [to(1000)] });
    assert.deepEqual([outcome.sent, outcome.droppedIncoming, outcome.recordId], [false, [], undefined]);
  });

  it('to the journal no more than there is to say', async () => {
    const { journal, editor } = setUp();
    const known = [{ id: 15, name: 'T', entryType: 'Document', path: '\\T' }] as const;
    await editor.change({ sourceId: SOURCE, edit: add, known, cause: 'form' });
    const [item] = journal.items;
    for (const name of ['group', 'undoOf', 'entryPath'])
      assert.ok(item && !(name in item), `${name} of nothing, or of another entry`);
  });

  it('the path of an entry from the end of a link where it stands', () => {
    const link = { sourceId: 1, targetId: 2, sourcePath: '\\A', targetPath: '\\B' };
    assert.deepEqual([pathIn([link], 1), pathIn([link], 2), pathIn([link], 3)], ['\\A', '\\B', undefined]);
    assert.equal(pathIn([{ ...link, sourcePath: null }], 1), undefined);
    assert.equal(pathIn([{ ...link, targetPath: null }, link], 2), '\\B');
  });
});
