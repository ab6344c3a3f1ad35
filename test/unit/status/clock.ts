/** Time that passes when a test says so. */
export function handClock() {
  let now = 0;
  const due = new Map<() => void, number>();
  return {
    setTimer: (ms: number, run: () => void) => {
      due.set(run, now + ms);
      return () => void due.delete(run);
    },
    pass(ms: number) {
      now += ms;
      for (const [run, at] of [...due]) {
        if (at > now || !due.has(run)) continue;
        due.delete(run);
        run();
      }
    },
    get waiting() {
      return due.size;
    },
  };
}
