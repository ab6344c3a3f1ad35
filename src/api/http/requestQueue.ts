import { cancelled } from './abort';
import { countDown, type Clock, type Countdown } from './clock';
import type { QueueOptions, Ticket } from './request';

/** Why requests wait, for whoever shows it. */
export interface Throttle {
  /** The server said that there were too many requests, or the budget of requests a minute is used up. */
  readonly why: 'serverLimit' | 'ownBudget';
  /** When the next request can go. Milliseconds since the epoch. */
  readonly resumesAt: number;
}

export interface RequestQueueOptions {
  readonly clock: Clock;
  readonly maxInFlight: number;
  /** Without one, only the server limits how many requests a minute there are. */
  readonly bucket?: TokenBucket | undefined;
  /** Called when requests begin to wait for a limit, when the time changes, and with `undefined` when it is over. */
  readonly onThrottle?: ((throttle: Throttle | undefined) => void) | undefined;
}

interface Waiting extends QueueOptions {
  readonly place: number;
  /** Requests of the budget that it needs, and those it has got so far. */
  readonly calls: number;
  got: number;
  /** It has none yet. */
  readonly needsPlace: boolean;
  start: () => void;
}

/** Before everybody: all others may be waiting for it. */
export const FIRST_PLACE = -1;

/**
 * Where the requests of a connection wait until they may go: so many at once, within the budget, and none at all while
 * the server wants to be left alone. Those who hold a place already go first, then interactive ones before background
 * ones, else first come, first served.
 */
export class RequestQueue {
  readonly #options: RequestQueueOptions;
  readonly #waiting: Waiting[] = [];
  #places = 0;
  /** Places taken, by requests and by tickets. */
  #held = 0;
  /** Those of them that single requests have, which are over soon whatever else happens. */
  #heldByRequests = 0;
  /** How many of those who wait have a place already. */
  #holdersWaiting = 0;
  #pause: (Countdown & { readonly until: number }) | undefined;
  #refill: Countdown | undefined;
  #told = false;

  constructor(options: RequestQueueOptions) {
    this.#options = options;
  }

  /** A place in the queue, for a job that may have to come again. */
  place(): number {
    return (this.#places += 1);
  }

  /** Runs a job when its place is reached. One that waits and is aborted rejects with `cancelled`. */
  async run<T>(job: () => Promise<T>, queueOptions: QueueOptions = {}): Promise<T> {
    const admitted = this.#admitted({ ...queueOptions, calls: 1, needsPlace: true });
    // Whoever need not wait begins at once.
    if (admitted) await admitted;
    this.#heldByRequests += 1;
    try {
      return await job();
    } finally {
      this.#heldByRequests -= 1;
      this.#leave();
    }
  }

  /** Waits for a place and for so many requests of the budget. Rejects with `cancelled` as `run` does. */
  async reserve(calls: number, queueOptions: QueueOptions = {}): Promise<Ticket> {
    await this.#admitted({ ...queueOptions, calls, needsPlace: true });
    let inHand = calls;
    let isOver = false;
    const wait = async (more: number, own: QueueOptions | undefined) => {
      await this.#admitted({ ...queueOptions, ...own, calls: more, needsPlace: false });
      inHand += more;
    };
    return {
      run: async (job, own) => {
        await wait(inHand > 0 ? 0 : 1, own);
        inHand -= 1;
        return job();
      },
      ensure: async (needed, own) => {
        if (inHand < needed) await wait(needed - inHand, own);
      },
      release: () => {
        if (isOver) return;
        isOver = true;
        this.#giveBack(inHand);
        this.#leave();
      },
    };
  }

  /** Lets nobody go for so long. A longer pause stays as it is. */
  pause(milliseconds: number): void {
    const { clock } = this.#options;
    const until = clock.now() + milliseconds;
    if (milliseconds <= 0 || (this.#pause && this.#pause.until >= until)) return;
    this.#pause?.stop();
    const countdown = countDown(clock, milliseconds, () => {
      this.#pause = undefined;
      this.#tell(undefined);
      this.#admitWaiting();
    });
    this.#pause = { ...countdown, until };
    this.#tell({ why: 'serverLimit', resumesAt: until });
  }

  #leave(): void {
    const leave = () => {
      this.#held -= 1;
      this.#admitWaiting();
    };
    // The connection of an answer is free one round of the event loop after it: who goes earlier opens another one.
    if (this.#waiting.length > 0) setImmediate(leave);
    else leave();
  }

  #admitWaiting(): void {
    while (!this.#pause) {
      const next = this.#next();
      if (!next || !this.#isFunded(next)) break;
      this.#remove(next);
      if (next.needsPlace) this.#held += 1;
      next.start();
    }
    if (this.#waiting.length === 0 && !this.#pause) this.#tell(undefined);
  }

  #remove(waiting: Waiting): void {
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    if (!waiting.needsPlace) this.#holdersWaiting -= 1;
  }

  /** Who goes next, if there is a place. */
  #next(): Waiting | undefined {
    const { maxInFlight } = this.#options;
    if (this.#holdersWaiting > 0) {
      const holders = this.#waiting.filter(({ needsPlace }) => !needsPlace);
      return holders.find(({ got, calls }) => got >= calls) ?? holders[0];
    }
    const [first] = this.#waiting;
    // Whoever has a ticket may be waiting for this very token.
    if (first?.place === FIRST_PLACE && this.#heldByRequests < maxInFlight) return first;
    if (this.#held >= maxInFlight) return undefined;
    return this.#waiting.find(({ priority }) => priority?.() !== 'background') ?? first;
  }

  /** Takes what it needs out of the budget; else waits for more, for whoever is next then. */
  #isFunded(waiting: Waiting): boolean {
    const { bucket, clock } = this.#options;
    while (waiting.got < waiting.calls) {
      if (this.#refill) return false;
      const budget = bucket?.take() ?? 'taken';
      if (budget !== 'taken') {
        this.#refill = countDown(clock, budget, () => {
          this.#refill = undefined;
          this.#admitWaiting();
        });
        this.#tell({ why: 'ownBudget', resumesAt: clock.now() + budget });
        return false;
      }
      waiting.got += 1;
    }
    return true;
  }

  #giveBack(calls: number): void {
    if (calls === 0) return;
    this.#options.bucket?.giveBack(calls);
    this.#refill?.stop();
    this.#refill = undefined;
    this.#admitWaiting();
  }

  /** Waits until it may go; `undefined` where there is nothing to wait for. */
  #admitted(request: QueueOptions & Pick<Waiting, 'calls' | 'needsPlace'>): Promise<void> | undefined {
    const { signal } = request;
    if (signal?.aborted) return Promise.reject(cancelled());
    const place = request.place ?? this.place();
    const waiting: Waiting = { ...request, place, got: 0, start: () => undefined };
    const behind = this.#waiting.findLastIndex((other) => other.place <= place);
    this.#waiting.splice(behind + 1, 0, waiting);
    if (!waiting.needsPlace) this.#holdersWaiting += 1;
    this.#admitWaiting();
    if (!this.#waiting.includes(waiting)) return undefined;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#remove(waiting);
        this.#giveBack(waiting.got);
        reject(cancelled());
      };
      waiting.start = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #tell(throttle: Throttle | undefined): void {
    if (!throttle && !this.#told) return;
    this.#told = throttle !== undefined;
    this.#options.onThrottle?.(throttle);
  }
}

/** Share of a minute's requests that may go at once after a quiet time: what a person opens is there at once. */
const BURST = 1 / 4;

/** The budget of requests of a connection: so many a minute in the long run, as it is set now. */
export class TokenBucket {
  readonly #perMinute: () => number | undefined;
  readonly #now: () => number;
  /** Full at first. */
  #tokens = Infinity;
  #filledAt: number;

  /** @param perMinute `undefined`: no limit */
  constructor(perMinute: () => number | undefined, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
    this.#filledAt = now();
  }

  /** Takes one request out of the budget; else tells the milliseconds until there is one. */
  take(): 'taken' | number {
    const perMinute = this.#perMinute();
    if (perMinute === undefined) return 'taken';
    this.#fill(perMinute);
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 'taken';
    }
    // At least one, so that rounding never makes a timer that rings too early again and again.
    return Math.max(1, Math.ceil(((1 - this.#tokens) * 60_000) / perMinute));
  }

  /** Requests that were taken and not made after all. */
  giveBack(count: number): void {
    this.#tokens += count;
  }

  #fill(perMinute: number): void {
    const now = this.#now();
    // A clock that was put back gives nothing and takes nothing.
    const passed = Math.max(0, now - this.#filledAt);
    const most = Math.max(1, Math.floor(perMinute * BURST));
    this.#tokens = Math.min(most, this.#tokens + (passed * perMinute) / 60_000);
    this.#filledAt = now;
  }
}
