import assert from 'node:assert/strict';
import type { Link } from '../../../src/domain';
import { conflictSideOf } from '../../../src/webviews/assignLinks/app/state/conflicts';
import { lastingDraft, readDraft } from '../../../src/webviews/assignLinks/app/state/draft';
import { isRepairable, stillDropped } from '../../../src/webviews/assignLinks/app/state/droppedLinks';
import { draftOf, openForm } from '../../../src/webviews/assignLinks/app/state/form';
import type { Form, Property } from '../../../src/webviews/assignLinks/app/state/model';
import { requestedOf } from '../../../src/webviews/assignLinks/app/state/request';
import { isDirty, statusOf } from '../../../src/webviews/assignLinks/app/state/rows';
import { blockedBecause, describeUntyped } from '../../../src/webviews/assignLinks/app/state/summary';
import { problemsOf } from '../../../src/webviews/assignLinks/app/state/validate';
import { readAppMessage } from '../../../src/webviews/assignLinks/guards';
import { linksForApp } from '../../../src/webviews/assignLinks/links';
import { after, bodyOf, contentsOf, formAfter, link, marks, SOURCE, target } from './support';

/** As a server sends it: names are whatever somebody typed somewhere. */
const JSON_OF_ODD =
  '{"id":"1","parent":"2","__proto__":"3","constructor":"4","toString":"5","":"6"," a ":"7","  ":"8","\\ud800":"9"}';
const odd = () => JSON.parse(JSON_OF_ODD) as Record<string, string>;
const NAMES = Object.keys(odd());

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const typed = (rowId: string, properties: readonly Property[]) =>
  ({ type: 'propertiesTyped', rowId, properties }) as const;
const blocked = (form: Form) => blockedBecause(form, isDirty(form.rows), problemsOf(form));
const sent = (form: Form) => JSON.stringify(bodyOf(form)[0]?.customProperties);

describe('form: property names are any text', () => {
  const links = overTheWire(linksForApp([link(1, 1, odd())], SOURCE));
  const form = formAfter(links);
  const properties = () => form.rows[0]!.properties;

  it('show as they are, change nothing and block nothing', () => {
    assert.deepEqual(
      properties().map(({ name }) => name),
      NAMES,
    );
    assert.equal(isDirty(form.rows), false);
    const added = after(form, { type: 'added', targets: [target(15)] });
    assert.equal(blocked(added), undefined);
    assert.equal(sent(added), JSON_OF_ODD);
  });

  it('can be changed and removed, each by itself', () => {
    properties().forEach(({ name }, at) => {
      const changed = after(
        form,
        typed(
          'link-1-1',
          properties().map((one, index) => (index === at ? { ...one, value: 'new' } : one)),
        ),
      );
      assert.equal(blocked(changed), undefined, name);
      assert.equal(sent(changed), JSON_OF_ODD.replace(`"${String(at + 1)}"`, '"new"'));
      const removed = after(
        form,
        typed(
          'link-1-1',
          properties().filter((_, index) => index !== at),
        ),
      );
      assert.equal(blocked(removed), undefined, name);
      const left = bodyOf(removed)[0]?.customProperties ?? {};
      assert.deepEqual(
        Object.keys(left),
        NAMES.filter((one) => one !== name),
      );
      const told = conflictSideOf({ ...removed.rows[0]!.base!, properties: left }, removed.rows[0]!.base);
      assert.deepEqual(
        told.properties?.filter(({ mark }) => mark !== 'same').map((one) => [one.name, one.mark]),
        [[name, 'removed']],
      );
    });
  });

  it('survive a draft, a save and a rebase to the byte', () => {
    const edited = after(form, typed('link-1-1', [...properties(), { name: 'new', value: 'x' }]));
    const expected = JSON_OF_ODD.replace('}', ',"new":"x"}');
    const draft = readDraft(overTheWire(lastingDraft(draftOf(edited))));
    const back = openForm(contentsOf(links), draft);
    assert.equal(sent(back), expected);
    assert.equal(blocked(back), undefined);
    const message = readAppMessage(
      overTheWire({ type: 'request', id: 1, request: { kind: 'plan', ...requestedOf(back) } }),
    );
    assert.ok(message.type === 'request' && message.request.kind === 'plan');
    assert.equal(JSON.stringify(message.request.requested[0]?.properties), expected);
    assert.equal(JSON.stringify(message.request.base[0]?.properties), JSON_OF_ODD);
    const rebased = after(back, { type: 'rebased', contents: contentsOf([...links, link(9)]) });
    assert.equal(sent(rebased), expected);
    assert.equal(blocked(rebased), undefined);
  });

  it('come with proposed rows, and with a link that is gone meanwhile', () => {
    const proposed = formAfter([], {
      type: 'proposed',
      links: [{ target: target(1), linkTypeId: 1, properties: odd() }],
    });
    assert.equal(sent(proposed), JSON_OF_ODD);
    assert.equal(blocked(proposed), undefined);
    const edited = after(form, typed('link-1-1', [...properties(), { name: 'new', value: 'x' }]));
    const gone = after(edited, { type: 'rebased', contents: contentsOf([]) });
    assert.equal(problemsOf(gone).size, 0);
  });

  it('that were just left blank are told as incomplete, until the person means it', () => {
    const blank = after(formAfter([link(1)]), typed('link-1-1', [{ name: '', value: 'x' }]));
    const problem = problemsOf(blank).get('link-1-1')?.properties?.get(0);
    assert.deepEqual(problem, { text: 'Name the property, or remove it.', isBlank: true });
    const meant = after(blank, typed('link-1-1', [{ name: '', value: 'x', blankMeant: true }]));
    assert.equal(blocked(meant), undefined);
    assert.equal(sent(meant), '{"":"x"}');
    const back = openForm(contentsOf([link(1)]), readDraft(overTheWire(draftOf(meant))));
    assert.equal(blocked(back), undefined);
  });

  it('are there once each, the empty one as well', () => {
    const twice = after(form, typed('link-1-1', [...properties(), { name: '', value: 'y' }]));
    const found = problemsOf(twice).get('link-1-1')?.properties;
    assert.deepEqual(
      [...(found?.values() ?? [])].map(({ text }) => text),
      ['A property without a name already exists.'],
    );
  });
});

describe('form: links that can’t be sent back as they are', () => {
  it('each say why, also for a reason that nobody knows yet', () => {
    const codes = [
      'unknown',
      'ambiguous',
      'noEnd',
      'oddProperty',
      'contradictory',
      'fromTheFuture',
      'constructor',
    ];
    const told = codes.map(describeUntyped);
    assert.equal(new Set(told.map(({ text }) => text)).size, 6);
    assert.match(describeUntyped('noEnd').text, /does not report where this link leads.*without losing it/);
    for (const { state, text } of told) assert.match(`${state}. ${text}`, /^[A-Z].*\. [A-Z].*\.$/);
  });

  it('stop saving, with the reason', () => {
    const add = { type: 'added', targets: [target(15)] } as const;
    const unknown = { sourceId: SOURCE, targetId: 5, sourceLabel: 'Nobody', targetLabel: 'Knows' };
    const form = formAfter([unknown], add);
    assert.equal(blocked(form), 'The type of some links is unknown.');
    const odd = { ...form, untyped: form.untyped.map((one) => ({ ...one, why: 'oddProperty' })) };
    assert.equal(blocked(odd), 'Some links can’t be sent back as they are.');
  });

  it('stay what they are in a message and in a draft', () => {
    const add = { type: 'added', targets: [target(15)] } as const;
    const odd: Link = { ...link(5, 1, { page: '2' }), hasOddProperties: true };
    const links = overTheWire(linksForApp([odd, link(1)], SOURCE));
    const form = formAfter(links, add);
    assert.equal(blocked(form), 'Some links can’t be sent back as they are.');
    const back = openForm(contentsOf(links), readDraft(overTheWire(lastingDraft(draftOf(form)))));
    assert.equal(blocked(back), 'Some links can’t be sent back as they are.');
    // Nothing changed on the server meanwhile, so nothing is said to have changed.
    assert.equal(back.notice, undefined);
    assert.equal(back.base, back.contents.links);
  });

  it('show type and properties with text, whatever the server put there', () => {
    const properties = { page: 2, note: null, text: 'a' } as unknown as Record<string, string>;
    const unknown: Link = {
      sourceId: SOURCE,
      targetId: 5,
      sourceLabel: 'Nobody',
      targetLabel: 'Knows',
      properties,
    };
    const [row] = formAfter([unknown]).untyped;
    assert.equal(row?.type, 'Nobody → Knows');
    assert.deepEqual(row.properties, [
      { name: 'page', value: '2' },
      { name: 'note', value: 'null' },
      { name: 'text', value: 'a' },
    ]);
  });

  it('leave each row its own link', () => {
    const links = [
      { ...link(1), description: 'one' },
      { sourceId: SOURCE, targetId: 5, sourceLabel: 'Nobody', targetLabel: 'Knows' },
      { ...link(2), description: 'two' },
    ];
    const form = formAfter(links);
    assert.deepEqual(marks(form, statusOf), ['kept 1:1', 'kept 2:1']);
    assert.deepEqual(
      form.rows.map(({ description }) => description),
      ['one', 'two'],
    );
  });
});

describe('form: lost incoming links whose type can’t be told', () => {
  const typedLink = { sourceId: 20, targetId: SOURCE, linkTypeId: 1 };
  const untyped: Link = { sourceId: 21, targetId: SOURCE, sourceLabel: 'Nobody', targetLabel: 'Knows' };

  it('are not said to be put back', () => {
    const form = { ...formAfter([link(1)]), droppedIncoming: [typedLink, untyped] };
    assert.deepEqual(stillDropped(form).filter(isRepairable), [typedLink]);
    const restored = after(form, { type: 'restoring' }, { type: 'restored', count: 1 });
    assert.deepEqual(stillDropped(restored), [untyped]);
    assert.equal(restored.notice?.text, 'Restored 1 incoming link.');
  });
});
