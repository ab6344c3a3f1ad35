import assert from 'node:assert/strict';
import { ReadyItems } from '../../../src/tree/readyItems';
import type { Row } from '../../../src/tree/kinds';
import { entry, entryNode } from './support';

const make = (row: Row) => ({ id: row.id });
const nextRound = () => new Promise<void>((resume) => setImmediate(resume));
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => entryNode(entry(index + 1)));

describe('tree items made ahead for a big folder', () => {
  it('are handed out once', async () => {
    const ready = new ReadyItems<{ readonly id: string }>();
    const rows = rowsOf(1_000);
    await ready.prepare(rows, make);
    assert.deepEqual(
      rows.map((row) => ready.take(row)?.id),
      rows.map(({ id }) => id),
    );
    assert.equal(ready.take(rows[0]!), undefined);
  });

  it('let other work run in between', async () => {
    const ready = new ReadyItems<{ readonly id: string }>();
    const made: string[] = [];
    const whole = ready.prepare(rowsOf(1_000), (row) => {
      made.push(row.id);
      return make(row);
    });
    await nextRound();
    assert.ok(made.length < 1_000, `${made.length} rows were made in one go`);
    await whole;
    assert.equal(made.length, 1_000);
  });

  it('are dropped when nobody takes them at once, while those of another folder are kept', async () => {
    const ready = new ReadyItems<{ readonly id: string }>();
    const [left, wanted] = [rowsOf(500), rowsOf(1_500)];
    const longer = ready.prepare(wanted, make);
    await ready.prepare(left, make);
    await nextRound();
    await nextRound();
    assert.equal(ready.take(left[0]!), undefined);
    await longer;
    assert.equal(ready.take(wanted[0]!)?.id, wanted[0]!.id);
  });

  it('are not made for a small folder', async () => {
    const ready = new ReadyItems<{ readonly id: string }>();
    const rows = rowsOf(20);
    await ready.prepare(rows, make);
    assert.equal(ready.take(rows[0]!), undefined);
  });
});
