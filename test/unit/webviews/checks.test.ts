import assert from 'node:assert/strict';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { draftOf, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import type { Form } from '../../../src/webviews/assignLinks/app/state/model';
import { isDirty, visibleRows } from '../../../src/webviews/assignLinks/app/state/rows';
import { blockedBecause, lockedBecause } from '../../../src/webviews/assignLinks/app/state/summary';
import { problemsOf } from '../../../src/webviews/assignLinks/app/state/validate';
import { after, asks, contentsOf, describedOf, formAfter, link, SETTINGS, SOURCE, target } from './support';

const blocked = (form: Form) => blockedBecause(form, isDirty(form.rows), problemsOf(form));

describe('form: problems', () => {
  it('has none as loaded, but nothing to assign either', () => {
    const form = formAfter([link(1)]);
    assert.equal(problemsOf(form).size, 0);
    assert.equal(blocked(form), 'Nothing changed.');
  });

  it('can be assigned once something changed and everything is valid', () => {
    assert.equal(blocked(formAfter([link(1)], { type: 'added', target: target(15) })), undefined);
  });

  it('shows both rows of the same target and type', () => {
    const form = formAfter([link(1)], { type: 'added', target: target(1) });
    assert.deepEqual([...problemsOf(form).keys()], ['new-1', 'link-1-1']);
    assert.equal(blocked(form), '2 rows need a look.');
    assert.equal(problemsOf(after(form, { type: 'removed', rowId: 'link-1-1' })).size, 0);
  });

  it('refuses a link of the entry to itself, unless the setting allows it', () => {
    const form = formAfter([], { type: 'added', target: target(SOURCE) });
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
    const add = { type: 'added', target: target(15) } as const;
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
      { type: 'added', target: { ...target(15), entryType: 'Document', isCheckedOut: true } },
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
      target: target(15),
    });
    assert.equal(warned(form).length, 1);
    assert.match(warned(form)[0]!, /^1 link has a description/);
  });

  it('warns of targets that are gone or in the recycle bin', () => {
    const gone = { id: 404, name: 'Entry 404', isMissing: true };
    const binned = { ...target(16), entryType: 'Document', path: '\\Recycle Bin\\Target 16' } as const;
    const form = formAfter([], { type: 'added', target: gone }, { type: 'added', target: binned });
    assert.deepEqual(warned(form), ['Entry 404 no longer exists.', 'Target 16 is in the recycle bin.']);
  });
});

describe('form: asking before links are sent', () => {
  const added = formAfter([link(1)], { type: 'added', target: target(15) });
  const removed = formAfter([link(1), link(2)], { type: 'removed', rowId: 'link-1-1' });
  it('follows the setting', async () => {
    const modes = ['always', 'destructive', 'never'] as const;
    assert.deepEqual(await Promise.all(modes.map((mode) => asks(added, mode))), [true, false, false]);
    assert.deepEqual(await Promise.all(modes.map((mode) => asks(removed, mode))), [true, true, false]);
  });

  it('counts another type or other properties as touching what is there', async () => {
    const retyped = formAfter([link(1)], { type: 'typeChosen', rowId: 'link-1-1', linkTypeId: 2 });
    assert.equal(await asks(retyped, 'destructive'), true);
    const properties = [{ name: 'a', value: '1' }];
    const form = formAfter([link(1)], { type: 'propertiesTyped', rowId: 'link-1-1', properties });
    assert.equal(await asks(form, 'destructive'), true);
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
  const all = { text: '', changesOnly: false };
  const ids = (visible: ReturnType<typeof visibleRows>) => visible.rows.map((row) => row.target.id);

  it('draws as many rows as the limit', () => {
    const visible = visibleRows(form.rows, new Map(), all, 10);
    assert.equal(visible.rows.length, 10);
    assert.equal(visible.matching, 30);
  });

  it('always draws rows with problems', () => {
    const problems = new Map([['link-120-1', { type: 'wrong' }]]);
    assert.deepEqual(ids(visibleRows(form.rows, problems, { ...all, text: '#101' }, 10)), [101, 120]);
  });

  it('filters by path, id and property, and by what changed', () => {
    assert.deepEqual(ids(visibleRows(form.rows, new Map(), { ...all, text: ' target 105 ' }, 10)), [105]);
    assert.deepEqual(ids(visibleRows(form.rows, new Map(), { ...all, text: '27' }, 10)), [127]);
    assert.deepEqual(ids(visibleRows(form.rows, new Map(), { text: '', changesOnly: true }, 10)), [129]);
  });
});
