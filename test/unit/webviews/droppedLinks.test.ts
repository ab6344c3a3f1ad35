import assert from 'node:assert/strict';
import { readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { stillDropped } from '../../../src/webviews/assignLinks/app/state/droppedLinks';
import { draftOf, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import { after, contentsOf, formAfter, link, savedAs, SOURCE, target } from './support';

const incoming = (sourceId: number) => ({ sourceId, targetId: SOURCE, linkTypeId: 1 });
const saved = (...lost: readonly number[]) =>
  ({ type: 'saved', saved: savedAs([link(1)], { droppedIncoming: lost.map(incoming) }) }) as const;
const lostSources = (form: Parameters<typeof stillDropped>[0]) =>
  stillDropped(form).map((one) => one.sourceId);

describe('form: incoming links that vanished with a save', () => {
  const form = formAfter([link(1), incoming(20), incoming(21)], { type: 'saving' }, saved(20, 21));

  it('stay told while the person goes on, also after another save', () => {
    assert.deepEqual(lostSources(form), [20, 21]);
    const setTimer = after(form, { type: 'added', targets: [target(15)] }, { type: 'saving' }, saved(21, 22));
    assert.deepEqual(lostSources(setTimer), [20, 21, 22]);
  });

  it('stay told while the tab is hidden', () => {
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(form))));
    assert.deepEqual(lostSources(openForm(contentsOf([link(1)]), draft)), [20, 21]);
  });

  it('are told no more where somebody put them back', () => {
    const links = [link(1), { ...incoming(20), id: 7 }];
    assert.deepEqual(lostSources(after(form, { type: 'linksChanged', links })), [21]);
  });

  it('are told no more once they are restored or dismissed', () => {
    const restored = after(form, { type: 'restored', count: 2 });
    assert.deepEqual(lostSources(restored), []);
    assert.deepEqual(restored.notice, { kind: 'info', text: 'Restored 2 incoming links.' });
    assert.deepEqual(lostSources(after(form, { type: 'droppedLinksDismissed' })), []);
  });

  it('are told after an undo as well', () => {
    const counts = { added: 1, removed: 0, changed: 0, kept: 1, cannotReturn: 0 };
    const undone = after(form, {
      type: 'changeUndone',
      undone: { ...counts, droppedIncoming: [incoming(23)] },
    });
    assert.deepEqual(lostSources(undone), [20, 21, 23]);
    assert.deepEqual(undone.notice, { kind: 'info', text: 'Undone: 1 added, 1 kept.' });
  });

  it('are put back one time at once, and what a Cancel left is still told', () => {
    const restoring = after(form, { type: 'restoring' });
    assert.ok(restoring.restoring);
    const failure = { message: 'Could not: it was cancelled.', reason: 'cancelled' } as const;
    const back = after(
      restoring,
      { type: 'linksChanged', links: [link(1), incoming(20)] },
      { type: 'restoreFailed', failure },
    );
    assert.equal(back.restoring, false);
    assert.deepEqual(lostSources(back), [21]);
    assert.deepEqual([back.notice?.kind, back.failed], ['info', undefined]);
    assert.equal(after(restoring, { type: 'restored', count: 2 }).restoring, false);
  });

  it('stay told when they could not be put back', () => {
    const failure = { message: 'Could not put back all links.', reason: 'failed' } as const;
    const failed = after(form, { type: 'restoring' }, { type: 'restoreFailed', failure });
    assert.deepEqual(lostSources(failed), [20, 21]);
    assert.equal(failed.failed?.text, failure.message);
  });
});
