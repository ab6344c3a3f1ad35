import assert from 'node:assert/strict';
import type { BulkChange } from '../../../src/webviews/assignLinks/app/state/bulk';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { draftOf, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import type { Form, TableView } from '../../../src/webviews/assignLinks/app/state/model';
import { linksOf, statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import { problemsOf } from '../../../src/webviews/assignLinks/app/state/validate';
import {
  nextSort,
  rangeBetween,
  ranksOf,
  shownRows,
  tickedOf,
  WHOLE_VIEW,
} from '../../../src/webviews/assignLinks/app/state/view';
import { after, bodyOf, contentsOf, formAfter, link, marks, savedAs, target, TYPES } from './support';

const LINKS = [link(30, 1), link(4, 2, { page: '1' }), link(200, 1, { page: '2' })];
const ids = (...targetIds: number[]) => targetIds.map((id) => `link-${id}-${id === 4 ? 2 : 1}`);
const change = (rowIds: readonly string[], what: BulkChange) =>
  ({ type: 'rowsChanged', rowIds, change: what }) as const;
const UNDO = { type: 'stepUndone' } as const;

function shownOf(form: Form, view: Partial<TableView> = {}, limit = 10) {
  const whole = { ...form.view, ...view };
  const ranks = ranksOf(form.rows, whole.sort, TYPES);
  return shownRows(form.rows, problemsOf(form), { view: whole, ranks, limit });
}

describe('form: many rows at once', () => {
  it('get another type, a property, or lose one; removed ones are left alone', () => {
    const form = formAfter(
      LINKS,
      { type: 'removed', rowId: 'link-30-1' },
      change(ids(30, 4, 200), { kind: 'type', linkTypeId: 2 }),
      change(ids(30, 4, 200), { kind: 'setProperty', name: 'page', value: '9' }),
      change(ids(4), { kind: 'removeProperty', name: 'page' }),
    );
    assert.deepEqual(marks(form, statusOf), ['removed 30:1', 'changed 4:2', 'changed 200:2']);
    assert.deepEqual(
      linksOf(form.rows).map(({ properties }) => properties),
      [{}, { page: '9' }],
    );
    assert.deepEqual(
      form.steps.map(({ text }) => text),
      [
        'Changed the type of 1 link.',
        'Set the property “page” of 2 links.',
        'Removed the property “page” of 1 link.',
      ],
    );
  });

  it('are undone in one step, each in its place, and what was typed since stays', () => {
    const form = formAfter(
      LINKS,
      { type: 'added', targets: [target(15)] },
      { type: 'added', targets: [target(16)] },
      change(['new-1', 'new-2', ...ids(4, 200)], { kind: 'remove' }),
    );
    assert.deepEqual(marks(form, statusOf), ['kept 30:1', 'removed 4:2', 'removed 200:1']);
    const typed = after(form, {
      type: 'propertiesTyped',
      rowId: 'link-30-1',
      properties: [{ name: 'page', value: '5' }],
    });
    const undone = after(typed, UNDO);
    assert.deepEqual(marks(undone, statusOf), [
      'added 15:1',
      'added 16:1',
      'changed 30:1',
      'kept 4:2',
      'kept 200:1',
    ]);
    assert.deepEqual(undone.steps, []);
    assert.equal(after(undone, UNDO), undone);
  });

  it('keep what somebody typed into the same row after the step that is undone', () => {
    const properties = [{ name: 'page', value: '5' }];
    const form = formAfter(
      LINKS,
      change(ids(30, 200), { kind: 'type', linkTypeId: 2 }),
      { type: 'propertiesTyped', rowId: 'link-200-1', properties },
      UNDO,
    );
    assert.deepEqual(marks(form, statusOf), ['kept 30:1', 'kept 4:2', 'changed 200:1']);
    assert.deepEqual(form.rows[2]!.properties, properties);
  });

  it('bring an added row back that was removed by itself; a link of the server has its own undo', () => {
    const form = formAfter(
      LINKS,
      { type: 'added', targets: [target(15)] },
      { type: 'removed', rowId: 'link-4-2' },
      { type: 'removed', rowId: 'new-1' },
    );
    assert.deepEqual(
      form.steps.map(({ text }) => text),
      ['Removed the link to Target 15.'],
    );
    assert.deepEqual(marks(after(form, UNDO), statusOf)[0], 'added 15:1');
  });

  it('that become the same link are errors, not one link lost', () => {
    const form = formAfter(
      [link(4, 1), link(4, 2)],
      change(['link-4-1', 'link-4-2'], { kind: 'type', linkTypeId: 2 }),
    );
    assert.deepEqual([...problemsOf(form).keys()], ['link-4-1', 'link-4-2']);
    assert.equal(problemsOf(after(form, UNDO)).size, 0);
  });

  it('have nothing to undo once they were saved or read again', () => {
    const form = formAfter(LINKS, change(ids(30, 4), { kind: 'type', linkTypeId: 2 }), { type: 'saving' });
    assert.deepEqual(after(form, { type: 'saved', saved: savedAs(LINKS) }).steps, []);
  });
});

describe('form: what the table shows', () => {
  const sorted = { sort: { by: 'target', descending: false } } as const;
  const targets = (form: Form, view: Partial<TableView> = {}) =>
    shownOf(form, view).rows.map((row) => row.target.id);

  it('is sorted by name as people count, by type, down and back; added rows stay on top', () => {
    const form = formAfter(LINKS, { type: 'added', targets: [target(15)] });
    assert.deepEqual(targets(form), [15, 30, 4, 200]);
    assert.deepEqual(targets(form, sorted), [15, 4, 30, 200]);
    assert.deepEqual(targets(form, { sort: { by: 'target', descending: true } }), [15, 200, 30, 4]);
    assert.deepEqual(targets(form, { sort: { by: 'type', descending: true } }), [15, 4, 30, 200]);
    assert.deepEqual(
      [nextSort(undefined, 'type'), nextSort({ by: 'type', descending: true }, 'type')],
      [{ by: 'type', descending: false }, undefined],
    );
  });

  it('leaves a row where it is while its type changes, and lets it through the filter of its old type', () => {
    const form = formAfter(LINKS, { type: 'typeChosen', rowId: 'link-30-1', linkTypeId: 2 });
    assert.deepEqual(targets(form, { sort: { by: 'type', descending: false } }), [30, 200, 4]);
    assert.deepEqual(targets(form, { typeId: 1 }), [30, 200]);
    assert.deepEqual(targets(form, { typeId: 2 }), [30, 4]);
  });

  it('never changes what is sent', () => {
    const edits = [
      { type: 'added', targets: [target(15)] },
      { type: 'removed', rowId: 'link-4-2' },
    ] as const;
    const plain = formAfter(LINKS, ...edits);
    const seen = after(
      plain,
      { type: 'viewChanged', view: { ...sorted, text: 'nothing like it', typeId: 2 } },
      { type: 'ticked', rowIds: ids(30, 4), on: true },
    );
    assert.deepEqual(bodyOf(seen), bodyOf(plain));
    assert.equal(seen.rows, plain.rows);
  });

  it('tells the changes that a filter hides, and always shows rows with errors', () => {
    const form = formAfter(
      LINKS,
      { type: 'removed', rowId: 'link-30-1' },
      { type: 'propertiesTyped', rowId: 'link-4-2', properties: [{ name: '', value: 'x' }] },
    );
    const shown = shownOf(form, { text: '#200' });
    assert.deepEqual(
      shown.rows.map(({ target: { id } }) => id),
      [4, 200],
    );
    assert.deepEqual([shown.matching.length, shown.hiddenChanges], [1, 1]);
  });

  it('acts on ticked rows that show, drawn or not, and counts the others', () => {
    const form = formAfter(
      LINKS,
      { type: 'ticked', rowIds: ids(30, 4, 200), on: true },
      {
        type: 'removed',
        rowId: 'link-200-1',
      },
    );
    const ticked = (view: Partial<TableView>) => {
      const { live, removed, hidden } = tickedOf(form.rows, shownOf(form, view, 1), form.view);
      return [live.length, removed.length, hidden];
    };
    assert.deepEqual(ticked({}), [2, 0, 0]);
    assert.deepEqual(ticked({ typeId: 1 }), [1, 0, 1]);
    const again = after(form, { type: 'ticked', rowIds: ids(200), on: true });
    assert.equal(tickedOf(again.rows, shownOf(again), again.view).removed.length, 1);
  });

  it('takes a range as it shows', () => {
    const { rows } = shownOf(formAfter(LINKS), sorted);
    assert.deepEqual(rangeBetween(rows, 'link-200-1', 'link-30-1'), ids(30, 200));
    assert.deepEqual(rangeBetween(rows, undefined, 'link-30-1'), ids(30));
    assert.deepEqual(rangeBetween(rows, 'gone', 'link-30-1'), ids(30));
  });

  it('is kept in a draft, also where it can’t be read in full', () => {
    const form = formAfter(
      LINKS,
      { type: 'viewChanged', view: { ...sorted, text: 'a', typeId: 1 } },
      { type: 'ticked', rowIds: ids(30), on: true },
    );
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(form))));
    assert.deepEqual(openForm(contentsOf(LINKS), draft).view, form.view);
    assert.equal(draftOf(formAfter(LINKS)).view, undefined);
    const odd = readDraft({
      base: [],
      edits: [],
      view: { text: 'a', sort: 'up', ticked: 7, changesOnly: 1 },
    });
    assert.deepEqual(openForm(contentsOf(LINKS), odd).view, { ...WHOLE_VIEW, text: 'a' });
  });
});

describe('form: rows of links that were saved', () => {
  const found = { ...target(15), entryType: 'Document', icon: 'mail', isCheckedOut: true } as const;

  it('keep their icon and their place in the page, through a reload of the page as well', () => {
    const links = [...LINKS, link(15)];
    const saving = formAfter(LINKS, { type: 'added', targets: [found] }, { type: 'saving' });
    const saved = after(saving, { type: 'saved', saved: savedAs(links) });
    const { id, target: shown } = saved.rows[3]!;
    assert.deepEqual([id, shown.icon, shown.isCheckedOut], ['new-1', 'mail', undefined]);
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(saved))));
    assert.equal(openForm(contentsOf(links), draft).rows[3]!.target.icon, 'mail');
  });

  it('each have an id of their own where one was the other before it got another type', () => {
    const form = formAfter(
      [link(4, 1)],
      { type: 'typeChosen', rowId: 'link-4-1', linkTypeId: 2 },
      { type: 'saving' },
    );
    const both = after(form, { type: 'saved', saved: savedAs([link(4, 1), link(4, 2)]) });
    assert.deepEqual(
      both.rows.map(({ id }) => id),
      ['link-4-1-again', 'link-4-1'],
    );
  });

  it('tell of the save with its undo after the page was hidden', () => {
    const form = formAfter(
      LINKS,
      { type: 'saving' },
      {
        type: 'saved',
        saved: savedAs(LINKS, { removed: 1, changeId: 'c1' }),
      },
    );
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(form))));
    assert.deepEqual(openForm(contentsOf(LINKS), draft).notice, form.notice);
  });

  it('can be had again after a reset, also when the page was hidden since', () => {
    const form = formAfter(
      LINKS,
      { type: 'added', targets: [target(15)] },
      { type: 'removed', rowId: 'link-4-2' },
      { type: 'targetTyped', text: 'Invoi' },
      { type: 'reset' },
    );
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(form))));
    const again = after(openForm(contentsOf(LINKS), draft), { type: 'resetUndone' });
    assert.deepEqual(marks(again, statusOf), ['added 15:1', 'kept 30:1', 'removed 4:2', 'kept 200:1']);
    assert.equal(again.targetText, 'Invoi');
  });
});
