import assert from 'node:assert/strict';
import { readOnlyWords, type ReadOnlyWords } from '../../../src/readOnly/words';

function told(...args: Parameters<typeof readOnlyWords>): ReadOnlyWords {
  return readOnlyWords(...args) ?? assert.fail('Nothing is told.');
}
const open = (name: string) => ({ name });
const locked = (name: string) => ({ name, readOnly: true });

describe('read-only in the status bar', () => {
  it('is told of the setting before any connection', () => {
    const words = told(true, [open('A'), locked('B')]);
    assert.equal(words.text, 'Laserfiche: read-only');
    assert.match(words.tooltip, /in all connections: the setting laserficheLinks\.readOnly is on/);
    assert.equal(words.about, 'setting');
    assert.equal(told(true, []).about, 'setting');
  });

  it('names the connections, and says when they are not all', () => {
    assert.equal(readOnlyWords(false, []), undefined);
    assert.equal(readOnlyWords(false, [open('A')]), undefined);
    const one = told(false, [open('A'), locked('B\n$')]);
    assert.equal(one.text, 'Laserfiche: read-only (B $)');
    assert.equal(one.about, 'connections');
    assert.equal(told(false, [locked('A')]).text, 'Laserfiche: read-only');
    const five = ['A', 'B', 'C', 'D', 'E'].map(locked);
    const many = told(false, [open('X'), ...five]);
    assert.equal(many.text, 'Laserfiche: read-only (5 connections)');
    assert.match(many.tooltip, /refused in: A, B, C, 2 more\./);
  });
});
