/** Why a call failed: what callers tell failures apart by (never by message text). */
export type ApiErrorReason =
  /** The server could not be reached, or the connection broke. */
  | 'network'
  /** No answer within the deadline. */
  | 'timeout'
  /** The caller's AbortSignal ended the call. */
  | 'cancelled'
  /** 400, or an answer of an OAuth endpoint that names a bad request. */
  | 'badRequest'
  /** The token request was refused: user name, password, key or refresh token is wrong, or nobody is signed in. */
  | 'badCredentials'
  /** 401 on a call, still after one renewed token. */
  | 'unauthorized'
  | 'forbidden'
  /** The server says that what was asked for is not there. */
  | 'notFound'
  /** The server has no such repository, or can't reach the one that it stands before: nothing is said of an entry. */
  | 'noRepository'
  | 'conflict'
  | 'tooLarge'
  | 'locked'
  | 'tooManyRequests'
  /** 5xx. */
  | 'server'
  /** The answer was not what the API describes (HTML of a proxy, truncated JSON, missing properties). */
  | 'unexpectedAnswer'
  /** The address of a next page or a redirect leads to another origin than the connection's. */
  | 'foreignOrigin';

/** IIS modules: WebDAV takes PUT for its own, Windows authentication wants a sign-in that is not the API's. */
export type Blocker = 'webDav' | 'windowsAuthentication';

export interface ApiErrorDetails {
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Laserfiche's own error code, for example 9010 (access denied). */
  readonly errorCode?: number | undefined;
  /** The server's id of the operation, to look up in its log. */
  readonly operationId?: string | undefined;
  readonly cause?: unknown;
  /** What stands before the API and keeps requests from it. */
  readonly blockedBy?: Blocker | undefined;
  /** The answer says that something is not there, and not what: see `isGone`. */
  readonly isUnclear?: boolean | undefined;
  /** Seconds of the answer's `Retry-After`, for `tooManyRequests`. */
  readonly retryAfterSeconds?: number | undefined;
  /** When the server answered by its own clock (header `Date`, whole seconds), in milliseconds since the epoch. */
  readonly serverTime?: number | undefined;
  /** True when a change may have been made although no answer says so: look before repeating it. */
  readonly outcomeUnknown?: boolean | undefined;
}

/** The one error the api room throws. `message` is technical (title and detail of the server); people see words made of `reason`. */
export class ApiError extends Error {
  readonly reason: ApiErrorReason;
  readonly status: number | undefined;
  readonly errorCode: number | undefined;
  readonly operationId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly serverTime: number | undefined;
  readonly outcomeUnknown: boolean;
  readonly blockedBy: Blocker | undefined;
  readonly isUnclear: boolean;

  constructor(reason: ApiErrorReason, message: string, details: ApiErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'ApiError';
    this.reason = reason;
    this.status = details.status;
    this.errorCode = details.errorCode;
    this.operationId = details.operationId;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.serverTime = details.serverTime;
    this.blockedBy = details.blockedBy;
    this.isUnclear = details.isUnclear ?? false;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
  }

  /** Whether something thrown is an `ApiError`, with one of these reasons where any are given. */
  static is(error: unknown, ...reasons: readonly ApiErrorReason[]): error is ApiError {
    return error instanceof ApiError && (reasons.length === 0 || reasons.includes(error.reason));
  }
}

/**
 * Whether a call failed since what was asked for is not there, and the server says so of the thing itself: an outage or a
 * wrong address may answer 404 as well.
 */
export function isGone(error: unknown): error is ApiError {
  return ApiError.is(error, 'notFound') && !error.isUnclear;
}

/** What stands in for a server that is down says so with one of these. */
const DOWN: readonly unknown[] = [502, 503, 504];

/** Whether a call failed since nobody was there to answer it: the same call may work as soon as the server is back. */
export function isUnreachable(error: unknown): boolean {
  return (
    ApiError.is(error, 'network', 'timeout', 'noRepository') ||
    (ApiError.is(error, 'server') && DOWN.includes(error.status))
  );
}
