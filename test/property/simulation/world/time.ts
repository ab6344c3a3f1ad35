import type { EditingClock } from '../../../../src/changes';

/** A program that runs on the machine of the person. What it waits for never comes once it has ended. */
export interface Program {
  isAlive: boolean;
  /** Physical time until which it stands still: its timers and answers wait. */
  stoppedUntil: number;
  /** Milliseconds that its monotonic clock did not count. */
  notCounted: number;
}

interface Event {
  due: number;
  readonly order: number;
  readonly run: () => void;
  readonly program: Program | undefined;
  isTakenBack: boolean;
  /** Whether the run goes on until it has happened. */
  readonly isAwaited: boolean;
}

export interface Moment {
  /** Milliseconds since the world began, asleep or not. */
  readonly at: number;
  readonly monotonic: number;
  readonly wall: number;
}

const BEGINNING = Date.UTC(2026, 0, 5, 9);

/**
 * The time of the world: it moves on to the next event whenever everybody waits. `at` is what really passes; each program
 * sees a monotonic clock, and the machine has a wall clock that may be set.
 */
export class Time {
  #at = 0;
  #wallIsAhead = 0;
  #order = 0;
  #awaited = 0;
  #events: Event[] = [];

  get at(): number {
    return this.#at;
  }

  wall = (): number => BEGINNING + this.#at + this.#wallIsAhead;

  moment({ notCounted }: Program): Moment {
    return { at: this.#at, monotonic: this.#at - notCounted, wall: this.wall() };
  }

  /** The clock as a program has it. */
  clockOf(program: Program): EditingClock {
    return {
      monotonic: () => this.#at - program.notCounted,
      wall: this.wall,
      timers: { after: (milliseconds, run) => this.after(milliseconds, run, program, false) },
    };
  }

  /** Runs something later, for a program (which must be running then) or for the world. */
  after(milliseconds: number, run: () => void, program?: Program, isAwaited = true): () => void {
    const due = Math.max(this.#at + Math.max(0, milliseconds), program?.stoppedUntil ?? 0);
    this.#order += 1;
    const event: Event = { due, order: this.#order, run, program, isTakenBack: false, isAwaited };
    if (isAwaited) this.#awaited += 1;
    this.#insert(event);
    return () => {
      if (!event.isTakenBack && isAwaited) this.#awaited -= 1;
      event.isTakenBack = true;
    };
  }

  /** Somebody sets the clock of the machine. */
  setWall(by: number): void {
    this.#wallIsAhead += by;
  }

  /**
   * Programs stand still for a while: stopped by a person, or with the whole machine, which sleeps. Their timers fire late,
   * or, where the monotonic clock stands still as well, keep what was left of them.
   */
  stop(programs: readonly Program[], milliseconds: number, monotonicStandsStill: boolean): void {
    const until = this.#at + milliseconds;
    for (const program of programs) {
      program.stoppedUntil = Math.max(program.stoppedUntil, until);
      if (monotonicStandsStill) program.notCounted += milliseconds;
    }
    const events = this.#events;
    this.#events = [];
    for (const event of events) {
      if (event.program && programs.includes(event.program))
        event.due = monotonicStandsStill ? event.due + milliseconds : Math.max(event.due, until);
      this.#insert(event);
    }
  }

  /** Whether nothing is on its way any more but timers that programs keep for themselves. */
  isNothingAwaited(): boolean {
    return this.#awaited === 0;
  }

  /** Moves on until it is over, or until a time has come; tells whether it is over. */
  async pass(until: number, isOver: () => boolean): Promise<boolean> {
    await quiet();
    for (;;) {
      if (isOver()) return true;
      const event = this.#events[0];
      if (!event || event.due > until) {
        this.#at = Math.max(this.#at, Math.min(until, event?.due ?? until));
        return isOver();
      }
      this.#removeFirst();
      if (event.isTakenBack) continue;
      if (event.isAwaited) this.#awaited -= 1;
      // So that taking it back later counts for nothing.
      event.isTakenBack = true;
      if (event.program && !event.program.isAlive) continue;
      this.#at = Math.max(this.#at, event.due);
      event.run();
      await quiet();
    }
  }

  /** A binary heap, by time, then in the order of their making. */
  #insert(event: Event): void {
    const events = this.#events;
    let at = events.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, events[parent]!)) break;
      events[at] = events[parent]!;
      at = parent;
    }
    events[at] = event;
  }

  #removeFirst(): void {
    const events = this.#events;
    const last = events.pop();
    if (!last || events.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= events.length) break;
      if (child + 1 < events.length && isBefore(events[child + 1]!, events[child]!)) child += 1;
      if (!isBefore(events[child]!, last)) break;
      events[at] = events[child]!;
      at = child;
    }
    events[at] = last;
  }
}

const isBefore = (a: Event, b: Event): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);

/** Everything that follows from an event has happened but for timers: a second round for what asks for a round itself. */
async function quiet(): Promise<void> {
  await round();
  await round();
}

const round = () => new Promise<void>((resolve) => setImmediate(resolve));
