import assert from 'node:assert/strict';
import {
  bytesOf,
  decodeSegment,
  encodeLine,
  joinLines,
  type JournalLine,
} from '../../../../src/changes/journal/lines';
import { item, link } from '../history';
import { to } from '../setUp';
import { throughJson } from '../../../support/stored';

const {
  outcome: _,
  sequence,
  ...record
} = item('a', 1, {
  before: [{ sourceId: 10, ...to(1) }],
  payload: [{ ...to(2), properties: { note: 'ä "<i>' } }],
  added: [link(2, { note: 'ä "<i>' })],
  removed: [link(1)],
  changed: [{ before: link(3), after: link(3, { a: '1' }) }],
});
const before: JournalLine = { v: 2, sequence, kind: 'before', ...record };
const after: JournalLine = {
  ...{ v: 2, sequence: sequence + 1, kind: 'after', id: 'a', time: record.time },
  ...{ outcome: 'written', answer: [] },
};
/** The same as they were written before lines had a version. */
const unversioned = ({ v: _v, sequence: _s, ...line }: JournalLine) => line as JournalLine;
const [first, second] = [encodeLine(before), encodeLine(after)];

/** A segment of these lines, broken where a test says so. */
const decode = (...services: readonly (string | Uint8Array)[]) => {
  const bytes = Buffer.concat(services.map((part) => Buffer.from(part)));
  const { rows, bad, isCutOff } = decodeSegment(bytes);
  const good = Buffer.from(bytesOf(bytes, rows)).toString();
  return { lines: rows.map(({ line }) => line), good, bad, isCutOff };
};

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
      { connection: { ...record.connection, repoId: 1 } },
      { connection: { ...record.connection, baseUrl: undefined } },
      { v: 0 },
      { v: null },
      { v: undefined },
      { sequence: undefined },
      { sequence: -1 },
      { sequence: 1.5 },
      { sequence: 2 ** 53 },
      { sequence: '1' },
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
    for (const name of ['answer', 'droppedIncoming']) {
      assert.ok(is({ [name]: [{ sourceId: 1, targetId: 2 }] }), name);
      for (const broken of [null, {}, 'x', [null]]) assert.ok(!is({ [name]: broken }), name);
    }
    assert.ok(!is({ id: undefined }));
    assert.ok(!is({ time: undefined }));
  });

  it('of version 1 are in terms of the API of then, and read in those of today', () => {
    const theirs = {
      sourceId: 10,
      sourceFullPath: '\\A',
      targetFullPath: null,
      sourceLink: 'u',
      targetLink: 'v',
    };
    const ours = { sourceId: 10, sourcePath: '\\A', targetPath: null, sourceUrl: 'u', targetUrl: 'v' };
    const odd = { linkProperties: { __proto__: null, note: '1' }, linkTypeDescription: 'd', unheard: [1] };
    const told = { properties: { __proto__: null, note: '1' }, typeDescription: 'd', unheard: [1] };
    const { droppedIncoming: _dropped, ...result } = { ...after, droppedIncoming: [] };
    const lines = [
      {
        ...before,
        v: 1,
        before: [theirs, odd],
        payload: [{ ...to(2), customProperties: { note: 'x' } }, to(3)],
      },
      { ...result, v: 1, answer: [theirs], lostIncoming: [odd], reason: 'unsteadyRead' },
    ];
    assert.deepEqual(
      throughJson(decode(...lines.map((line) => `${JSON.stringify(line)}\n`)).lines),
      throughJson([
        { ...before, before: [ours, told], payload: [{ ...to(2), properties: { note: 'x' } }, to(3)] },
        { ...result, answer: [ours], droppedIncoming: [told], reason: 'inconsistentRead' },
      ]),
    );
  });

  it('of version 2 are never read in the terms of version 1', () => {
    const odd = { ...before, before: [{ sourceId: 10, linkProperties: {} }] };
    assert.deepEqual(decode(`${JSON.stringify(odd)}\n`).lines, [odd]);
  });

  it('without a version are read as ever', () => {
    assert.deepEqual(decode(encodeLine(unversioned(before)), encodeLine(unversioned(after))).lines, [
      unversioned(before),
      unversioned(after),
    ]);
  });

  it('of a newer version are no damage, whatever stands in them, and stay as they are', () => {
    const newer = [
      { v: 3 },
      { v: 2.5, kind: 'before' },
      { ...before, v: 3 },
      { v: 99, kind: 'unheard of', sequence: 7, time: record.time },
      { v: 'x', sequence: -1, time: 5 },
    ];
    const text = newer.map((line) => ` ${JSON.stringify(line)}\n`).join('');
    const { lines, ...rest } = decode(text, first);
    assert.deepEqual(rest, { good: text + first, bad: 0, isCutOff: false });
    assert.deepEqual(lines, [
      { kind: 'newer' },
      { kind: 'newer' },
      { kind: 'newer', sequence, time: record.time },
      { kind: 'newer', sequence: 7, time: record.time },
      { kind: 'newer' },
      before,
    ]);
  });

  it('tell their place at their beginning', () => {
    assert.ok(first.startsWith('{"v":2,"sequence":1,'));
    assert.ok(encodeLine({ ...after, sequence: 12 }).startsWith('{"v":2,"sequence":12,'));
  });
});

describe('editing: changes out of the lines of the journal', () => {
  it('have what became of them, whichever line comes first', () => {
    const whole = { ...record, sequence, outcome: 'written', answer: [] };
    assert.deepEqual(joinLines([before, after]), [whole]);
    assert.deepEqual(joinLines([after, before]), [whole]);
  });

  it('are unknown where nothing was written down, and nothing where only the outcome was', () => {
    assert.deepEqual(joinLines([before]), [{ ...record, sequence, outcome: 'unknown' }]);
    assert.deepEqual(joinLines([after]), []);
  });

  it('that were looked at again are as they were found last, whatever the clock said', () => {
    const unknown: JournalLine = { v: 2, sequence: 2, kind: 'after', id: 'a', time: '9', outcome: 'unknown' };
    const found: JournalLine = { ...unknown, sequence: 3, time: '1', outcome: 'written' };
    for (const lines of [
      [before, unknown, found],
      [found, unknown, before],
      [before, found, unversioned({ ...unknown, outcome: 'refused' })],
    ])
      assert.equal(joinLines(lines)[0]?.outcome, 'written');
    const old = unversioned({ ...unknown, time: '1' });
    assert.equal(joinLines([before, unversioned({ ...found, time: '2' }), old])[0]?.outcome, 'written');
  });

  it('are in the order of their places, not of their times, and one that came twice is as it came first', () => {
    const twice: JournalLine = { ...before, time: item('x', 9).time };
    const earlier: JournalLine = { ...before, id: 'early', sequence: 0, time: item('x', 20).time };
    const beside: JournalLine = { ...before, id: 'A' };
    assert.deepEqual(
      joinLines([before, twice, earlier, beside]).map(({ id, time, sequence: place }) => [id, time, place]),
      [
        ['early', earlier.time, 0],
        ['A', record.time, 1],
        ['a', record.time, 1],
      ],
    );
  });

  it('without a place come before all others, in the order of their times', () => {
    const old = (id: string, minute: number) => unversioned({ ...before, id, time: item('', minute).time });
    const placesOf = (...lines: JournalLine[]) =>
      joinLines(lines).map(({ id, sequence: place }) => [id, place]);
    const firstOne: JournalLine = { ...before, sequence: 0 };
    assert.deepEqual(placesOf(old('c', 30), firstOne, old('b', 20)), [
      ['b', -2],
      ['c', -1],
      ['a', 0],
    ]);
    assert.deepEqual(placesOf(old('c', 30)), [['c', -1]], 'whatever older ones there were');
  });
});
