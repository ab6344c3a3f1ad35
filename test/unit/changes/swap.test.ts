import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import type { Entry } from '../../../src/domain';
import {
  EditError,
  type AppliedSet,
  type ChangePlan,
  type DirectionSwap,
  type LinkEditor,
} from '../../../src/changes';
import { applyApproved, Declined } from '../../support/editing';
import { refused } from './refused';
import { setUp, SOURCE, to } from './setUp';
import { notingSignals } from './signals';

const OTHER = 15;
const mine = { ...to(OTHER), properties: { why: 'ä' } };
const back = { ...to(SOURCE), properties: { why: 'ä' } };
const entry = (id: number, more: Partial<Entry> = {}): Entry => ({
  id,
  name: `${id}`,
  entryType: 'Document',
  ...more,
});
const swap = { sourceId: SOURCE, links: [to(OTHER)] };

/** Each entry in its order, with `true` for a PUT sent, `false` for none needed, or the reason it failed. */
const told = ({ results }: AppliedSet) =>
  results.map((result) => {
    if ('outcome' in result) return [result.sourceId, result.outcome.sent];
    const { error } = result;
    return [result.sourceId, EditError.is(error) || ApiError.is(error) ? error.reason : error];
  });

/** Without a question. */
const turn = async (editor: LinkEditor, wish: DirectionSwap, options?: { readonly signal: AbortSignal }) =>
  editor.apply(await editor.planSwap([wish], options), options);

/** Fails as the one step of a swap of which nothing was planned. */
async function nothingPlanned(editor: LinkEditor, wish: DirectionSwap): Promise<void> {
  const [step, ...more] = (await editor.planSwap([wish])).steps;
  assert.ok(step && 'error' in step && more.length === 0);
  assert.equal(step.sourceId, wish.sourceId);
  throw step.error;
}

describe('editing: turning links round', () => {
  it('adds the link at the other entry first, then removes it here; properties go along, the rest stays', async () => {
    const { editor, repository, journal } = setUp({}, [mine, to(16), to(OTHER, 2)]);
    repository.set(OTHER, [to(99)]);
    const outcome = await turn(editor, swap);
    assert.deepEqual(told(outcome), [
      [OTHER, true],
      [SOURCE, true],
    ]);
    assert.deepEqual(repository.of(OTHER), [to(99), back]);
    assert.deepEqual(repository.of(SOURCE), [to(16), to(OTHER, 2)]);
    assert.deepEqual(
      repository.calls.filter((call) => call.startsWith('PUT')),
      [`PUT ${OTHER}`, `PUT ${SOURCE}`],
    );
    assert.deepEqual(
      journal.items.map(({ cause, group, entryId }) => [cause, group, entryId]),
      [
        ['swap', outcome.group, OTHER],
        ['swap', outcome.group, SOURCE],
      ],
    );
  });

  it('several links to several entries: one change for each entry, this one last', async () => {
    const { editor, repository } = setUp({}, [to(1), to(2), to(1, 2), to(3)]);
    const outcome = await turn(editor, { sourceId: SOURCE, links: [to(1), to(1, 2), to(2)] });
    assert.deepEqual(told(outcome), [
      [1, true],
      [2, true],
      [SOURCE, true],
    ]);
    assert.deepEqual(repository.of(1), [to(SOURCE), to(SOURCE, 2)]);
    assert.deepEqual(repository.of(2), [to(SOURCE)]);
    assert.deepEqual(repository.of(SOURCE), [to(3)]);
  });

  it('reads the other entries once, and not at all where the caller has', async () => {
    const { editor, repository } = setUp({}, [to(1), to(2), to(1, 2)]);
    const links = [to(1), to(2), to(1, 2)];
    await turn(editor, { sourceId: SOURCE, links, known: [entry(SOURCE), entry(2)] });
    assert.deepEqual(
      repository.calls.filter((call) => call.startsWith('ENTRY')),
      ['ENTRY 1'],
    );
  });

  it('a shortcut at the other end keeps the link here', async () => {
    const { editor, repository } = setUp({}, [to(1), to(2)]);
    repository.entries.set(1, entry(1, { entryType: 'Shortcut', targetId: 5 }));
    const outcome = await turn(editor, { sourceId: SOURCE, links: [to(1), to(2)] });
    assert.deepEqual(told(outcome), [
      [1, 'shortcut'],
      [2, true],
      [SOURCE, true],
    ]);
    assert.deepEqual(repository.of(SOURCE), [to(1)]);
  });

  it('a link to itself stays as it is', async () => {
    const { editor, repository } = setUp({}, [to(SOURCE)]);
    assert.deepEqual((await turn(editor, { sourceId: SOURCE, links: [to(SOURCE)] })).results, []);
    assert.deepEqual(repository.puts, []);
  });

  it('what could not be added at the other entry is not removed here', async () => {
    const { editor, repository } = setUp({}, [mine]);
    repository.onPut = () => {
      throw new ApiError('locked', 'locked');
    };
    assert.deepEqual(told(await turn(editor, swap)), [
      [OTHER, 'locked'],
      [SOURCE, false],
    ]);
    assert.deepEqual(repository.of(SOURCE), [mine]);
  });

  it('a link that is there already, saying the same, is enough', async () => {
    const { editor, repository } = setUp({}, [mine]);
    repository.set(OTHER, [back, to(99)]);
    assert.deepEqual(told(await turn(editor, swap)), [
      [OTHER, false],
      [SOURCE, true],
    ]);
    assert.deepEqual([repository.of(SOURCE), repository.of(OTHER)], [[], [back, to(99)]]);
  });

  it('each entry is compared with its own link, not with that of another', async () => {
    const { editor, repository } = setUp({}, [mine, to(16)]);
    repository.set(16, [to(SOURCE)]);
    const outcome = await turn(editor, { sourceId: SOURCE, links: [to(OTHER), to(16)] });
    assert.deepEqual(told(outcome), [
      [OTHER, true],
      [16, false],
      [SOURCE, true],
    ]);
  });

  it('a link that is there already and says something else is a conflict: ours must not vanish for it', async () => {
    const { editor, repository } = setUp({}, [mine, to(OTHER, 2)]);
    const theirs = { ...to(SOURCE), properties: { theirs: '1' } };
    repository.set(OTHER, [theirs, to(99), to(SOURCE, 2)]);
    const { results } = await turn(editor, { ...swap, links: [to(OTHER), to(OTHER, 2)] });
    const [result] = results;
    assert.equal(results.length, 1);
    assert.ok(result && 'error' in result && EditError.is(result.error, 'conflict'));
    assert.equal(result.error.reason, 'conflict');
    assert.equal(result.error.details.sourceId, OTHER);
    assert.deepEqual(result.error.details.conflicts, [
      {
        key: to(SOURCE),
        base: undefined,
        theirs: { ...to(SOURCE), properties: { theirs: '1' } },
        ours: { ...to(SOURCE), properties: { why: 'ä' } },
      },
    ]);
    assert.equal(result.error.details.theirs.length, 5, 'all links of the other entry');
    assert.deepEqual(repository.of(SOURCE), [mine, to(OTHER, 2)]);
  });

  it('what somebody adds at the other entry meanwhile, saying something else, is a conflict before anything is written', async () => {
    const { editor, repository } = setUp({}, [mine]);
    const theirs = { ...to(SOURCE), properties: { theirs: '1' } };
    // Between the look at both entries and the write at the other one.
    repository.onWait = () => {
      repository.onWait = () => undefined;
      assert.fail('nothing is sent');
    };
    let looks = 0;
    repository.onGet = () => {
      if ((looks += 1) === 3) repository.set(OTHER, [theirs]);
    };
    const { results } = await turn(editor, swap);
    assert.deepEqual(told({ group: '', results }), [
      [OTHER, 'conflict'],
      [SOURCE, false],
    ]);
    assert.deepEqual([repository.of(SOURCE), repository.of(OTHER)], [[mine], [theirs]]);
    assert.deepEqual(repository.puts, []);
  });

  it('a link whose other entry can not be written to safely stays, and the others are turned', async () => {
    const { editor, repository } = setUp({}, [mine, to(16)]);
    repository.set(16, [to(5)]);
    repository.describe = ({ sourceId }) => (sourceId === 16 ? { hasOddProperties: true } : {});
    const outcome = await turn(editor, { sourceId: SOURCE, links: [to(OTHER), to(16)] });
    assert.deepEqual(told(outcome), [
      [OTHER, true],
      [16, 'unresolvedLinks'],
      [SOURCE, true],
    ]);
    assert.deepEqual(repository.of(SOURCE), [to(16)]);
  });

  it('begins nothing where a link is not there any more, where links can not be echoed, or while writing is off', async () => {
    const { editor, repository } = setUp({}, [mine]);
    const error = await refused(nothingPlanned(editor, { ...swap, links: [to(OTHER), to(16)] }), 'conflict');
    assert.equal(error.details.sourceId, SOURCE);
    assert.deepEqual(error.details.conflicts, [
      { key: to(16), base: { ...to(16), properties: {} }, theirs: undefined, ours: undefined },
    ]);
    assert.equal(error.details.theirs.length, 1);
    const untold = setUp({ omitLinkTypeId: true, types: [] }, [mine]);
    await refused(nothingPlanned(untold.editor, swap), 'unresolvedLinks');
    const off = setUp({}, [mine], { policy: () => ({ readOnly: true, allowSelfLinks: false }) });
    await refused(off.editor.planSwap([swap]), 'readOnly');
    assert.deepEqual([...repository.puts, ...untold.repository.puts, ...off.repository.calls], []);
  });

  it('fails as the server does where the other entry can not be read', async () => {
    const { editor, repository } = setUp({}, [mine]);
    repository.entries.set(OTHER, new ApiError('forbidden', 'closed'));
    await assert.rejects(nothingPlanned(editor, swap), { reason: 'forbidden' });
    assert.deepEqual(repository.puts, []);
  });

  it('is shown as one: what is added there and removed here, in one question', async () => {
    const { editor, repository } = setUp({}, [mine]);
    const seen: ChangePlan[] = [];
    const approve = (plans: readonly ChangePlan[]) => Promise.resolve(seen.push(...plans) > 0);
    await applyApproved(editor, await editor.planSwap([swap]), approve);
    assert.deepEqual(
      seen.map(({ sourceId, before, after }) => [sourceId, before, after]),
      [
        [OTHER, [], [back]],
        [SOURCE, [mine], []],
      ],
    );
    assert.deepEqual([repository.of(SOURCE), repository.of(OTHER)], [[], [back]]);

    const no = setUp({}, [mine]);
    const set = await no.editor.planSwap([swap]);
    await assert.rejects(
      applyApproved(no.editor, set, () => Promise.resolve(false)),
      Declined,
    );
    assert.deepEqual(no.repository.puts, []);
  });

  it('passes the signal on to every question, and the PUTs', async () => {
    const { signals, inner, options } = notingSignals();
    inner.set(SOURCE, [mine]);
    const { editor } = setUp({}, [], options);
    const { signal } = new AbortController();
    await turn(editor, swap, { signal });
    assert.ok(signals.length > 6 && signals.every((one) => one === signal), `${signals.length}`);
  });
});
