import assert from 'node:assert/strict';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { draftOf, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import type { Form, Property, TableView } from '../../../src/webviews/assignLinks/app/state/model';
import type { Action } from '../../../src/webviews/assignLinks/app/state/actions';
import { isDirty } from '../../../src/webviews/assignLinks/app/state/rows';
import { type Shown, shownRows, WHOLE_VIEW } from '../../../src/webviews/assignLinks/app/state/view';
import { blockedBecause, lockedBecause } from '../../../src/webviews/assignLinks/app/state/summary';
import { problemsOf } from '../../../src/webviews/assignLinks/app/state/validate';
import { after, asks, contentsOf, describedOf, formAfter, link, SETTINGS, SOURCE, target } from './support';

const blocked = (form: Form) => blockedBecause(form, isDirty(form.rows), problemsOf(form));

describe('form: problems', () => {
  it('has none as loaded, but nothing to assign either', () => {
    const form = formAfter([link(1)]);
    assert.equal(problemsOf(form).size, 0);
    assert.equal(blocked(form), 'No changes');
  });

  it('can be assigned once something changed and everything is valid', () => {
    assert.equal(blocked(formAfter([link(1)], { type: 'added', targets: [target(15)] })), undefined);
  });

  it('shows both rows of the same target and type', () => {
    const form = formAfter([link(1), link(1, 2)], { type: 'typeChosen', rowId: 'link-1-2', linkTypeId: 1 });
    assert.deepEqual([...problemsOf(form).keys()], ['link-1-1', 'link-1-2']);
    assert.equal(blocked(form), '2 rows have errors');
    assert.equal(problemsOf(after(form, { type: 'removed', rowId: 'link-1-1' })).size, 0);
  });

  it('refuses a link of the entry to itself, unless the setting allows it', () => {
    const form = formAfter([], { type: 'added', targets: [target(SOURCE)] });
    assert.match(problemsOf(form).get('new-1')?.target ?? '', /itself/);
    assert.equal(
      problemsOf(after(form, { type: 'settingsChanged', settings: { ...SETTINGS, allowSelfLinks: true } }))
        .size,
      0,
    );
  });

  it('lets a self-link of the server stay', () => {
    assert.equal(problemsOf(formAfter([link(SOURCE)])).size, 0);
  });

  it('refuses a type that the repository does not have, unless the link had it before', () => {
    const form = formAfter([link(1, 99)]);
    assert.equal(problemsOf(form).size, 0);
    const links = [{ target: target(2), linkTypeId: 99 }];
    assert.match(problemsOf(after(form, { type: 'proposed', links })).get('new-1')?.type ?? '', /99/);
  });

  it('wants properties named, each once', () => {
    const properties = ['a', ' ', 'a'].map((name) => ({ name, value: '1' }));
    const form = formAfter([link(1)], { type: 'propertiesTyped', rowId: 'link-1-1', properties });
    assert.deepEqual([...(problemsOf(form).get('link-1-1')?.properties?.keys() ?? [])], [1, 2]);
  });

  it('blocks while a type is unknown, a save runs or the connection is gone', () => {
    const unknown = { sourceId: SOURCE, targetId: 5, sourceLabel: 'Nobody', targetLabel: 'Knows' };
    const add = { type: 'added', targets: [target(15)] } as const;
    assert.match(blocked(formAfter([unknown], add)) ?? '', /type of some links/);
    assert.match(blocked(formAfter([], add, { type: 'saving' })) ?? '', /Assigning/);
    assert.match(blocked(formAfter([], add, { type: 'disconnected' })) ?? '', /connection/);
  });
});

describe('form: warnings', () => {
  const source = {
    id: SOURCE,
    name: 'Statutes',
    entryType: 'Document',
    isRecord: true,
    isCheckedOut: true,
  } as const;
  const warned = (form: Form) => describedOf(form).warnings;

  it('has none before something changed', () => {
    assert.deepEqual(warned(openForm(contentsOf([link(1)], { source }))), []);
  });

  it('warns before the last link goes', () => {
    const form = formAfter([link(1)], { type: 'removed', rowId: 'link-1-1' });
    assert.deepEqual(warned(form), ['This removes the only outgoing link of Email.']);
  });

  it('warns of checked-out entries, and of records that become superseded', () => {
    const form = after(
      openForm(contentsOf([link(1)], { source })),
      { type: 'newTypeChosen', linkTypeId: 2 },
      { type: 'added', targets: [{ ...target(15), entryType: 'Document', isCheckedOut: true }] },
    );
    const [record, both, ...more] = warned(form);
    assert.match(record ?? '', /^Statutes is a record: being superseded can start its cutoff/);
    assert.equal(both, 'Statutes and Target 15 are checked out.');
    assert.deepEqual(more, []);
  });

  it('warns of descriptions that a request can’t carry', () => {
    const described = { ...link(1), description: 'Signed copy', linkTypeDescription: 'An attachment' };
    const form = formAfter([described, { ...link(2), description: 'same', typeDescription: 'same' }], {
      type: 'added',
      targets: [target(15)],
    });
    assert.equal(warned(form).length, 1);
    assert.match(warned(form)[0]!, /^1 link has a description/);
  });

  it('warns of targets that are gone or in the recycle bin', () => {
    const gone = { id: 404, name: 'Entry 404', isMissing: true };
    const binned = { ...target(16), entryType: 'Document', path: '\\Recycle Bin\\Target 16' } as const;
    const form = formAfter([], { type: 'added', targets: [gone] }, { type: 'added', targets: [binned] });
    assert.deepEqual(warned(form), ['Entry 404 no longer exists.', 'Target 16 is in the recycle bin.']);
  });
});

describe('form: asking before links are sent', () => {
  const added = formAfter([link(1)], { type: 'added', targets: [target(15)] });
  const removed = formAfter([link(1), link(2)], { type: 'removed', rowId: 'link-1-1' });
  it('follows the setting', async () => {
    const modes = ['always', 'destructive', 'never'] as const;
    assert.deepEqual(await Promise.all(modes.map((mode) => asks(added, mode))), [true, false, false]);
    assert.deepEqual(await Promise.all(modes.map((mode) => asks(removed, mode))), [true, true, false]);
  });

  it('asks nothing about another type or value, which the rows show, but about what goes with a change', async () => {
    const base = [link(1, 1, { a: '1', b: '2' })];
    const asksAbout = (...actions: readonly Action[]) => asks(formAfter(base, ...actions), 'destructive');
    const typed = (...properties: readonly Property[]) =>
      ({ type: 'propertiesTyped', rowId: 'link-1-1', properties }) as const;
    const [a, b] = [
      { name: 'a', value: '9' },
      { name: 'b', value: '2' },
    ] as const;
    assert.equal(await asksAbout({ type: 'typeChosen', rowId: 'link-1-1', linkTypeId: 2 }), false);
    assert.equal(await asksAbout(typed(a, b)), false);
    assert.equal(await asksAbout(typed(a)), true);
    const described = [{ ...link(1), description: 'Signed' }];
    const adding = formAfter(described, { type: 'added', targets: [target(15)] });
    assert.equal(await asks(adding, 'destructive'), true);
  });

  it('stops asking once the rows change', () => {
    const form = after(removed, { type: 'confirmAsked' });
    assert.equal(form.confirming, true);
    assert.equal(after(form, { type: 'confirmDismissed' }).confirming, false);
    assert.equal(after(form, { type: 'undone', rowId: 'link-1-1' }).confirming, false);
    assert.equal(after(form, { type: 'saving' }).confirming, false);
  });

  it('stops asking once nothing can be sent', () => {
    const form = after(removed, { type: 'confirmAsked' });
    const settings = { ...SETTINGS, readOnly: 'setting' } as const;
    assert.equal(after(form, { type: 'settingsChanged', settings }).confirming, false);
    assert.equal(after(form, { type: 'disconnected' }).confirming, false);
    assert.equal(after(form, { type: 'settingsChanged', settings: SETTINGS }).confirming, true);
  });

  it('still asks when its tab comes back, unless the links changed meanwhile', () => {
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(after(removed, { type: 'confirmAsked' })))));
    assert.equal(openForm(contentsOf([link(1), link(2)]), draft).confirming, true);
    assert.equal(openForm(contentsOf([link(1), link(2), link(3)]), draft).confirming, false);
  });

  it('is not reached where links are read-only', () => {
    for (const readOnly of ['setting', 'connection'] as const) {
      const form = after(added, { type: 'settingsChanged', settings: { ...SETTINGS, readOnly } });
      assert.equal(blocked(form), 'Links are read-only.');
      assert.match(lockedBecause(form) ?? '', /laserficheLinks\.readOnly|connection Sandbox/);
    }
    assert.equal(lockedBecause(added), undefined);
  });
});

describe('form: long lists', () => {
  const form = formAfter(
    Array.from({ length: 30 }, (_, index) => link(100 + index, 1, { page: String(index) })),
    { type: 'removed', rowId: 'link-129-1' },
  );
  const shown = (view: Partial<TableView> = {}, problems = new Map<string, unknown>()) =>
    shownRows(form.rows, problems, { view: { ...WHOLE_VIEW, ...view }, ranks: undefined, limit: 10 });
  const ids = ({ rows }: Shown) => rows.map((row) => row.target.id);

  it('draws as many rows as the limit', () => {
    assert.equal(shown().rows.length, 10);
    assert.equal(shown().matching.length, 30);
  });

  it('always draws rows with problems', () => {
    const problems = new Map([['link-120-1', { type: 'wrong' }]]);
    assert.deepEqual(ids(shown({ text: '#101' }, problems)), [101, 120]);
  });

  it('filters by path, id and property, and by what changed', () => {
    assert.deepEqual(ids(shown({ text: ' target 105 ' })), [105]);
    assert.deepEqual(ids(shown({ text: '27' })), [127]);
    assert.deepEqual(ids(shown({ changesOnly: true })), [129]);
  });
});
