import assert from 'node:assert/strict';
import {
  applyDraft,
  describeDraft,
  NO_DRAFT,
  propertyRows,
  removeProperty,
  restoreProperty,
  setProperty,
} from '../../../src/commands/links/propertyDraft';

const FIRST = { page: '1', note: 'a' };
const SECOND = { page: '2', note: 'a' };

describe('a draft of link properties', () => {
  const draft = setProperty(removeProperty(NO_DRAFT, 'note'), 'page', '3');

  it('changes and removes in every link, and keeps the place of what stays', () => {
    assert.deepEqual(Object.entries(applyDraft({ ...FIRST, last: 'z' }, draft)), [
      ['page', '3'],
      ['last', 'z'],
    ]);
    assert.deepEqual(applyDraft(SECOND, draft), { page: '3' });
  });

  it('leaves alone what it does not name', () => {
    assert.deepEqual(applyDraft(FIRST, NO_DRAFT), FIRST);
    assert.equal(describeDraft([FIRST, SECOND], NO_DRAFT), '');
  });

  it('shows what each property was and will be', () => {
    const rows = propertyRows([FIRST, SECOND], setProperty(draft, 'new', ''));
    assert.deepEqual(rows, [
      { name: 'page', before: ['1', '2'], after: ['3'], state: 'changed' },
      { name: 'note', before: ['a'], after: [undefined], state: 'removed' },
      { name: 'new', before: [undefined], after: [''], state: 'added' },
    ]);
    assert.equal(describeDraft([FIRST, SECOND], draft), '1 changed, 1 removed');
  });

  it('counts a property as changed that only some links had', () => {
    const [row] = propertyRows([{ a: '1' }, {}], setProperty(NO_DRAFT, 'a', '1'));
    assert.deepEqual(row, { name: 'a', before: ['1', undefined], after: ['1'], state: 'changed' });
  });

  it('takes back what was wanted', () => {
    const back = restoreProperty(restoreProperty(draft, 'note'), 'page');
    assert.deepEqual(applyDraft(FIRST, back), FIRST);
    assert.deepEqual(applyDraft({}, removeProperty(setProperty(NO_DRAFT, 'a', '1'), 'a')), {});
    assert.deepEqual(applyDraft({ a: '1' }, setProperty(removeProperty(NO_DRAFT, 'a'), 'a', '2')), {
      a: '2',
    });
  });

  it('takes any name', () => {
    const after = applyDraft({}, setProperty(NO_DRAFT, '__proto__', 'x'));
    assert.deepEqual(Object.entries(after), [['__proto__', 'x']]);
    assert.equal(propertyRows([{}], removeProperty(NO_DRAFT, 'constructor')).length, 0);
  });
});
