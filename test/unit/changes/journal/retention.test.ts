import assert from 'node:assert/strict';
import {
  whatToForget,
  type IndexedLine,
  type IndexedSegment,
  type JournalLimits,
} from '../../../../src/changes/journal/retention';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 1);
/** Bytes of each line of these tests, its end included. */
const LINE = 100;

interface Made {
  readonly days: number;
  readonly group?: string;
  readonly unknown?: boolean;
  readonly sequence?: number | 'none';
}

/** Changes that were made so many days ago, in this order: each with its outcome, in a segment of its own. */
function made(changes: readonly (number | Made)[]): IndexedSegment[] {
  return changes.map((change, index) => {
    const {
      days,
      group,
      unknown,
      sequence = 2 * index + 1,
    } = typeof change === 'number' ? ({ days: change } as Made) : change;
    const time = new Date(NOW - days * DAY).toISOString();
    const of = { id: `${index}`, time };
    const place = (more: number) => (sequence === 'none' ? {} : { sequence: sequence + more });
    const lines: IndexedLine[] = [
      { ...of, ...place(0), kind: 'before', ...at(0), ...(group !== undefined && { group }) },
      ...(unknown
        ? []
        : [{ ...of, ...place(1), kind: 'after' as const, ...at(1), outcome: 'written' as const }]),
    ];
    return segment(`s${index}`, lines);
  });
}
const at = (index: number) => ({ start: index * LINE, end: (index + 1) * LINE - 1 });
const segment = (
  name: string,
  lines: readonly IndexedLine[],
  more: Partial<IndexedSegment> = {},
): IndexedSegment => ({
  ...{ name, lines, size: lines.length * LINE, isClosed: true, isWhole: false },
  ...more,
});
const ALL: JournalLimits = { maxAgeDays: 90, maxBytes: 1e9 };
const forget = (segments: readonly IndexedSegment[], limits: Partial<JournalLimits> = {}, now = NOW) =>
  whatToForget(segments, { ...ALL, ...limits }, now);
/** Ids that go, the oldest first. */
const gone = (...args: Parameters<typeof forget>) => forget(...args).forgotten.flatMap(({ ids }) => ids);
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `${from + index}`);
const times = <T>(count: number, one: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => one(index));

describe('editing: what the history forgets', () => {
  it('is what is too old, of all but the newest 50 changes', () => {
    const old = times(60, () => 100);
    assert.deepEqual(gone(made([...old, ...times(49, (index) => 50 - index)])), ids(0, 59));
    assert.deepEqual(gone(made([...old, ...times(50, (index) => 50 - index)])), ids(0, 60));
    assert.deepEqual(gone(made(times(80, () => 89))), []);
  });

  it('counts age up to the last work that is a day old: 90 days are whole', () => {
    const recent = times(60, (index) => 61 - index);
    assert.deepEqual(gone(made([92.001, 92, ...recent])), ['0']);
    assert.deepEqual(gone(made([92.1, 91.9, ...recent, 1.9])), ['0']);
  });

  it('is the oldest while there is too much, and no more than need be', () => {
    const segments = made(times(60, (index) => 80 - index));
    assert.deepEqual(gone(segments, { maxBytes: 60 * 2 * LINE }), []);
    assert.deepEqual(gone(segments, { maxBytes: 60 * 2 * LINE - 1 }), ['0']);
    assert.deepEqual(gone(segments, { maxBytes: 57 * 2 * LINE }), ids(0, 3));
    assert.deepEqual(gone(segments, { maxBytes: 0 }), ids(0, 10), 'the newest 50 stay, whatever they take');
  });

  it('is nothing of the newest day, whatever it takes', () => {
    const busy = [...times(30, (index) => 60 - index), ...times(100, (index) => 1 - index / 100)];
    assert.deepEqual(
      gone(made(busy), { maxBytes: 0 }),
      ids(0, 29),
      'nor of the day before a time without work',
    );
  });

  it('the newest day is a day of work: from the newest change backwards', () => {
    const hourly = made(times(100, (index) => (99 - index) / 24));
    assert.deepEqual(gone(hourly, { maxBytes: 0 }), ids(0, 50), '50 changes are more than a day here');
    const often = made(times(400, (index) => (399 - index) / 96));
    assert.deepEqual(gone(often, { maxBytes: 0 }), ids(0, 400 - 97));
  });

  it('tells how many, until when and why: by age first', () => {
    const changes = [...times(3, () => 120), ...times(60, (index) => 80 - index)];
    const { forgotten } = forget(made(changes), { maxBytes: 59 * 2 * LINE });
    assert.deepEqual(forgotten, [
      { why: 'age', ids: ids(0, 3), until: new Date(NOW - 120 * DAY).toISOString() },
      { why: 'size', ids: ['3'], until: new Date(NOW - 80 * DAY).toISOString() },
    ]);
  });

  describe('whole groups', () => {
    const rest = times(60, (index) => 60 - index);

    it('go by the newest of their changes', () => {
      const group = (days: number) => ({ days, group: 'g' });
      const segments = made([group(80), 79, group(78), 77, ...rest]);
      const bytes = segments.length * 2 * LINE;
      assert.deepEqual(gone(segments, { maxBytes: bytes - 1 }), ['1']);
      assert.deepEqual(
        gone(segments, { maxBytes: bytes - 2 * LINE - 1 }),
        ['1', '0', '2'],
        'both of the group',
      );
      assert.deepEqual(gone(made([group(120), group(80), ...rest])), []);
    });

    it('stay wholly where one of them is among the newest', () => {
      const group = times(100, (index) => ({ days: 80 - index / 2, group: 'g' }));
      assert.deepEqual(gone(made([85, ...group]), { maxBytes: 0 }), ['0']);
    });

    it('are not mistaken for changes that have their name as an id', () => {
      const segments = made([{ days: 80, group: '1' }, 79, ...rest]);
      assert.deepEqual(gone(segments, { maxBytes: segments.length * 2 * LINE - 1 }), ['0']);
    });
  });

  it('is no change of unknown outcome until it is too old, nor its group: it may still be needed', () => {
    const unknown = (days: number, group?: string) => ({ days, unknown: true, ...(group && { group }) });
    const rest = times(60, (index) => 61 - index);
    const segments = made([unknown(120), unknown(85, 'g'), { days: 84, group: 'g' }, 83, ...rest, 1.5]);
    const { forgotten } = forget(segments, { maxBytes: 0 });
    assert.deepEqual(forgotten[0]?.ids, ['0']);
    assert.equal(forgotten[0].why, 'age');
    assert.deepEqual(forgotten[1]?.ids, ['3', ...ids(4, 15)]);
  });

  it('what became of a change counts wherever it is, and the last of it', () => {
    const rest = made(times(60, (index) => 60 - index)).map(({ lines, ...one }) => ({
      ...one,
      name: `r${one.name}`,
      lines: lines.map((line) => ({ ...line, id: `r${line.id}`, sequence: line.sequence! + 100 })),
    }));
    const time = new Date(NOW - 80 * DAY).toISOString();
    const line = (
      kind: 'before' | 'after',
      sequence: number,
      outcome?: 'unknown' | 'written',
    ): IndexedLine => ({
      ...{ kind, id: 'x', time, sequence, ...at(0) },
      ...(outcome && { outcome }),
    });
    const both = (...outcomes: readonly ('unknown' | 'written')[]) => [
      segment('b', outcomes.map((outcome, index) => line('after', 2 + index, outcome)).toReversed()),
      segment('a', [line('before', 1)]),
      ...rest,
    ];
    assert.deepEqual(gone(both('written'), { maxBytes: 0 })[0], 'x');
    assert.deepEqual(gone(both('unknown', 'written'), { maxBytes: 0 })[0], 'x');
    assert.ok(!gone(both('written', 'unknown'), { maxBytes: 0 }).includes('x'));
  });

  describe('whatever the clocks say', () => {
    it('a clock that is 100 days ahead makes nothing old', () => {
      const before = times(300, (index) => 30 - index / 10);
      const ahead = times(5, (index) => -100 + (5 - index) / 1000);
      const now = NOW + 100 * DAY;
      assert.deepEqual(gone(made([...before, ...ahead]), {}, now), []);
      assert.deepEqual(gone(made(before), {}, now), [], 'nor before the first change');
    });

    it('one that stays ahead leaves what was made just before, by its place', () => {
      const before = times(200, () => 0);
      const ahead = times(100, (index) => -100 - index / 500);
      const now = NOW + 101.15 * DAY;
      assert.deepEqual(gone(made([20, ...before, ...ahead]), {}, now), ['0']);
    });

    it('changes made while it was ahead are as old as those beside them once it is right again', () => {
      const changes = [...times(60, () => 95), ...times(10, () => -100), ...times(60, (index) => 60 - index)];
      assert.deepEqual(gone(made(changes)), ids(0, 70));
      assert.deepEqual(
        gone(made([...times(60, () => 10), ...times(10, () => -100), ...times(60, () => 2)])),
        [],
      );
    });

    it('a clock that is back makes nothing old, nor when it is right again', () => {
      const back = 20_000;
      const changes = made([...times(100, () => 3), ...times(100, () => back), ...times(100, () => 2)]);
      assert.deepEqual(gone(changes), []);
      assert.deepEqual(gone(changes, {}, NOW - back * DAY + 1), []);
    });

    it('who comes back from a long holiday finds what was done last', () => {
      const before = times(300, (index) => 130 - index / 10);
      assert.deepEqual(gone(made(before)), [], 'on the first day');
      const again = times(100, (index) => 2 - index / 60);
      const forgotten = gone(made([...before, ...again]));
      assert.deepEqual(forgotten, ids(0, 300), 'once work has gone on for more than a day');
      const few = times(20, (index) => 1.1 - index / 20);
      assert.deepEqual(gone(made([...before, ...few])), ids(0, 270), 'but for the newest 50');
    });

    it('times that are none make nothing old', () => {
      const segments = made(times(60, () => 2)).map((one) => ({
        ...one,
        lines: one.lines.map((line) => ({ ...line, time: 'no time' })),
      }));
      assert.deepEqual(gone(segments), []);
    });
  });

  it('changes without a place are the oldest, by their times', () => {
    const rest = times(55, (index) => 60 - index);
    const old = (days: number) => ({ days, sequence: 'none' as const });
    const segments = made([...rest, old(65), old(66)]);
    assert.deepEqual(gone(segments, { maxBytes: 0 }), ['56', '55', ...ids(0, 5)]);
  });

  describe('in which files', () => {
    const changes = made(times(60, (index) => 80 - index));
    const size = 60 * 2 * LINE;

    it('every line of a change goes, and the others stay', () => {
      const { dropped } = forget(changes, { maxBytes: size - 1 });
      assert.deepEqual([...dropped.keys()], ['s0']);
      assert.deepEqual([...(dropped.get('s0') ?? [])], changes[0]?.lines);
    });

    it('that another window writes to nothing goes, and nothing newer goes in its place', () => {
      const segments = changes.map((one, index) => ({ ...one, isClosed: index !== 0 }));
      const { dropped, forgotten } = forget(segments, { maxBytes: size - 2 * LINE - 1 });
      assert.deepEqual(
        forgotten.flatMap((batch) => batch.ids),
        ['1'],
      );
      assert.ok(!dropped.has('s0'));
    });

    it('a group of which a part is in such a file stays whole', () => {
      const grouped = made([
        { days: 80, group: 'g' },
        { days: 79, group: 'g' },
        ...times(58, (index) => 70 - index),
      ]);
      const segments = grouped.map((one, index) => ({ ...one, isClosed: index !== 1 }));
      const { dropped, forgotten } = forget(segments, { maxBytes: size - 1 });
      assert.deepEqual([dropped.size, forgotten], [0, []]);
    });

    it('lines that are there twice count once, and the copy goes that is not in a file made as a whole', () => {
      const [first] = changes;
      const copy = segment('copy', first!.lines, { isWhole: true });
      const { dropped, forgotten } = forget([...changes, copy], { maxBytes: size });
      assert.deepEqual([[...dropped.keys()], forgotten], [['s0'], []]);
      const open = [{ ...first!, isClosed: false }, ...changes.slice(1), copy];
      assert.equal(forget(open, { maxBytes: size }).dropped.size, 0);
    });

    it('outcomes whose change is not there go first, and are no change that was forgotten', () => {
      const time = new Date(NOW - 79 * DAY).toISOString();
      const orphan: IndexedLine = {
        ...at(0),
        kind: 'after',
        id: 'x',
        time,
        sequence: 1000,
        outcome: 'written',
      };
      const { dropped, forgotten } = forget([...changes, segment('o', [orphan])], { maxBytes: size });
      assert.deepEqual([[...dropped.keys()], forgotten], [['o'], []]);
    });

    it('lines of a newer program stay until they are too old, whatever they take', () => {
      const newer = (days: number): IndexedLine => ({
        ...at(0),
        ...{ kind: 'newer', id: '', time: new Date(NOW - days * DAY).toISOString() },
      });
      const segments = [
        ...made([1.5, ...times(60, () => 1)]),
        segment('n', [newer(80), newer(92), newer(5)]),
      ];
      const { dropped, forgotten } = forget(segments, { maxBytes: 0 });
      assert.deepEqual([...(dropped.get('n') ?? [])], [segments.at(-1)?.lines[1]]);
      assert.ok(forgotten.every(({ ids: of }) => !of.includes('')));
    });
  });

  it('goes on with what was begun, and tells it once', () => {
    const segments = made(times(60, (index) => 80 - index));
    const { dropped, forgotten } = whatToForget(segments, ALL, NOW, new Set(['5']));
    assert.deepEqual([[...dropped.keys()], forgotten], [['s5'], []]);
  });
});
