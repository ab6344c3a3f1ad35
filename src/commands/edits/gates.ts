/** Lets several steps come up to one question, and go on one after the other once it is answered. */
export interface Gates {
  /** A step has come to the question; its answer comes when its gate is opened. */
  arrive(step: number): Promise<boolean>;
  /** A step has ended, with or without coming to the question. */
  leave(step: number): void;
  /** Every step has arrived or ended. */
  readonly all: Promise<void>;
  open(step: number, answer: boolean): void;
}

export function gates(count: number): Gates {
  const seen = new Set<number>();
  const waiting = new Map<number, (answer: boolean) => void>();
  let ready: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (ready = resolve));
  const see = (step: number) => {
    seen.add(step);
    if (seen.size >= count) ready();
  };
  if (count === 0) ready();
  return {
    arrive: (step) =>
      new Promise((resolve) => {
        waiting.set(step, resolve);
        see(step);
      }),
    leave: see,
    all,
    open: (step, answer) => waiting.get(step)?.(answer),
  };
}
