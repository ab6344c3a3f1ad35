import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wildcards } from '../../../src/sandbox/repository/search';

/** The same in a regular expression, which takes for ever where many `*` stand in it. */
function expression(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'isu');
}

describe('sandbox: wildcards', () => {
  it('match what they stand for, in upper and lower case', () => {
    const matches = wildcards('*plan?2*.TIF');
    for (const name of ['Plan 2.tif', 'the PLAN_2 of (1).tif', 'plan🏗2.tif', 'planplan 2 2.tif.tif'])
      assert.ok(matches(name), name);
    for (const name of ['Plan2.tif', 'Plan 2.tiff', 'plan 3.tif', '']) assert.ok(!matches(name), name);
    assert.ok(wildcards('')('') && !wildcards('')('a'));
    assert.ok(wildcards('a.b')('a.b') && !wildcards('a.b')('axb'));
  });

  it('match as a regular expression would', () => {
    const sign = fc.constantFrom('a', 'B', 'b', '*', '?', '.', '\\', '(', '🏗', '\n', 'é');
    const words = (maxLength: number) => fc.array(sign, { maxLength }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(words(7), words(8), (pattern, text) => {
        assert.equal(wildcards(pattern)(text), expression(pattern).test(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('take no time, however many there are', () => {
    for (const part of ['*', '*a', 'a*', '*?', '?*', '*a?', '*aa'])
      for (const tail of ['b', 'b*', '*b', '?b'])
        assert.ok(!wildcards(part.repeat(100_000) + tail)('a'.repeat(255)), part + tail);
    assert.ok(!wildcards(`${'*a'.repeat(100)}b`)('a'.repeat(255)));
    assert.ok(wildcards('*a'.repeat(100))('a'.repeat(255)));
    assert.ok(!wildcards('*aab*')('a'.repeat(100_000)));
  });
});
