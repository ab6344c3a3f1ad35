import assert from 'node:assert/strict';
import {
  decodeSegment,
  encodeLine,
  joinLines,
  type JournalLine,
} from '../../../../src/editing/journal/lines';
import { item, link } from '../history';
import { to } from '../setUp';

const { outcome: _, ...record } = item('a', 1, {
  before: [{ sourceId: 10, ...to(1) }],
  payload: [{ ...to(2), customProperties: { note: 'ä "<i>' } }],
  added: [link(2, { note: 'ä "<i>' })],
  removed: [link(1)],
  changed: [{ before: link(3), after: link(3, { a: '1' }) }],
});
const before: JournalLine = { kind: 'before', ...record };
const after: JournalLine = { kind: 'after', id: 'a', time: record.time, outcome: 'written', answer: [] };
const [first, second] = [encodeLine(before), encodeLine(after)];

/** A segment of these lines, broken where a test says so. */
const decode = (...parts: readonly (string | Uint8Array)[]) =>
  decodeSegment(Buffer.concat(parts.map((part) => Buffer.from(part))));

describe('editing: lines of the journal', () => {
  it('come back as they were written, one a line', () => {
    assert.deepEqual(first.indexOf('\n'), first.length - 1);
    assert.deepEqual(decode(first, second), {
      lines: [before, after],
      good: first + second,
      bad: 0,
      isCutOff: false,
    });
    assert.deepEqual(decode(), { lines: [], good: '', bad: 0, isCutOff: false });
  });

  it('a last line that was not written to its end is cut off, whatever it is cut at', () => {
    const bytes = Buffer.from(second);
    for (let length = 1; length < bytes.length - 1; length += 1) {
      const { lines, good, bad, isCutOff } = decode(first, bytes.subarray(0, length));
      assert.deepEqual([lines.length, good, bad, isCutOff], [1, first, 0, true], `${length}`);
    }
  });

  it('a last line that lacks no more than its end of line is whole', () => {
    assert.deepEqual(decode(first, second.trimEnd()), decode(first, second));
  });

  it('lines in between that can not be read are counted, and the others saved', () => {
    const damage = ['', 'no JSON', '{"kind":"before"', 'null', '[]', '"text"', '{}'];
    const { lines, good, bad, isCutOff } = decode(first, damage.map((line) => `${line}\n`).join(''), second);
    const { good: saved, bad: empty } = decode('\n', first);
    assert.deepEqual([saved, empty], [first, 1], 'an empty line at the beginning');
    assert.deepEqual([lines, good, bad, isCutOff], [[before, after], first + second, damage.length, false]);
  });

  it('bytes that are no text are damage, and a mark of byte order is not swallowed', () => {
    assert.equal(decode(Uint8Array.of(0xff, 0xfe, 10), first).bad, 1);
    assert.equal(decode(Buffer.from(first, 'latin1')).bad, 1);
    assert.equal(decode('\uFEFF', first).bad, 1);
  });

  it('a before-image that lacks anything which an undo needs is damage', () => {
    const is = (line: unknown) => decode(`${JSON.stringify(line)}\n`).lines.length === 1;
    assert.ok(is(before));
    for (const name of [
      'id',
      'time',
      'connection',
      'cause',
      'entryId',
      'before',
      'payload',
      'added',
      'removed',
      'changed',
      'kept',
    ]) {
      assert.ok(!is({ ...before, [name]: undefined }), name);
      assert.ok(!is({ ...before, [name]: null }), name);
    }
    const broken: Partial<Record<keyof JournalLine | keyof typeof record, unknown>>[] = [
      { kind: 'other' },
      { id: 1 },
      { time: 1 },
      { connection: {} },
      { connection: [] },
      { cause: 1 },
      { entryId: 1.5 },
      { entryId: '10' },
      { kept: 0.5 },
      { before: [null] },
      { before: [[]] },
      { before: {} },
      { payload: [{ targetId: 1 }] },
      { payload: [{ linkTypeId: 1 }] },
      { payload: [to(1), 'x'] },
      { added: [to(1)] },
      { added: [{ properties: {} }] },
      { removed: [{ ...to(1), properties: 'x' }] },
      { removed: [{ ...to(1), properties: [] }] },
      { changed: [link(1)] },
      { changed: [null] },
      { changed: [{ before: link(1) }] },
      { changed: [{ after: link(1) }] },
    ];
    for (const change of broken) assert.ok(!is({ ...before, ...change }), JSON.stringify(change));
    assert.ok(is({ ...before, before: [{}], payload: [], added: [], removed: [], changed: [] }));
  });

  it('an outcome that is none of ours is damage', () => {
    const is = (more: object) => decode(`${JSON.stringify({ ...after, ...more })}\n`).bad === 0;
    for (const outcome of ['written', 'refused', 'unknown', 'notAsSent']) assert.ok(is({ outcome }), outcome);
    for (const outcome of ['', 'done', null, undefined]) assert.ok(!is({ outcome }), String(outcome));
    assert.ok(!is({ id: undefined }));
    assert.ok(!is({ time: undefined }));
  });
});

describe('editing: changes out of the lines of the journal', () => {
  it('have what became of them, whichever line comes first', () => {
    const whole = { ...record, outcome: 'written', answer: [] };
    assert.deepEqual(joinLines([before, after]), [whole]);
    assert.deepEqual(joinLines([after, before]), [whole]);
  });

  it('are unknown where nothing was written down, and nothing where only the outcome was', () => {
    assert.deepEqual(joinLines([before]), [{ ...record, outcome: 'unknown' }]);
    assert.deepEqual(joinLines([after]), []);
  });

  it('are in the order of their times, and one that came twice is as it came first', () => {
    const early = item('early', 0);
    const twice: JournalLine = { ...before, time: item('x', 9).time };
    assert.deepEqual(
      joinLines([before, twice, { kind: 'before', ...early }]).map(({ id, time }) => [id, time]),
      [
        ['early', early.time],
        ['a', record.time],
      ],
    );
  });
});
