import assert from 'node:assert/strict';
import fc from 'fast-check';
import { READERS, type SettingReader } from '../../../src/ui/settings';

/** What may stand in a settings file, or be set by an extension. */
const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('', 'true', 'Always', NaN, Infinity, -0));

function meansOf<T>(reader: SettingReader<T>, ...raws: readonly unknown[]): readonly T[] {
  return raws.map((raw) => reader(raw).value);
}

describe('settings that guard', () => {
  it('ask before every change where the mode is unknown', () => {
    const { confirmChanges } = READERS;
    const unknown = ['Always', 'allways', 'NEVER', 'never ', '', true, false, null, 0, 1, [], ['never'], {}];
    assert.deepEqual(new Set(meansOf(confirmChanges, ...unknown)), new Set(['always']));
    assert.deepEqual(meansOf(confirmChanges, 'always', 'destructive', 'never', undefined), [
      'always',
      'destructive',
      'never',
      'destructive',
    ]);
  });

  it('refuse changes where read-only is neither on nor off', () => {
    const unknown = ['true', 'false', '', 0, 1, null, [], {}];
    assert.deepEqual(new Set(meansOf(READERS.readOnly, ...unknown)), new Set([true]));
    assert.deepEqual(meansOf(READERS.readOnly, true, false, undefined), [true, false, false]);
  });

  it('refuse links to the entry itself where that is neither on nor off', () => {
    const unknown = ['true', 'yes', 1, null, [], {}];
    assert.deepEqual(new Set(meansOf(READERS.allowSelfLinks, ...unknown)), new Set([false]));
    assert.deepEqual(meansOf(READERS.allowSelfLinks, true, false, undefined), [true, false, false]);
  });

  it('never forget more of the history for a wrong value than for none', () => {
    for (const [reader, unset, most] of [
      [READERS.historyKeepDays, 90, 3650],
      [READERS.historyMaxMegabytes, 20, 1000],
    ] as const) {
      const wrong = ['many', '', '0', 0, -1, 0.5, NaN, null, true, [], {}, -Infinity];
      assert.deepEqual(new Set(meansOf(reader, ...wrong)), new Set([unset]));
      assert.deepEqual(meansOf(reader, '500', 500.5, 1e9, Infinity), [500, 501, most, most]);
      assert.deepEqual(meansOf(reader, 1, most, undefined), [1, most, unset]);
      fc.assert(
        fc.property(anything, (raw) => {
          const { value, wrong: sentence } = reader(raw);
          assert.ok(Number.isInteger(value) && value >= 1 && value <= most);
          if (sentence !== undefined) assert.ok(value >= unset);
        }),
      );
    }
  });

  it('never make more calls a minute than the cloud allows', () => {
    const { cloudRequestsPerMinute } = READERS;
    assert.deepEqual(
      new Set(meansOf(cloudRequestsPerMinute, 'many', '', '80', 60.5, NaN, null, true, [], {})),
      new Set([60]),
    );
    assert.deepEqual(
      new Set(meansOf(cloudRequestsPerMinute, 0, -0, -1, 0.5, 1.5, -Infinity, '0', '-3')),
      new Set([1]),
    );
    assert.deepEqual(meansOf(cloudRequestsPerMinute, 30.5, '10', ' 20 '), [30, 10, 20]);
    assert.deepEqual(
      meansOf(cloudRequestsPerMinute, 1, 100, 101, 1e9, Infinity, undefined),
      [1, 100, 100, 100, 100, 60],
    );
  });
});

describe('other settings', () => {
  it('mean what they mean when not set where the value is wrong', () => {
    assert.deepEqual(
      meansOf(READERS.pageSize, 'many', 0, -5, null, 2.5, 5000, 200),
      [150, 150, 150, 150, 150, 1000, 200],
    );
    assert.deepEqual(meansOf(READERS.transport, 'x', null, true, 'node-fetch'), [
      'vscode',
      'vscode',
      'vscode',
      'node-fetch',
    ]);
  });
});

describe('a wrong value of a setting', () => {
  const readers = Object.entries(READERS);

  it('is told in one sentence that says what counts and what to do', () => {
    for (const [, reader] of readers) {
      const { wrong } = reader({ a: 1 });
      assert.match(
        wrong ?? '',
        /^The setting laserficheLinks\.[\w.]+ is \{"a":1\}, .*so .*\. Set it to .*\.$/,
      );
    }
  });

  it('is not told where the value is right, or where none is set', () => {
    for (const [, reader] of readers) assert.equal(reader(undefined).wrong, undefined);
    for (const raw of ['always', 'destructive', 'never'])
      assert.equal(READERS.confirmChanges(raw).wrong, undefined);
    assert.equal(READERS.pageSize(150).wrong, undefined);
  });

  it('is told for whatever is no value, and never breaks the sentence', () => {
    for (const [name, reader] of readers) {
      fc.assert(
        fc.property(anything, (raw) => {
          const { value, wrong } = reader(raw);
          assert.equal(wrong === undefined, Object.is(value, raw), name);
          assert.doesNotMatch(wrong ?? '', /\n/);
          assert.ok((wrong ?? '').length < 300);
        }),
      );
    }
  });
});
