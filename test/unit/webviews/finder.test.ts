import assert from 'node:assert/strict';
import {
  activeEntry,
  addableEntries,
  describeFinder,
  markMatches,
  NO_FINDER,
  reduceFinder,
  surelyMeant,
  type FinderAction,
} from '../../../src/webviews/assignLinks/app/state/finder';
import { target } from './support';

const found = { entries: [target(1), target(2), target(3)], resolved: false, truncated: false };
const after = (...actions: readonly FinderAction[]) => actions.reduce(reduceFinder, NO_FINDER);

describe('form: the list of found targets', () => {
  it('opens with the first entry active', () => {
    assert.equal(activeEntry(after({ type: 'searching' }, { type: 'found', found }))?.id, 1);
  });

  it('goes round with the arrows', () => {
    const up = after({ type: 'found', found }, { type: 'moved', by: 'previous' });
    assert.equal(activeEntry(up)?.id, 3);
    assert.equal(activeEntry(reduceFinder(up, { type: 'moved', by: 'next' }))?.id, 1);
  });

  it('opens again where it was closed', () => {
    const closed = after({ type: 'found', found }, { type: 'moved', by: 'next' }, { type: 'closed' });
    assert.equal(activeEntry(closed), undefined);
    assert.equal(activeEntry(reduceFinder(closed, { type: 'moved', by: 'next' }))?.id, 2);
  });

  it('offers nothing to add while the list belongs to an older text', () => {
    assert.equal(activeEntry(after({ type: 'found', found }, { type: 'searching' })), undefined);
  });

  it('closes on a failure and keeps its words', () => {
    const failed = after({ type: 'found', found }, { type: 'failed', message: 'No such entry.' });
    assert.equal(failed.open, false);
    assert.equal(failed.error, 'No such entry.');
  });

  it('goes on from hit to hit to the last one, never round', () => {
    const on = { type: 'wentOn' } as const;
    const indexes = [0, 1, 2, 3].map((times) => {
      const steps: readonly FinderAction[] = Array.from({ length: times }, () => on);
      return after({ type: 'found', found }, ...steps).active;
    });
    assert.deepEqual(indexes, [0, 1, 2, 2]);
  });

  it('takes for an early Enter only what can’t be another than was meant', () => {
    const named = (...names: readonly string[]) => ({
      ...found,
      entries: names.map((name, index) => ({ id: index + 1, name })),
    });
    assert.equal(surelyMeant(named('Emails of May'), 'email')?.id, 1);
    assert.equal(surelyMeant(named('Emails', 'Email'), ' email ')?.id, 2);
    assert.equal(surelyMeant(named('Emails', 'Email archive'), 'email'), undefined);
    assert.equal(surelyMeant(named('Email', 'EMAIL'), 'email'), undefined);
    assert.equal(surelyMeant(named(), 'email'), undefined);
    assert.equal(surelyMeant({ ...named('Email'), truncated: true }, 'email'), undefined);
  });

  it('offers to add all but what is linked already, or may not be', () => {
    const list = after({ type: 'found', found });
    const of = (allowSelfLinks: boolean) =>
      addableEntries(list, new Set([2]), { source: target(1), allowSelfLinks }).map(({ id }) => id);
    assert.deepEqual([of(false), of(true)], [[3], [1, 3]]);
  });

  it('marks in a name what was searched for, whatever its case and its signs', () => {
    const marked = (name: string, text: string) =>
      markMatches(name, text)
        .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
        .join('');
    assert.equal(marked('Email of an E-mail', ' EMAIL '), '[Email] of an E-mail');
    assert.equal(marked('a.b (1) axb', 'A.B (1)'), '[a.b (1)] axb');
    assert.equal(marked('what? why?', 't?'), 'wha[t?] why?');
    assert.equal(marked('Straße 😀 x', '😀'), 'Straße [😀] x');
    assert.equal(marked('Email', ''), 'Email');
    assert.equal(marked('Email', 'no'), 'Email');
  });

  it('says what was found', () => {
    const say = (more: object) =>
      describeFinder(after({ type: 'found', found: { ...found, ...more } }), ' x ');
    assert.equal(say({}), '3 entries');
    assert.equal(say({ entries: [] }), 'No entry found for “x”.');
    assert.equal(
      say({ entries: [], closest: '\\Email' }),
      'Nothing there. The closest folder that exists is \\Email.',
    );
    assert.match(say({ truncated: true }), /^The first 3 entries/);
    assert.equal(describeFinder(NO_FINDER, ''), '');
  });
});
