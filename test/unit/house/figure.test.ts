import assert from 'node:assert/strict';
import { isKept, tableOf } from '../../house/figure';

describe('figures of the house', () => {
  it('keep their bar up to it, and up to a tenth above one of about so much', () => {
    const kept = (value: number | undefined, bar?: { most: number; about?: true }) =>
      isKept({ what: '', value, ...(bar && { bar }) });
    assert.equal(kept(3, { most: 3 }), true);
    assert.equal(kept(4, { most: 3 }), false);
    assert.equal(kept(33, { most: 30, about: true }), true);
    assert.equal(kept(34, { most: 30, about: true }), false);
    assert.equal(kept(3), undefined);
    assert.equal(kept(undefined, { most: 3 }), undefined);
  });

  it('are a table', () => {
    assert.equal(
      tableOf([
        { what: 'files', value: 340, bar: { most: 330, about: true } },
        { what: 'bundle', value: 74.26, unit: 'kB', bar: { most: 70 } },
        { what: 'other', value: undefined, unit: 'kB', missing: 'not built' },
      ]),
      [
        '| figure | now       | bar       |        |',
        '| ------ | --------- | --------- | ------ |',
        '| files  | 340       | about 330 | kept   |',
        '| bundle | 74.3 kB   | ≤ 70      | MISSED |',
        '| other  | not built |           |        |',
      ].join('\n'),
    );
  });
});
