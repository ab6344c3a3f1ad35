import assert from 'node:assert/strict';
import { Waiting } from '../../../src/tree/waiting';

function heldWaiting() {
  const told: boolean[] = [];
  let due: (() => void) | undefined;
  const waiting = new Waiting(
    (isLong) => told.push(isLong),
    (_, then) => {
      due = then;
      return () => (due = undefined);
    },
  );
  return { told, waiting, timePasses: () => due?.() };
}

describe('waiting for rows', () => {
  it('is told when it lasts, and when it is over', () => {
    const { told, waiting, timePasses } = heldWaiting();
    waiting.note(1);
    waiting.note(2);
    assert.deepEqual(told, []);
    timePasses();
    waiting.note(1);
    assert.deepEqual(told, [true]);
    waiting.note(0);
    assert.deepEqual(told, [true, false]);
  });

  it('is nothing to be told of when it is short', () => {
    const { told, waiting, timePasses } = heldWaiting();
    waiting.note(1);
    waiting.note(0);
    timePasses();
    assert.deepEqual(told, []);
  });
});
