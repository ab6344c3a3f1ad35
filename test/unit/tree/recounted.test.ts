import assert from 'node:assert/strict';
import { Recounted } from '../../../src/tree/recounted';
import type { Node } from '../../../src/tree/kinds';
import { entry, entryNode } from './support';

describe('rows whose counts became known', () => {
  it('are drawn together once nobody has asked for rows for a moment', async () => {
    let due: (() => void) | undefined;
    const drawn: (readonly Node[])[] = [];
    const recounted = new Recounted(
      (rows) => drawn.push(rows),
      (_milliseconds, run) => {
        due = run;
        return () => (due = undefined);
      },
    );
    const [one, other] = [entryNode(entry(1)), entryNode(entry(2))];
    recounted.add(one);
    await recounted.during(() => Promise.resolve());
    assert.ok(due);
    let finish: () => void = () => undefined;
    const slow = recounted.during(() => new Promise<void>((resolve) => (finish = resolve)));
    assert.equal(due, undefined, 'somebody asks again');
    recounted.add(other);
    await recounted.during(() => Promise.resolve());
    assert.equal(due, undefined, 'the slow one is still under way');
    finish();
    await slow;
    (due as (() => void) | undefined)?.();
    assert.deepEqual(drawn, [[one, other]]);
    await recounted.during(() => Promise.resolve());
    recounted.dispose();
    assert.equal(drawn.length, 1);
  });
});
