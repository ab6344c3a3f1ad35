import fc from 'fast-check';
import assert from 'node:assert/strict';
import {
  type ConflictChoice,
  editBetween,
  keyOf,
  planEdit,
  readLinks,
  resolveConflicts,
  sameLinks,
} from '../../../src/domain';
import {
  conflictsWith,
  conflictView,
  openConflicts,
} from '../../../src/webviews/assignLinks/app/state/conflicts';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { draftOf, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import type { Form } from '../../../src/webviews/assignLinks/app/state/model';
import { isDirty, linksOf, statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import { blockedBecause } from '../../../src/webviews/assignLinks/app/state/summary';
import type { Failure } from '../../../src/webviews/assignLinks/protocol';
import { after, contentsOf, formAfter, link, marks, SOURCE, target, TYPES } from './support';

const EDITED = formAfter(
  [link(1, 1, { a: '1' }), link(2, 1, { b: '1' }), link(3)],
  { type: 'propertiesTyped', rowId: 'link-1-1', properties: [{ name: 'a', value: 'mine' }] },
  { type: 'removed', rowId: 'link-2-1' },
  { type: 'added', targets: [target(15)] },
);
const THEIRS = [link(1, 1, { a: 'theirs' }), link(2, 1, { b: '2' }), link(3), link(9)];
const inConflict = (theirs = THEIRS) =>
  after(
    EDITED,
    { type: 'saving' },
    { type: 'saveFailed', failure: { message: 'no', reason: 'conflict', theirs } },
  );
const choose = (side: ConflictChoice, ...keys: string[]) => ({ type: 'sideChosen', keys, side }) as const;
const properties = (form: Form, id: number) =>
  form.rows.find((row) => row.target.id === id)?.properties.map(({ name, value }) => `${name}=${value}`);

describe('form: a conflict', () => {
  it('shows the links that both sides changed, and blocks until it is settled', () => {
    const form = inConflict();
    assert.deepEqual(
      openConflicts(form).map(({ key }) => keyOf(key)),
      ['2:1', '1:1'],
    );
    assert.equal(blockedBecause(form, true, new Map()), 'Choose whose changes to keep first.');
    assert.deepEqual(form.rows, EDITED.rows);
    assert.equal(form.saving, false);
  });

  it('is not settled before each link has its answer', () => {
    const form = after(inConflict(), choose('mine', '1:1'), { type: 'conflictsResolved' });
    assert.ok(form.mergeConflicts);
  });

  it('keeps mine of one and theirs of another, and what others did elsewhere', () => {
    const form = after(inConflict(), choose('mine', '1:1'), choose('theirs', '2:1'), {
      type: 'conflictsResolved',
    });
    assert.equal(form.mergeConflicts, undefined);
    assert.deepEqual(marks(form, statusOf), [
      'added 15:1',
      'changed 1:1',
      'kept 2:1',
      'kept 3:1',
      'kept 9:1',
    ]);
    assert.deepEqual(properties(form, 1), ['a=mine']);
    assert.deepEqual(properties(form, 2), ['b=2']);
    assert.equal(blockedBecause(form, true, new Map()), undefined);
  });

  it('keeps all mine, or all theirs', () => {
    const keys = ['1:1', '2:1'];
    const mine = after(inConflict(), choose('mine', ...keys), { type: 'conflictsResolved' });
    assert.deepEqual(marks(mine, statusOf).slice(1, 3), ['changed 1:1', 'removed 2:1']);
    const theirs = after(inConflict(), choose('theirs', ...keys), { type: 'conflictsResolved' });
    assert.deepEqual(marks(theirs, statusOf).slice(1, 3), ['kept 1:1', 'kept 2:1']);
    assert.ok(theirs.notice?.kind === 'info');
  });

  it('brings a link back that others removed and that was changed here', () => {
    const form = after(inConflict([link(3)]), choose('mine', '1:1'), { type: 'conflictsResolved' });
    assert.deepEqual(marks(form, statusOf), ['added 15:1', 'added 1:1', 'kept 3:1']);
    assert.deepEqual(properties(form, 1), ['a=mine']);
  });

  it('takes mine in full, also where mine has no properties', () => {
    const theirs = [...THEIRS.slice(2), link(15, 1, { from: 'them' })];
    const form = after(inConflict(theirs), choose('mine', '1:1', '15:1'), { type: 'conflictsResolved' });
    assert.deepEqual(properties(form, 15), []);
  });

  it('leaves a link as it is there when theirs is kept of one that got another type here', () => {
    const retyped = formAfter([link(1)], { type: 'typeChosen', rowId: 'link-1-1', linkTypeId: 2 });
    const failure = { message: '', reason: 'conflict', theirs: [link(1, 1, { a: '1' })] } as const;
    const form = after(retyped, { type: 'saveFailed', failure });
    const [conflict] = openConflicts(form);
    assert.ok(conflict);
    assert.equal(conflictView(conflict, form, []).ours.state, 'Changed to type Supersedes → Superseded by');
    const settle = { type: 'conflictsResolved' } as const;
    assert.deepEqual(marks(after(form, choose('theirs', '1:1'), settle), statusOf), ['kept 1:1']);
    assert.deepEqual(marks(after(form, choose('mine', '1:1'), settle), statusOf), ['changed 1:2']);
  });

  it('forgets a choice that newer links made void, and keeps the others', () => {
    const chosen = after(inConflict(), choose('mine', '1:1', '2:1'));
    const links = [link(1, 1, { a: 'newer' }), ...THEIRS.slice(1)];
    const form = after(chosen, { type: 'linksChanged', links });
    assert.deepEqual(form.mergeConflicts, { theirs: links, choices: { '2:1': 'mine' } });
  });

  it('ends where the person gives up what overlaps', () => {
    const form = after(
      inConflict(),
      { type: 'undone', rowId: 'link-1-1' },
      { type: 'undone', rowId: 'link-2-1' },
    );
    assert.deepEqual(openConflicts(form), []);
    assert.deepEqual(marks(after(form, { type: 'conflictsResolved' }), statusOf), [
      'added 15:1',
      'kept 1:1',
      'kept 2:1',
      'kept 3:1',
      'kept 9:1',
    ]);
  });

  it('comes up at a reload of the links, and for a draft that comes back', () => {
    assert.ok(after(EDITED, { type: 'rebased', contents: contentsOf(THEIRS) }).mergeConflicts);
    const form = openForm(contentsOf(THEIRS), readDraft(JSON.parse(JSON.stringify(draftOf(EDITED)))));
    assert.ok(form.mergeConflicts);
    assert.deepEqual(marks(form, statusOf), marks(EDITED, statusOf));
    assert.equal(form.rows.find((row) => row.target.id === 2)?.target.name, 'Target 2');
    assert.deepEqual(conflictsWith(form, THEIRS), conflictsWith(EDITED, THEIRS));
  });

  it('remembers what was chosen while its tab is hidden, as far as the links are the same', () => {
    const chosen = after(inConflict(), choose('mine', '1:1'), choose('theirs', '2:1'));
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(chosen))));
    assert.deepEqual(openForm(contentsOf(THEIRS), draft).mergeConflicts?.choices, {
      '1:1': 'mine',
      '2:1': 'theirs',
    });
    const newer = [link(1, 1, { a: 'newer' }), ...THEIRS.slice(1)];
    assert.deepEqual(openForm(contentsOf(newer), draft).mergeConflicts?.choices, { '2:1': 'theirs' });
  });

  it('comes up again when a reset is taken back', () => {
    const form = after(EDITED, { type: 'linksChanged', links: THEIRS }, { type: 'reset' });
    assert.equal(isDirty(form.rows), false);
    const again = after(form, { type: 'resetUndone' });
    assert.ok(again.mergeConflicts);
    assert.deepEqual(marks(again, statusOf), marks(EDITED, statusOf));
  });

  it('tells each side against what was before', () => {
    const [removal, change] = openConflicts(inConflict()).map((one) =>
      conflictView(one, inConflict(), THEIRS),
    );
    assert.equal(removal?.target.name, 'Target 2');
    assert.equal(removal.ours.state, 'Removed');
    assert.deepEqual(removal.theirs.properties, [{ name: 'b', value: '2', mark: 'changed', was: '1' }]);
    assert.deepEqual(change?.ours.properties, [{ name: 'a', value: 'mine', mark: 'changed', was: '1' }]);
    assert.equal(change.base.state, 'Linked');
  });
});

describe('form: a conflict of an undo', () => {
  const key = { targetId: 2, linkTypeId: 1 };
  const withStage = (stage: string) => ({ ...key, properties: { stage } });
  const conflict = { key, base: withStage('final'), theirs: withStage('signed'), ours: withStage('draft') };
  const theirs = [link(2, 1, { stage: 'signed' }), link(7)];
  const failure: Failure = {
    message: 'no',
    reason: 'conflict',
    theirs,
    undo: { changeId: 'record-1', conflicts: [conflict] },
  };
  const saved = formAfter([link(2, 1, { stage: 'final' })]);
  const asked = (form = saved) => after(form, { type: 'undoFailed', failure });

  it('shows what became of the link on each side, and leaves the rows as they are', () => {
    const form = asked(after(saved, { type: 'added', targets: [target(15)] }));
    assert.deepEqual(marks(form, statusOf), ['added 15:1', 'kept 2:1']);
    assert.equal(form.failed, undefined);
    assert.equal(blockedBecause(form, true, new Map()), 'Choose what to undo first.');
    const view = conflictView(conflict, form, theirs);
    assert.equal(view.target.name, 'Target 2');
    assert.deepEqual(view.ours.properties, [
      { name: 'stage', value: 'draft', mark: 'changed', was: 'final' },
    ]);
  });

  it('keeps the choices, also while its tab is hidden', () => {
    const form = after(asked(), choose('mine', '2:1'));
    assert.deepEqual(form.undoConflicts?.choices, { '2:1': 'mine' });
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(form))));
    assert.deepEqual(openForm(contentsOf(theirs), draft).undoConflicts, {
      ...form.undoConflicts,
      theirs: [link(2, 1, { stage: 'signed' }), link(7)],
    });
  });

  it('goes away when it is undone, when the person leaves it, and where the undo fails otherwise', () => {
    const undone = { added: 0, removed: 0, changed: 1, kept: 1, cannotReturn: 0 };
    assert.equal(after(asked(), { type: 'changeUndone', undone }).undoConflicts, undefined);
    assert.equal(after(asked(), { type: 'undoDismissed' }).undoConflicts, undefined);
    const failed = after(asked(), { type: 'undoFailed', failure: { message: 'no', reason: 'failed' } });
    assert.deepEqual([failed.undoConflicts, failed.failed?.text], [undefined, 'no']);
  });

  it('is asked anew, without the choices, where others changed the links again', () => {
    const form = after(asked(), choose('mine', '2:1'), { type: 'undoFailed', failure });
    assert.deepEqual(form.undoConflicts?.choices, {});
  });
});

describe('form: conflicts of all kinds', () => {
  const links = fc.uniqueArray(
    fc.record({
      targetId: fc.integer({ min: 1, max: 4 }),
      properties: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
    }),
    { selector: ({ targetId }) => targetId },
  );
  const asLinks = (list: readonly { targetId: number; properties: Record<string, string> }[]) =>
    list.map(({ targetId, properties: given }) => link(targetId, 1, given));
  const sides = fc.array(fc.constantFrom<ConflictChoice>('mine', 'theirs'), { minLength: 4, maxLength: 4 });

  it('end with exactly what the editing core makes of the same choices', () => {
    fc.assert(
      fc.property(links, links, links, sides, (base, requested, theirs, picks) => {
        const start = openForm(contentsOf(asLinks(base)));
        const rows = requested.map((one) => {
          const row = start.rows.find(({ target: { id } }) => id === one.targetId);
          const list = Object.entries(one.properties).map(([name, value]) => ({ name, value }));
          return row
            ? { ...row, properties: list }
            : {
                id: `w-${one.targetId}`,
                target: target(one.targetId),
                linkTypeId: 1,
                properties: list,
                removed: false,
              };
        });
        const gone = start.rows.filter((row) => !rows.some(({ target: { id } }) => id === row.target.id));
        const edited: Form = { ...start, rows: [...rows, ...gone.map((row) => ({ ...row, removed: true }))] };
        const failure = { message: '', reason: 'conflict', theirs: asLinks(theirs) } as const;
        const form = after(edited, { type: 'saveFailed', failure });
        const conflicts = openConflicts(form);
        const choices = Object.fromEntries(conflicts.map(({ key }, at) => [keyOf(key), picks[at] ?? 'mine']));
        const settled = after(form, ...Object.entries(choices).map(([key, side]) => choose(side, key)), {
          type: 'conflictsResolved',
        });
        const outgoing = (list: typeof theirs) => readLinks(asLinks(list), SOURCE, TYPES).outgoing;
        const edit = editBetween(outgoing(base), linksOf(edited.rows));
        const expected = planEdit(outgoing(theirs), resolveConflicts(edit, conflicts, choices)).after;
        assert.ok(sameLinks(linksOf(settled.rows), expected));
      }),
    );
  });
});
