import assert from 'node:assert/strict';
import { openForm } from '../../../src/webviews/assignLinks/app/state/form';
import { isDirty, statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import {
  countsOf,
  describeSaved,
  describeUndone,
  formatCounts,
  formatSummary,
} from '../../../src/webviews/assignLinks/app/state/summary';
import {
  after,
  bodyOf,
  contentsOf,
  describedOf,
  formAfter,
  link,
  marks,
  savedAs,
  target,
  TYPES,
} from './support';

describe('form: editing', () => {
  it('shows the outgoing links as they are, and nothing to assign', () => {
    const form = formAfter([link(1), link(2, 2, { a: '1' }), { ...link(10), sourceId: 3 }]);
    assert.deepEqual(marks(form, statusOf), ['kept 1:1', 'kept 2:2']);
    assert.equal(form.incoming.length, 1);
    assert.equal(isDirty(form.rows), false);
    assert.equal(form.rows[1]!.target.name, 'Target 2');
  });

  it('adds rows of the chosen type above the existing ones, in their order', () => {
    const form = formAfter(
      [link(1)],
      { type: 'added', targets: [target(15)] },
      { type: 'newTypeChosen', linkTypeId: 2 },
      { type: 'added', targets: [target(16)] },
    );
    assert.deepEqual(marks(form, statusOf), ['added 15:1', 'added 16:2', 'kept 1:1']);
    assert.equal(new Set(form.rows.map(({ id }) => id)).size, 3);
  });

  it('adds several at once, with the way back, and never a link twice', () => {
    const base = formAfter([link(1), link(2)], { type: 'removed', rowId: 'link-2-1' });
    const targets = [target(1), target(2), target(15), target(16), target(15)];
    const form = after(base, { type: 'added', targets });
    assert.deepEqual(marks(form, statusOf), ['added 15:1', 'added 16:1', 'kept 1:1', 'kept 2:1']);
    assert.deepEqual(form.notice, {
      kind: 'info',
      text: 'Added 3 links. 1 entry was already linked.',
      undo: { rows: base.rows, base: base.base, targetText: '' },
    });
    assert.deepEqual(after(form, { type: 'resetUndone' }).rows, base.rows);
    const again = after(form, { type: 'added', targets: [target(15)] });
    assert.deepEqual(
      [again.rows, again.notice?.text],
      [form.rows, 'The entry is already linked with this type.'],
    );
  });

  it('marks a removed link, lets an added row go, and undoes a removal', () => {
    const removed = formAfter(
      [link(1), link(2)],
      { type: 'added', targets: [target(15)] },
      { type: 'removed', rowId: 'new-1' },
      { type: 'removed', rowId: 'link-1-1' },
      { type: 'removed', rowId: 'link-2-1' },
      { type: 'undone', rowId: 'link-2-1' },
    );
    assert.deepEqual(marks(removed, statusOf), ['removed 1:1', 'kept 2:1']);
  });

  it('shows another type as one changed row, and undoes it', () => {
    const choose = { type: 'typeChosen', rowId: 'link-1-1', linkTypeId: 2 } as const;
    assert.deepEqual(marks(formAfter([link(1)], choose), statusOf), ['changed 1:2']);
    const undone = formAfter([link(1, 1, { a: '1' })], choose, { type: 'undone', rowId: 'link-1-1' });
    assert.deepEqual(marks(undone, statusOf), ['kept 1:1']);
    assert.deepEqual(undone.rows[0]!.properties, [{ name: 'a', value: '1' }]);
  });

  it('counts a row typed back to what it was as kept, whatever the order of its properties', () => {
    const form = formAfter([link(1, 1, { a: '1', b: '2' })], {
      type: 'propertiesTyped',
      rowId: 'link-1-1',
      properties: [
        { name: 'b', value: '2' },
        { name: 'a', value: '1' },
      ],
    });
    assert.equal(isDirty(form.rows), false);
  });

  it('leaves the rows it does not touch the same objects', () => {
    const before = formAfter([link(1), link(2)]);
    const form = after(before, { type: 'removed', rowId: 'link-1-1' });
    assert.notEqual(form.rows[0], before.rows[0]);
    assert.equal(form.rows[1], before.rows[1]);
  });

  it('takes all changes back, and brings them again', () => {
    const reset = formAfter(
      [link(1), link(2)],
      { type: 'added', targets: [target(15)] },
      { type: 'removed', rowId: 'link-2-1' },
      { type: 'reset' },
    );
    assert.equal(isDirty(reset.rows), false);
    assert.ok(reset.notice?.kind === 'info' && reset.notice.undo);
    const again = after(reset, { type: 'resetUndone' });
    assert.deepEqual(marks(again, statusOf), ['added 15:1', 'kept 1:1', 'removed 2:1']);
  });
});

describe('form: proposed links', () => {
  const propose = (properties?: Record<string, string>) =>
    ({
      type: 'proposed',
      links: [{ target: target(1), linkTypeId: 1, ...(properties && { properties }) }],
    }) as const;

  it('adds those that are not there', () => {
    assert.deepEqual(marks(formAfter([link(2)], propose({ a: '1' })), statusOf), ['added 1:1', 'kept 2:1']);
  });

  it('keeps the properties of one that is there, unless it names others', () => {
    const links = [link(1, 1, { a: '1' })];
    assert.deepEqual(marks(formAfter(links, propose()), statusOf), ['kept 1:1']);
    assert.deepEqual(marks(formAfter(links, propose({ a: '2' })), statusOf), ['changed 1:1']);
  });

  it('brings back one that was marked as removed', () => {
    const form = formAfter([link(1)], { type: 'removed', rowId: 'link-1-1' }, propose());
    assert.deepEqual(marks(form, statusOf), ['kept 1:1']);
  });
});

describe('form: the request', () => {
  it('is what the host will send: existing links in their order, also those of another type, then the added ones', () => {
    const form = formAfter(
      [link(1), link(2, 1, { b: '2' }), link(3)],
      { type: 'added', targets: [target(15)] },
      { type: 'typeChosen', rowId: 'link-1-1', linkTypeId: 2 },
      { type: 'removed', rowId: 'link-3-1' },
    );
    assert.deepEqual(bodyOf(form), [
      { targetId: 1, linkTypeId: 2 },
      { targetId: 2, linkTypeId: 1, customProperties: { b: '2' } },
      { targetId: 15, linkTypeId: 1 },
    ]);
  });

  it('reads as JSON, one link a line', () => {
    const properties = JSON.parse('{"say \\"hi\\"":"\\\\\\n<script>","__proto__":"x"}') as Record<
      string,
      string
    >;
    const { request } = describedOf(formAfter([link(15), link(2, 1, properties)]));
    assert.equal(request?.body.length, 4);
    assert.equal(request.bodyLength, 4);
    assert.deepEqual(JSON.parse(request.body.join('\n')), [
      { targetId: 15, linkTypeId: 1 },
      { targetId: 2, linkTypeId: 1, customProperties: properties },
    ]);
    assert.deepEqual(describedOf(formAfter([])).request?.body, ['[]']);
  });
});

describe('form: counts', () => {
  it('leaves out what is zero', () => {
    const form = formAfter([link(1), link(2)], { type: 'removed', rowId: 'link-2-1' });
    assert.equal(formatCounts(countsOf(form.rows)), '1 removed, 1 kept');
    assert.equal(formatCounts({ added: 0, removed: 0, changed: 0, kept: 0 }), 'no links');
  });

  it('never counts a link as kept whose description goes with the save', () => {
    const described = { ...link(1), description: 'Signed copy' };
    const form = formAfter([described, link(2)], { type: 'added', targets: [target(15)] });
    assert.equal(formatSummary(form.rows), '1 added, 1 kept, 1 left without its description');
    const saved = savedAs([link(1), link(2), link(15)], { added: 1, kept: 2 });
    const told = describeSaved({ ...saved, changeId: 'c' }, form.rows);
    assert.equal(told, 'Saved: 1 added, 1 kept, 1 left without its description.');
    assert.equal(describeSaved(saved, form.rows), 'Saved: 1 added, 2 kept.', 'nothing was sent');
    assert.equal(formatSummary(formAfter([described, link(2)]).rows), '2 links', 'nothing would be sent');
  });

  it('counts a description that is that of the type as none', () => {
    const contents = contentsOf([{ ...link(1), description: 'Of the type ' }], {
      linkTypes: [{ ...TYPES[0]!, description: 'Of the type' }],
    });
    assert.equal(openForm(contents).rows[0]!.description, undefined);
  });

  it('tells a saved change of type as one change, as the rows did', () => {
    const form = formAfter([link(1), link(2)], { type: 'typeChosen', rowId: 'link-1-1', linkTypeId: 2 });
    const saved = savedAs([link(2), link(1, 2)], { added: 1, removed: 1, kept: 1 });
    assert.equal(describeSaved(saved, form.rows), 'Saved: 1 changed, 1 kept.');
  });

  it('tells what an undo did, and what could not come back', () => {
    const counts = { added: 0, removed: 1, changed: 0, kept: 2, cannotReturn: 0 };
    assert.equal(describeUndone(counts), 'Undone: 1 removed, 2 kept.');
    assert.match(describeUndone({ ...counts, cannotReturn: 2 }), /2 kept\. 2 links could not be restored/);
    assert.match(describeUndone({ ...counts, removed: 0, cannotReturn: 1 }), /^1 link could not be restored/);
    assert.match(describeUndone({ ...counts, removed: 0 }), /^Nothing to undo/);
  });

  it('tells what others had done meanwhile', () => {
    const saved = savedAs([], { added: 1, kept: 2, others: { added: 1, removed: 0, changed: 1 } });
    assert.equal(
      describeSaved(saved, []),
      'Saved: 1 added, 2 kept. Changes by others were kept: 1 added, 1 changed.',
    );
  });
});
