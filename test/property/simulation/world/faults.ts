import type { RequestKind } from './answers';
import type { Random } from './random';

/** What the network, or something between, makes of a request. */
export const FAULTS = {
  /** No connection comes about. */
  refused: {},
  /** The connection is cut: the request may have arrived, or arrives later. */
  cut: {},
  /** Nobody ever answers. */
  silence: {},
  /** The answer takes long, and is a good one. */
  slow: {},
  '500': { status: 500 },
  '502': { status: 502, html: true },
  '503': { status: 503 },
  '503 with Retry-After': { status: 503, retryAfter: 3 },
  '504': { status: 504 },
  '524': { status: 524, html: true },
  '408': { status: 408 },
  '303': { status: 303, location: true },
  '303 to nowhere': { status: 303 },
  '429': { status: 429, retryAfter: 2 },
  '401': { status: 401 },
  '202 and nothing': { status: 202, empty: true },
  '204': { status: 204, empty: true },
  '200 and nothing': { status: 200, empty: true },
  '200 and a page for people': { status: 200, html: true },
  '200, cut off': { status: 200, truncated: true },
} satisfies Record<string, FaultAnswer>;

interface FaultAnswer {
  readonly status?: number;
  readonly retryAfter?: number;
  readonly location?: true;
  readonly html?: true;
  readonly empty?: true;
  readonly truncated?: true;
}

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** A fault that waits for its request. */
export interface Fault {
  readonly name: FaultName;
  readonly on: RequestKind;
  /** Whether, and when, the server does all the same what it was asked for. */
  readonly isTaken: 'now' | 'later' | 'never';
  /** Milliseconds: until it is taken later, or until a slow answer. */
  readonly late: number;
}

/** Answers that prove that nothing was done: the rest of the world must not do it all the same. */
const PROVES_NOTHING_DONE: ReadonlySet<FaultName> = new Set(['refused', '429', '401']);

export const provesNothingDone = ({ name }: Fault): boolean => PROVES_NOTHING_DONE.has(name);

/** What an answer of this name looks like; `undefined` where there is none. */
export function falseAnswer(
  name: FaultName,
): { readonly status: number; readonly body: string; readonly headers: Record<string, string> } | undefined {
  const { status, retryAfter, location, html, empty, truncated }: FaultAnswer = FAULTS[name];
  if (status === undefined) return undefined;
  const body = html ? '<!doctype html><html>Sorry</html>' : truncated ? '{"value":[{"sou' : empty ? '' : '{}';
  return {
    status,
    body,
    headers: {
      'content-type': html ? 'text/html' : 'application/json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(location && { location: '/elsewhere' }),
    },
  };
}

export function drawFault(random: Random): Fault {
  const on = random.weighted<RequestKind>({ put: 8, read: 3, token: 1, types: 1, entry: 1, other: 0 });
  const name = random.pick(FAULT_NAMES);
  const isTaken = random.pick(['now', 'later', 'never'] as const);
  const late = random.pick([300, 1_500, 4_000, 12_000, 40_000, 100_000]);
  return { name, on, isTaken: PROVES_NOTHING_DONE.has(name) ? 'never' : isTaken, late };
}
