import { cancelled, untilAborted } from './abort';
import { around, questionOf, type ApiRequest, type Http, type RequestPriority } from './request';

interface Caller {
  readonly priority: () => RequestPriority;
}

/** A GET under way, and who waits for it. */
interface Flight {
  readonly answer: Promise<unknown>;
  readonly callers: Set<Caller>;
  readonly stop: AbortController;
  /** The answer is there, or never comes: there is nothing left to stop, and an abort takes longer than it seems. */
  isOver: boolean;
}

/**
 * Identical GETs under way are one request. A caller's signal ends its own waiting; the request ends with the last one,
 * and is as urgent as the most urgent one. Nobody joins a GET that was begun before a change began or ended: it may
 * show what was there before.
 */
export function deduplicate(http: Http): Http {
  const flights = new Map<string, Flight>();

  return around(async (request) => {
    if (request.changes) return change(request);
    if (request.method !== 'GET' || !request.about || request.fresh) return http(request);
    if (request.signal?.aborted) throw cancelled();
    // One kind of answer is always read in one way: what comes of the flight is what the caller reads.
    const key = questionOf(request);
    const flight = flights.get(key) ?? start(key, request);
    return join(key, flight, request);
  }, http.reserve);

  async function change<T>(request: ApiRequest<T>): Promise<T> {
    flights.clear();
    try {
      return await http(request);
    } finally {
      flights.clear();
    }
  }

  function start(key: string, request: ApiRequest<unknown>): Flight {
    const stop = new AbortController();
    const callers = new Set<Caller>();
    const priority = (): RequestPriority =>
      [...callers].every((caller) => caller.priority() === 'background') ? 'background' : 'interactive';
    const answer = http({ ...request, signal: stop.signal, priority }).finally(() => {
      flight.isOver = true;
      forget(key, flight);
    });
    const flight: Flight = { answer, callers, stop, isOver: false };
    flights.set(key, flight);
    return flight;
  }

  async function join<T>(key: string, flight: Flight, request: ApiRequest<T>): Promise<T> {
    const { priority = 'interactive', signal } = request;
    const caller = { priority: () => (typeof priority === 'function' ? priority() : priority) };
    flight.callers.add(caller);
    try {
      return (await untilAborted(flight.answer, signal)) as T;
    } catch (error) {
      throw signal?.aborted ? cancelled() : error;
    } finally {
      flight.callers.delete(caller);
      if (flight.callers.size === 0 && !flight.isOver) {
        forget(key, flight);
        flight.stop.abort();
      }
    }
  }

  function forget(key: string, flight: Flight): void {
    if (flights.get(key) === flight) flights.delete(key);
  }
}
