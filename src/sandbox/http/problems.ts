import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { Refusal, type RefusalKind } from '../repository/refusal';

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 423 | 429 | 500;

/** A failure that has a status of its own. `headers` go into the answer, `extra` into its body. */
export class HttpProblem extends Error {
  constructor(
    readonly status: ProblemStatus,
    message: string,
    readonly details: {
      readonly errorCode?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly extra?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.name = 'HttpProblem';
  }
}

export const badRequest = (message: string) => new HttpProblem(400, message);

/** OAuth's words for what is wrong with a request (RFC 6749, 5.2). */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** A failure of a token request: an OAuth error and problem details in one, as Laserfiche's servers answer. */
export function oauthProblem(
  status: 400 | 401,
  error: OAuthErrorCode,
  description: string,
  errorCode?: number,
): HttpProblem {
  return new HttpProblem(status, description, {
    extra: { error, error_description: description },
    ...(errorCode === undefined ? {} : { errorCode }),
  });
}

/** What the API server says where it does not know a repository, or can't reach the Laserfiche Server behind it. */
export const repositoryNotFound = () =>
  new HttpProblem(404, 'Error: Repository with the given Id not found or no connection could be made.', {
    errorCode: 9526,
  });

const STATUS_OF: Readonly<Record<RefusalKind, ProblemStatus>> = {
  invalid: 400,
  denied: 403,
  notFound: 404,
  conflict: 409,
  locked: 423,
};

const TYPE_OF: Readonly<Record<ProblemStatus, string>> = {
  400: 'invalidRequest',
  401: 'unauthorized',
  403: 'accessDenied',
  404: 'itemNotFound',
  409: 'nameConflict',
  413: 'requestTooLarge',
  415: 'unsupportedMediaType',
  421: 'misdirectedRequest',
  423: 'entryLocked',
  429: 'tooManyRequests',
  500: 'internalServerError',
};

/** The answer to any failure: problem details (RFC 7807) with Laserfiche's own members. */
export function answerProblem(c: Context, error: unknown): Response {
  const { status, message, details } = toProblem(error);
  const operationId = randomUUID().replaceAll('-', '');
  const problem = {
    ...details.extra,
    type: TYPE_OF[status],
    title: message,
    status,
    instance: new URL(c.req.url).pathname,
    operationId,
    errorSource: details.errorCode === undefined ? 'Api Server' : 'Laserfiche Server',
    ...(details.errorCode === undefined ? {} : { errorCode: details.errorCode }),
    traceId: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
  };
  return c.json(problem, status, {
    'X-RequestId': operationId,
    'X-APIServer-Error': encodeURIComponent(message),
    ...details.headers,
  });
}

function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Refusal) {
    const { errorCode } = error;
    return new HttpProblem(
      STATUS_OF[error.kind],
      error.message,
      errorCode === undefined ? {} : { errorCode },
    );
  }
  return new HttpProblem(500, error instanceof Error ? error.message : String(error));
}
