import assert from 'node:assert/strict';
import { LoadingIndicator } from '../../../src/tree/loadingIndicator';

function indicatorWithHeldTimer() {
  const told: boolean[] = [];
  let due: (() => void) | undefined;
  const indicator = new LoadingIndicator(
    (isShown) => told.push(isShown),
    (_, then) => {
      due = then;
      return () => (due = undefined);
    },
  );
  return { told, indicator, timePasses: () => due?.() };
}

describe('indicator of loading rows', () => {
  it('tells when loading lasts, and when it is over', () => {
    const { told, indicator, timePasses } = indicatorWithHeldTimer();
    indicator.note(1);
    indicator.note(2);
    assert.deepEqual(told, []);
    timePasses();
    indicator.note(1);
    assert.deepEqual(told, [true]);
    indicator.note(0);
    assert.deepEqual(told, [true, false]);
  });

  it('tells nothing of loading that is over soon', () => {
    const { told, indicator, timePasses } = indicatorWithHeldTimer();
    indicator.note(1);
    indicator.note(0);
    timePasses();
    assert.deepEqual(told, []);
  });
});
