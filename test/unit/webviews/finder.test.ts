import assert from 'node:assert/strict';
import {
  activeEntry,
  describeFinder,
  NO_FINDER,
  reduceFinder,
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
