import { setTimer, type SetTimer, type Throttle } from '../api';

/** Milliseconds that calls wait for a limit before anybody wants to know. */
const SHOWN_AFTER_MS = 1_000;
/** Milliseconds without a wait after which it is over: calls one after another wait again and again for a moment. */
const OVER_AFTER_MS = 2_000;
/** Milliseconds between two looks at the time that is left. */
const REFRESHED_EVERY_MS = 1_000;

export interface DebouncedThrottleOptions {
  readonly throttle: (connectionId: string) => Throttle | undefined;
  /** Something that `shown` answers is different now. */
  readonly changed: () => void;
  /** Runs later; the answer stops it. */
  readonly setTimer?: SetTimer;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A wait as it is shown. */
export interface ShownThrottle {
  readonly why: Throttle['why'];
  /** Until it goes on. */
  readonly seconds: number;
}

/** A connection that waits, now and again since `since`. */
interface Series {
  readonly since: number;
  last: Throttle;
  isShown: boolean;
  stopEnd: () => void;
  stopTick: () => void;
}

const nothing = (): void => undefined;

/** Waits for a limit of calls as they are shown: one that is over in a moment is not, and what is shown stays still. */
export class DebouncedThrottle {
  readonly #options: DebouncedThrottleOptions;
  readonly #setTimer: SetTimer;
  readonly #now: () => number;
  readonly #series = new Map<string, Series>();

  constructor(options: DebouncedThrottleOptions) {
    this.#options = options;
    this.#setTimer = options.setTimer ?? setTimer;
    this.#now = options.now ?? Date.now;
  }

  /** The throttle of a connection is another one now. */
  look(connectionId: string): void {
    const throttle = this.#options.throttle(connectionId);
    const known = this.#series.get(connectionId);
    if (!throttle) {
      if (!known) return;
      known.stopEnd();
      known.stopEnd = this.#setTimer(OVER_AFTER_MS, () => this.#end(connectionId));
      return;
    }
    const series = known ?? this.#begin(connectionId, throttle);
    series.stopEnd();
    series.stopEnd = nothing;
    const isOther = series.isShown && series.last.why !== throttle.why;
    series.last = throttle;
    if (isOther) this.#options.changed();
    else if (!series.isShown && this.#now() - series.since >= SHOWN_AFTER_MS)
      this.#show(connectionId, series);
  }

  shown(connectionId: string): ShownThrottle | undefined {
    const series = this.#series.get(connectionId);
    if (!series?.isShown) return undefined;
    const { why, resumesAt } = series.last;
    return { why, seconds: Math.max(0, Math.ceil((resumesAt - this.#now()) / 1000)) };
  }

  dispose(): void {
    for (const series of this.#series.values()) stop(series);
    this.#series.clear();
  }

  #begin(connectionId: string, last: Throttle): Series {
    const series = { since: this.#now(), last, isShown: false, stopEnd: nothing, stopTick: nothing };
    series.stopTick = this.#setTimer(SHOWN_AFTER_MS, () => {
      if (this.#options.throttle(connectionId)) this.#show(connectionId, series);
    });
    this.#series.set(connectionId, series);
    return series;
  }

  #show(connectionId: string, series: Series): void {
    series.isShown = true;
    series.stopTick();
    series.stopTick = this.#setTimer(REFRESHED_EVERY_MS, () => this.#show(connectionId, series));
    this.#options.changed();
  }

  #end(connectionId: string): void {
    const series = this.#series.get(connectionId);
    if (!series) return;
    stop(series);
    this.#series.delete(connectionId);
    if (series.isShown) this.#options.changed();
  }
}

function stop({ stopEnd, stopTick }: Series): void {
  stopEnd();
  stopTick();
}
