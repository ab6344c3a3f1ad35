import assert from 'node:assert/strict';
import { lastingDraft, readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { stillDropped } from '../../../src/webviews/assignLinks/app/state/droppedLinks';
import { draftOf, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import type { Draft, Form, FormState } from '../../../src/webviews/assignLinks/app/state/model';
import type { Action } from '../../../src/webviews/assignLinks/app/state/actions';
import { initialState, reduce } from '../../../src/webviews/assignLinks/app/state/reducer';
import { isDirty, statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import { blockedBecause } from '../../../src/webviews/assignLinks/app/state/summary';
import { problemsOf } from '../../../src/webviews/assignLinks/app/state/validate';
import type { LastSave } from '../../../src/webviews/assignLinks/protocol';
import { after, contentsOf, formAfter, link, marks, savedAs, SOURCE, target } from './support';

const BASE = [link(1), link(2), link(3)];
const EDITED = formAfter(
  BASE,
  { type: 'added', targets: [target(15)] },
  { type: 'removed', rowId: 'link-1-1' },
  { type: 'propertiesTyped', rowId: 'link-2-1', properties: [{ name: 'a', value: 'mine' }] },
);
/** What the server has once `EDITED` is written. */
const WRITTEN = [link(2, 1, { a: 'mine' }), link(3), link(15)];
const MARKS = ['added 15:1', 'removed 1:1', 'changed 2:1', 'kept 3:1'];

/** As a draft comes back from wherever it was kept. */
const kept = (form: Form): Draft =>
  readDraft(JSON.parse(JSON.stringify(draftOf(form)))) ?? assert.fail('no draft');
const lasting = (form: Form): Draft | undefined => {
  const draft = lastingDraft(draftOf(form));
  return draft && readDraft(JSON.parse(JSON.stringify(draft)));
};
const ready = (state: FormState): Form =>
  state.phase === 'ready' ? state.form : assert.fail(`The form is ${state.phase}.`);
const run = (state: FormState, ...actions: readonly Action[]) => actions.reduce<FormState>(reduce, state);
const blocked = (form: Form) => blockedBecause(form, isDirty(form.rows), problemsOf(form));

describe('form: what was not sent when it was closed', () => {
  const reopen = (draft: Draft | undefined, links = BASE) =>
    ready(run(initialState(undefined), { type: 'loaded', contents: contentsOf(links), kept: draft }));

  it('comes back as unsent changes, and says so', () => {
    const form = reopen(lasting(EDITED));
    assert.deepEqual(marks(form, statusOf), MARKS);
    assert.equal(form.cameBack, true);
    assert.equal(form.saving, false);
    assert.equal(blocked(form), undefined);
  });

  it('is nothing where nothing was typed, or all was sent, reset or discarded', () => {
    assert.equal(lasting(formAfter(BASE)), undefined);
    assert.equal(lasting(after(EDITED, { type: 'reset' })), undefined);
    const form = reopen(lasting({ ...EDITED, targetText: 'Em' }));
    assert.equal(lasting(after(form, { type: 'discarded' })), undefined);
    assert.equal(
      lasting(
        after(
          form,
          { type: 'targetTyped', text: '' },
          { type: 'saving' },
          { type: 'saved', saved: savedAs(WRITTEN) },
        ),
      ),
      undefined,
    );
  });

  it('counts what stands in the field for a new target', () => {
    const form = reopen(lasting({ ...formAfter(BASE), targetText: ' \\Em' }));
    assert.equal(form.targetText, ' \\Em');
    assert.equal(form.cameBack, true);
    assert.equal(lasting({ ...formAfter(BASE), targetText: '  ' }), undefined);
  });

  it('can be discarded, and that taken back', () => {
    const form = after(reopen(lasting({ ...EDITED, targetText: 'Em' })), { type: 'discarded' });
    assert.deepEqual([isDirty(form.rows), form.targetText, form.cameBack], [false, '', false]);
    const again = after(form, { type: 'resetUndone' });
    assert.deepEqual(marks(again, statusOf), MARKS);
    assert.equal(again.targetText, 'Em');
  });

  it('says so until the person has seen to it, also while the tab is hidden', () => {
    const form = reopen(lasting(EDITED));
    assert.equal(after(form, { type: 'removed', rowId: 'link-3-1' }).cameBack, true);
    assert.equal(openForm(contentsOf(BASE), kept(form)).cameBack, true);
    for (const action of [
      { type: 'cameBackDismissed' },
      { type: 'reset' },
      { type: 'saved', saved: savedAs(WRITTEN) },
    ] as const)
      assert.equal(after(form, { type: 'saving' }, action).cameBack, false, action.type);
  });

  it('is quiet about what the server has by now', () => {
    const form = reopen(lasting(EDITED), WRITTEN);
    assert.deepEqual([isDirty(form.rows), form.cameBack, form.notice], [false, false, undefined]);
  });

  it('tells what others changed meanwhile', () => {
    const form = reopen(lasting(EDITED), [...BASE, link(9)]);
    assert.equal(form.cameBack, true);
    assert.ok(form.notice?.kind === 'info' && form.notice.text.includes('1 added'));
  });

  it('gives way to what the tab itself has', () => {
    const own = kept(formAfter(BASE, { type: 'added', targets: [target(16)] }));
    const form = ready(
      run(initialState(own), { type: 'loaded', contents: contentsOf(BASE), kept: lasting(EDITED) }),
    );
    assert.deepEqual(marks(form, statusOf), ['added 16:1', 'kept 1:1', 'kept 2:1', 'kept 3:1']);
    assert.equal(form.cameBack, false);
  });

  it('has no more than what was typed', () => {
    const failure = { message: 'x', reason: 'outdated', changeId: 'r-1' } as const;
    const failed = after(EDITED, { type: 'saving' }, { type: 'saveFailed', failure });
    assert.deepEqual(Object.keys(lasting(failed) ?? {}).toSorted(), ['base', 'edits', 'newTypeId']);
  });

  it('is told to be too large until it is sent', () => {
    const form = after(EDITED, { type: 'draftNotKept' });
    assert.equal(form.draftNotKept, true);
    assert.equal(after(form, { type: 'reset' }).draftNotKept, false);
  });

  it('loses an edit that can’t be read, and no other', () => {
    const draft = draftOf(EDITED);
    const read = readDraft({ ...draft, edits: [...draft.edits, { kind: 'put', target: 7 }] });
    assert.equal(read?.edits.length, draft.edits.length);
  });
});

describe('form: a save that went on while its tab was hidden', () => {
  const saving = after(EDITED, { type: 'saving' });
  const saved = savedAs(WRITTEN, { added: 1, removed: 1, changed: 1, kept: 1, changeId: 'r-1' });
  const show = (form: Form, links = BASE, ...actions: readonly Action[]) =>
    ready(
      run(
        initialState(kept(form)),
        { type: 'loaded', contents: contentsOf(links), saving: true },
        ...actions,
      ),
    );

  it('still runs when the tab is shown again', () => {
    const form = show(saving);
    assert.deepEqual(marks(form, statusOf), MARKS);
    assert.equal(form.saving, true);
    assert.equal(blocked(form), 'Assigning…');
    assert.equal(show(form).saving, true);
  });

  it('tells that it is through, with the way back', () => {
    for (const links of [BASE, WRITTEN]) {
      const form = show(saving, links, { type: 'saved', saved });
      assert.equal(isDirty(form.rows), false);
      assert.deepEqual(form.notice, {
        kind: 'saved',
        text: 'Saved: 1 added, 1 removed, 1 changed, 1 kept.',
        changeId: 'r-1',
      });
    }
  });

  it('keeps what was typed after it began', () => {
    const typed = after(
      saving,
      { type: 'added', targets: [target(16)] },
      { type: 'removed', rowId: 'new-1' },
      { type: 'undone', rowId: 'link-2-1' },
    );
    for (const links of [BASE, WRITTEN]) {
      const form = show(typed, links, { type: 'saved', saved });
      assert.deepEqual(marks(form, statusOf), ['added 16:1', 'changed 2:1', 'kept 3:1', 'removed 15:1']);
      const more = after(
        form,
        ...[17, 18, 19].map((id) => ({ type: 'added', targets: [target(id)] }) as const),
      );
      assert.equal(new Set(more.rows.map(({ id }) => id)).size, more.rows.length);
    }
  });

  it('tells why it failed', () => {
    const failure = { message: 'The entry is locked.', reason: 'failed' } as const;
    const form = show(saving, BASE, { type: 'saveFailed', failure });
    assert.deepEqual(marks(form, statusOf), MARKS);
    assert.deepEqual(form.failed, { text: 'The entry is locked.', outdated: false });
    assert.equal(form.saving, false);
  });

  it('asks whose changes count', () => {
    const theirs = [link(1), link(2, 1, { a: 'theirs' }), link(3)];
    const failure = { message: 'x', reason: 'conflict', theirs } as const;
    const form = show(saving, theirs, { type: 'saveFailed', failure });
    assert.ok(form.mergeConflicts);
    assert.deepEqual(marks(form, statusOf), MARKS);
  });

  it('tells incoming links that vanished', () => {
    const lost = { sourceId: 20, targetId: SOURCE, linkTypeId: 1 };
    const form = show(saving, WRITTEN, { type: 'saved', saved: { ...saved, droppedIncoming: [lost] } });
    assert.deepEqual(stillDropped(form), [lost]);
  });

  it('is told as well when the form was closed meanwhile and opened again', () => {
    const typed = after(
      saving,
      { type: 'added', targets: [target(16)] },
      { type: 'removed', rowId: 'new-1' },
    );
    const form = ready(
      run(
        initialState(undefined),
        { type: 'loaded', contents: contentsOf(WRITTEN), kept: lasting(typed), saving: true },
        { type: 'saved', saved },
      ),
    );
    assert.deepEqual(marks(form, statusOf), ['added 16:1', 'kept 2:1', 'kept 3:1', 'removed 15:1']);
    assert.ok(form.notice?.kind === 'saved' && form.notice.changeId === 'r-1');
  });

  it('that nobody knows of any more leaves what the server does not have', () => {
    const open = (links: typeof BASE) => openForm(contentsOf(links), kept(saving));
    const half = open([link(1), link(2), link(3), link(15)]);
    assert.deepEqual(marks(half, statusOf), ['removed 1:1', 'changed 2:1', 'kept 3:1', 'kept 15:1']);
    for (const form of [half, open(BASE)]) {
      assert.equal(form.saving, false);
      assert.match(form.notice?.text ?? '', /ended while links were being assigned/);
    }
    assert.equal(isDirty(open(WRITTEN).rows), false);
  });

  it('is told by what the history knows of it, where the extension ended meanwhile', () => {
    const open = (links: typeof BASE, lastSave: LastSave) =>
      openForm(contentsOf(links), kept(saving), { lastSave }).notice;
    assert.match(open(BASE, { outcome: 'notSent' })?.text ?? '', /ended before the links were sent/);
    assert.match(open(BASE, { outcome: 'refused', changeId: 'r-1' })?.text ?? '', /server refused/);
    assert.match(open(BASE, { outcome: 'unknown', changeId: 'r-1' })?.text ?? '', /Link History shows/);
    for (const outcome of ['unknown', 'written'] as const) {
      const notice = open(WRITTEN, { outcome, changeId: 'r-1' });
      assert.ok(notice?.kind === 'saved' && notice.changeId === 'r-1');
    }
  });
});

describe('form: a save that failed and may have been written', () => {
  const lost = { sourceId: 20, targetId: SOURCE, linkTypeId: 1 };
  const failure = {
    message: 'Not clear.',
    reason: 'outdated',
    changeId: 'r-1',
    droppedIncoming: [lost],
  } as const;
  const failed = after(EDITED, { type: 'saving' }, { type: 'saveFailed', failure });

  it('keeps the rows, tells lost incoming links, and offers the way back', () => {
    assert.deepEqual(failed.rows, EDITED.rows);
    assert.deepEqual(stillDropped(failed), [lost]);
    assert.equal(failed.failed?.changeId, 'r-1');
  });

  it('says so again when its tab was hidden', () => {
    const form = openForm(contentsOf(BASE), kept(failed));
    assert.deepEqual([form.failed?.text, form.failed?.changeId], ['Not clear.', 'r-1']);
    assert.deepEqual(stillDropped(form), [lost]);
  });

  it('offers nothing to send again when the server turns out to have it', () => {
    for (const form of [
      after(failed, { type: 'linksChanged', links: WRITTEN }),
      after(failed, { type: 'loaded', contents: contentsOf(WRITTEN) }),
      after(openForm(contentsOf(BASE), kept(failed)), { type: 'linksChanged', links: WRITTEN }),
      openForm(contentsOf(WRITTEN), kept(failed)),
    ]) {
      assert.equal(isDirty(form.rows), false);
      assert.equal(form.failed, undefined);
      assert.ok(form.notice?.kind === 'saved' && form.notice.changeId === 'r-1');
    }
  });

  it('keeps what was typed after it', () => {
    const form = after(
      failed,
      { type: 'added', targets: [target(16)] },
      { type: 'linksChanged', links: WRITTEN },
    );
    assert.deepEqual(marks(form, statusOf), ['added 16:1', 'kept 2:1', 'kept 3:1', 'kept 15:1']);
  });

  it('stays open where the server has something else', () => {
    const links = [...WRITTEN.slice(1), link(2, 1, { a: 'theirs' })];
    const form = after(failed, { type: 'linksChanged', links });
    assert.deepEqual(marks(form, statusOf), MARKS);
    assert.equal(form.failed?.changeId, 'r-1');
  });

  it('leaves no change to send where somebody else made the same', () => {
    const form = after(EDITED, { type: 'linksChanged', links: WRITTEN });
    assert.equal(isDirty(form.rows), false);
    assert.ok(form.notice?.kind === 'info');
  });
});

describe('form: a connection that leads elsewhere', () => {
  const message = 'This form belongs to another repository.';

  it('keeps the rows, says so, and sends nothing until it leads back', () => {
    const form = after(after(EDITED, { type: 'confirmAsked' }), { type: 'otherRepository', message });
    assert.deepEqual(form.rows, EDITED.rows);
    assert.equal(form.otherRepository, message);
    assert.equal(form.confirming, false);
    assert.equal(blocked(form), 'The connection leads to another repository.');
    const back = after(form, { type: 'loaded', contents: contentsOf(BASE) });
    assert.equal(back.otherRepository, undefined);
    assert.deepEqual(marks(back, statusOf), MARKS);
    assert.equal(blocked(back), undefined);
  });

  it('is found out by a save as well', () => {
    const failure = { message, reason: 'otherRepository' } as const;
    const form = after(EDITED, { type: 'saving' }, { type: 'saveFailed', failure });
    assert.deepEqual([form.otherRepository, form.saving, form.failed], [message, false, undefined]);
    assert.deepEqual(form.rows, EDITED.rows);
  });

  it('shows the draft of a tab that comes back, with what names it', () => {
    const form = ready(run(initialState(kept(EDITED)), { type: 'otherRepository', message }));
    assert.deepEqual(marks(form, statusOf), MARKS);
    assert.equal(form.rows[3]!.target.path, '\\Files\\Target 3');
    assert.equal(form.contents.source.name, 'Email');
    assert.equal(form.otherRepository, message);
    const again = ready(run(initialState(kept(form)), { type: 'otherRepository', message }));
    assert.deepEqual(marks(again, statusOf), MARKS);
    const back = after(again, { type: 'loaded', contents: contentsOf(BASE) });
    assert.deepEqual(marks(back, statusOf), MARKS);
    assert.equal(blocked(back), undefined);
  });

  it('is all that a form without a draft can tell', () => {
    const state = run(initialState(undefined), { type: 'otherRepository', message });
    assert.deepEqual([state.phase, state.phase === 'failed' && state.message], ['failed', message]);
  });
});
