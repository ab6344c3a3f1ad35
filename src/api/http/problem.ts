import { ApiError, type ApiErrorReason } from '../errors';
import type { TransportResponse } from './transport';

/**
 * Reads what a failure answer says of itself and makes the error of it.
 * @param changes the request was to change something.
 * @param now milliseconds since the epoch.
 */
export function errorOfAnswer(
  response: TransportResponse,
  body: string,
  changes: boolean,
  now: number,
): ApiError {
  const { status } = response;
  const problem = readProblem(body);
  const answeredAt = serverTime(response.headers.get('Date'));
  const reason =
    problem.oauthError === 'invalid_grant'
      ? 'badCredentials'
      : isHtml(response, body) && !SPEAKS_FOR_ITSELF.has(status) && status < 500
        ? 'unexpectedAnswer'
        : reasonOf(status);
  const message = [problem.title, problem.detail].filter(Boolean).join(': ') || `HTTP ${status}`;
  return new ApiError(reason, message, {
    status,
    errorCode: problem.errorCode,
    operationId: problem.operationId ?? operationIdOf(response),
    retryAfterSeconds: retryAfter(response.headers.get('Retry-After'), answeredAt ?? now),
    serverTime: answeredAt,
    outcomeUnknown: changes && !provesRefusal(status),
  });
}

/**
 * Whether an answer proves that a change was not made: the server refused it (4xx). A server that failed on the way, a
 * gateway that gave up waiting (408 as well) or one that leads elsewhere may have let it through.
 */
export function provesRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** The server's id of the operation where a header tells it. */
export function operationIdOf({ headers }: TransportResponse): string | undefined {
  return headers.get('X-RequestId') ?? headers.get('operationId') ?? undefined;
}

interface Problem {
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly errorCode?: number | undefined;
  readonly operationId?: string | undefined;
  readonly oauthError?: string | undefined;
}

/** Problem details (RFC 7807) with Laserfiche's additions, and OAuth's `error` and `error_description`. */
function readProblem(body: string): Problem {
  const json = parse(body);
  const get = (key: string): string | undefined => {
    const value = json[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const errorCode = json['errorCode'];
  return {
    title: get('title') ?? get('error'),
    detail: get('detail') ?? get('error_description'),
    errorCode: Number.isSafeInteger(errorCode) ? (errorCode as number) : undefined,
    operationId: get('operationId'),
    oauthError: get('error'),
  };
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Statuses that mean the same from whatever stands between: sign in, smaller, slower. */
const SPEAKS_FOR_ITSELF: ReadonlySet<number> = new Set([401, 407, 408, 413, 429]);

/** A page for people comes from a proxy or another application, not from the API. */
function isHtml(response: TransportResponse, body: string): boolean {
  return /html/i.test(response.headers.get('Content-Type') ?? '') || body.trimStart().startsWith('<');
}

const REASONS: Readonly<Record<number, ApiErrorReason>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  // A proxy that wants its own sign-in stands between: the server was not reached.
  407: 'network',
  408: 'timeout',
  409: 'conflict',
  413: 'tooLarge',
  423: 'locked',
  429: 'tooManyRequests',
};

function reasonOf(status: number): ApiErrorReason {
  if (status >= 500) return 'server';
  if (status < 400) return 'unexpectedAnswer';
  return REASONS[status] ?? 'badRequest';
}

/** `Date` of the answer. */
function serverTime(header: string | null): number | undefined {
  const at = header === null ? NaN : Date.parse(header);
  return Number.isNaN(at) ? undefined : at;
}

/** `Retry-After` in seconds, given as such or as a date: by the server's clock, which may not be ours. */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
