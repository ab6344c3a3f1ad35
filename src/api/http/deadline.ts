import { countDown, type Clock, type Countdown } from './clock';

/** The time of a request with all its tries, and whoever may end it. */
export interface Overall {
  /** Ends with the caller's signal, or when the time is over. */
  readonly signal: AbortSignal;
  /** Starts the time with the first try: waiting for the first turn is not counted. */
  begin(): void;
  /** Milliseconds left. */
  left(): number;
  close(): void;
}

export function openOverall(clock: Clock, totalMs: number, caller: AbortSignal | undefined): Overall {
  const either = new AbortController();
  const leave = (): void => either.abort(caller?.reason);
  if (caller?.aborted) leave();
  else caller?.addEventListener('abort', leave, { once: true });
  let countdown: Countdown | undefined;
  return {
    signal: either.signal,
    // After sleep everything starts anew: nobody has been waiting.
    begin: () => (countdown ??= countDown(clock, totalMs, () => either.abort(), totalMs)),
    left: () => countdown?.left() ?? totalMs,
    close: () => {
      countdown?.stop();
      caller?.removeEventListener('abort', leave);
    },
  };
}
