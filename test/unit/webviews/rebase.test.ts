import assert from 'node:assert/strict';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { draftOf, isOutdated, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import { initialState, reduce } from '../../../src/webviews/assignLinks/app/state/reducer';
import { isDirty, statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import { after, contentsOf, formAfter, link, marks, savedAs, target } from './support';

const BASE = [link(1), link(2), link(3)];
const EDITED = formAfter(
  BASE,
  { type: 'added', targets: [target(15)] },
  { type: 'removed', rowId: 'link-1-1' },
  { type: 'propertiesTyped', rowId: 'link-2-1', properties: [{ name: 'a', value: 'mine' }] },
);

describe('form: links changed on the server', () => {
  it('shows them at once while nothing was edited', () => {
    const form = formAfter(BASE, { type: 'linksChanged', links: [link(9)] });
    assert.deepEqual(marks(form, statusOf), ['kept 9:1']);
    assert.equal(isOutdated(form), false);
  });

  it('keeps edited rows on their base and tells', () => {
    const form = after(EDITED, { type: 'linksChanged', links: [...BASE, link(9)] });
    assert.deepEqual(form.rows, EDITED.rows);
    assert.equal(form.base, EDITED.base);
    assert.equal(isOutdated(form), true);
  });

  it('does not take the same links read again, or other incoming ones, for a change', () => {
    const incoming = { ...link(10), sourceId: 77 };
    const form = after(EDITED, {
      type: 'linksChanged',
      links: [...BASE.map((one) => ({ ...one })), incoming],
    });
    assert.equal(isOutdated(form), false);
  });

  it('puts the edits on top of the newer links', () => {
    const links = [link(1), link(2), link(3), link(9)];
    const form = after(EDITED, { type: 'rebased', contents: contentsOf(links) });
    assert.deepEqual(marks(form, statusOf), [
      'added 15:1',
      'removed 1:1',
      'changed 2:1',
      'kept 3:1',
      'kept 9:1',
    ]);
    assert.deepEqual(form.rows[2]!.properties, [{ name: 'a', value: 'mine' }]);
    assert.ok(form.notice?.kind === 'info' && form.notice.text.includes('1 added'));
  });

  it('drops edits that somebody else did too', () => {
    const links = [link(2), link(3), link(15)];
    const form = after(EDITED, { type: 'rebased', contents: contentsOf(links) });
    assert.deepEqual(marks(form, statusOf), ['changed 2:1', 'kept 3:1', 'kept 15:1']);
  });

  it('keeps one row for each link where a link got a type that somebody else added too', () => {
    const retyped = formAfter([link(1)], { type: 'typeChosen', rowId: 'link-1-1', linkTypeId: 2 });
    const form = after(retyped, { type: 'rebased', contents: contentsOf([link(1), link(1, 2)]) });
    assert.deepEqual(marks(form, statusOf), ['removed 1:1', 'kept 1:2']);
  });
});

describe('form: saving', () => {
  const links = [link(2, 1, { a: 'mine' }), link(3), link(15)];
  const saved = savedAs(links, { added: 1, removed: 1, changed: 1, kept: 1, changeId: 'r-1' });

  it('starts over from what the server has now', () => {
    const form = after(EDITED, { type: 'saving' }, { type: 'linksChanged', links }, { type: 'saved', saved });
    assert.equal(form.saving, false);
    assert.equal(isDirty(form.rows), false);
    assert.deepEqual(form.notice, {
      kind: 'saved',
      text: 'Saved: 1 added, 1 removed, 1 changed, 1 kept.',
      changeId: 'r-1',
    });
  });

  it('is no news any more once the links change elsewhere', () => {
    const form = after(
      EDITED,
      { type: 'saving' },
      { type: 'saved', saved },
      { type: 'linksChanged', links: [] },
    );
    assert.equal(form.notice, undefined);
  });

  it('keeps what was typed while it ran', () => {
    const form = after(
      EDITED,
      { type: 'saving' },
      { type: 'added', targets: [target(16)] },
      { type: 'saved', saved },
    );
    assert.deepEqual(marks(form, statusOf), ['added 16:1', 'kept 2:1', 'kept 3:1', 'kept 15:1']);
  });

  it('keeps what was taken back and brought back while it ran', () => {
    const form = after(
      EDITED,
      { type: 'saving' },
      { type: 'removed', rowId: 'new-1' },
      { type: 'undone', rowId: 'link-1-1' },
      { type: 'undone', rowId: 'link-2-1' },
      { type: 'removed', rowId: 'link-3-1' },
      { type: 'saved', saved },
    );
    assert.deepEqual(marks(form, statusOf), ['added 1:1', 'changed 2:1', 'removed 3:1', 'removed 15:1']);
  });

  it('keeps everything when it fails', () => {
    const failure = { message: 'Could not assign.', reason: 'failed' } as const;
    const form = after(EDITED, { type: 'saving' }, { type: 'saveFailed', failure });
    assert.deepEqual(form.rows, EDITED.rows);
    assert.equal(form.saving, false);
    assert.deepEqual(form.failed, { text: 'Could not assign.', outdated: false });
    const edited = after(form, { type: 'removed', rowId: 'link-3-1' });
    assert.deepEqual(edited.failed, form.failed);
    assert.equal(after(edited, { type: 'failureDismissed' }).failed, undefined);
    assert.equal(after(edited, { type: 'saving' }).failed, undefined);
  });
});

describe('form: drafts', () => {
  const draft = readDraft(JSON.parse(JSON.stringify(draftOf({ ...EDITED, targetText: '\\Em' }))));

  it('come back with every edit and what stood in the target field', () => {
    const form = openForm(contentsOf(BASE), draft);
    assert.deepEqual(marks(form, statusOf), marks(EDITED, statusOf));
    assert.equal(form.targetText, '\\Em');
    assert.equal(form.notice, undefined);
  });

  it('survive a failed load and a retry', () => {
    let state = reduce(initialState(draft), { type: 'loadFailed', message: 'down' });
    state = reduce(reduce(state, { type: 'loading' }), { type: 'loaded', contents: contentsOf(BASE) });
    assert.ok(state.phase === 'ready');
    assert.deepEqual(marks(state.form, statusOf), marks(EDITED, statusOf));
  });

  it('tell what changed on the server meanwhile', () => {
    const form = openForm(contentsOf([...BASE, link(9)]), draft);
    assert.ok(form.notice?.kind === 'info' && form.notice.text.includes('1 added'));
  });

  it('are forgotten quietly where everything has been saved', () => {
    const form = openForm(contentsOf([link(2, 1, { a: 'mine' }), link(3), link(15)]), draft);
    assert.equal(isDirty(form.rows), false);
    assert.equal(form.notice, undefined);
  });

  it('of another shape are passed over', () => {
    for (const value of [
      undefined,
      null,
      7,
      [],
      {},
      { base: [], edits: [{ kind: 'put' }] },
      { base: [{}], edits: [] },
    ]) {
      assert.equal(readDraft(value), undefined);
    }
  });
});
