import { ApiError, type ApiErrorReason, type Blocker } from '../errors';
import type { ApiRequest } from './request';
import type { TransportResponse } from './transport';

/**
 * Reads what a failure answer says of itself and makes the error of it.
 * @param now milliseconds since the epoch.
 */
export function errorOfAnswer(
  { method, changes }: Pick<ApiRequest<unknown>, 'method' | 'changes'>,
  response: TransportResponse,
  body: string,
  now: number,
): ApiError {
  const { status, headers } = response;
  const problem = readProblem(response, body);
  const answeredAt = serverTime(headers.get('Date'));
  const blockedBy = blockerOf(method, response, problem);
  const { errorCode } = problem;
  const isRefusal =
    errorCode !== undefined && (REASON_OF_CODE.has(errorCode) || errorCode === BAD_CREDENTIALS);
  const message = [problem.title, problem.detail].filter(Boolean).join(': ') || `HTTP ${status}`;
  return new ApiError(blockedBy ? 'unexpectedAnswer' : reasonFor(response, body, problem), message, {
    status,
    blockedBy,
    isUnclear: status === 404 && !speaksOfIt(problem),
    errorCode: problem.errorCode,
    operationId: problem.operationId ?? operationIdOf(response),
    retryAfterSeconds: retryAfter(headers.get('Retry-After'), answeredAt ?? now),
    serverTime: answeredAt,
    outcomeUnknown: changes !== undefined && !provesRefusal(status) && !isRefusal,
  });
}

/** Codes that say why, whatever the status: servers have been seen with 400 and 500 for them. */
const REASON_OF_CODE: ReadonlyMap<number, ApiErrorReason> = new Map([
  [9010, 'forbidden'],
  [9001, 'notFound'],
  // A link, or a link type, that is not there.
  [9095, 'notFound'],
  [7530, 'notFound'],
]);
/** User name or password is wrong, or the directory behind them does not answer. */
const BAD_CREDENTIALS = 9528;

function reasonFor(response: TransportResponse, body: string, problem: Problem): ApiErrorReason {
  const { status } = response;
  if (problem.oauthError === 'invalid_grant') return 'badCredentials';
  const { errorCode } = problem;
  const byCode = errorCode === undefined ? undefined : REASON_OF_CODE.get(errorCode);
  if (byCode !== undefined) return byCode;
  if (errorCode === BAD_CREDENTIALS && status !== 404) return 'unauthorized';
  if (isHtml(response, body) && !SPEAKS_FOR_ITSELF.has(status) && status < 500) return 'unexpectedAnswer';
  return status === 404 ? reasonOfMissing(problem) : reasonOf(status);
}

/** Things that the API says are not there. */
const THING =
  /\b(?:entry|entries|document|folder|shortcut|record series|link|definition|field|template|tag|token|task|attribute)\b/i;
const MISSING =
  /\bnot (?:be )?(?:found|located)\b|\bnot exist|\bn['’]t exist|\bno longer\b|\bno such\b|\bno\b.*\b(?:exists?|found)\b|\b(?:not|n['’]t|unable to) find\b|\b(?:was|been) (?:deleted|removed)\b/i;
/** What web servers and frameworks call what they did not find: an address, which may well name entries. */
const ADDRESS =
  /\b(?:ur[il]|http|resource|segment|route|page|file|path|on this server|requested document)\b/i;
/** Addresses and whatever stands in quotes are no words of the sentence. */
const QUOTED = /https?:\/\/\S+|(?<=^|\s)\/\S*|"[^"]*"|(?<=^|\s)'[^']*'/g;

/** Whether a sentence says of a thing in the repository that it is not there, and not of the repository itself. */
function saysThatThingIsMissing(sentence: string): boolean {
  const thing = sentence.search(THING);
  const repository = sentence.search(/\brepository\b/i);
  return (
    thing >= 0 && (repository < 0 || thing < repository) && MISSING.test(sentence) && !ADDRESS.test(sentence)
  );
}

/** Whether a 404 says of the thing itself that it is not there. */
function speaksOfIt({ title = '', detail = '', errorCode }: Problem): boolean {
  if (errorCode !== undefined && REASON_OF_CODE.has(errorCode)) return true;
  return [title, detail].some((text) =>
    text
      .replaceAll(QUOTED, '…')
      .split(/[.!?:;]\s/)
      .some(saysThatThingIsMissing),
  );
}

/**
 * What is missing where an answer says 404. Only what speaks of the thing itself says that it is gone: a web server that
 * knows no such address, or an API server that can't reach the Laserfiche Server behind it, says nothing of an entry.
 */
function reasonOfMissing(problem: Problem): ApiErrorReason {
  const { title = '', detail = '', errorCode, operationId } = problem;
  if (speaksOfIt(problem)) return 'notFound';
  if (/\brepository\b.*\bnot (?:be )?(?:found|exist)|no connection could be made/i.test(`${title} ${detail}`))
    return 'noRepository';
  if (errorCode !== undefined && errorCode !== 0) return 'noRepository';
  // The API itself gives each failure an id; what has other words is somebody else's.
  return operationId !== undefined || `${title}${detail}` === '' ? 'notFound' : 'unexpectedAnswer';
}

/** IIS answers for the API where one of its modules takes the request for its own. */
function blockerOf(
  method: string,
  { status, headers }: TransportResponse,
  { errorCode, isProblem }: Problem,
): Blocker | undefined {
  if (status === 405 && method === 'PUT') {
    const allowsPut = /\bPUT\b/i.test(headers.get('Allow') ?? '');
    return allowsPut || isProblem ? undefined : 'webDav';
  }
  const isWindows = status === 401 && asksForWindows(headers.get('WWW-Authenticate'));
  return isWindows && errorCode === undefined ? 'windowsAuthentication' : undefined;
}

/** Whether a `WWW-Authenticate` is that of Windows authentication, with no way left for the API's own tokens. */
export function asksForWindows(header: string | null): boolean {
  const schemes = (header ?? '').replaceAll(/"[^"]*"/g, '');
  return /(?:^|,)\s*(?:Negotiate|NTLM)\b/i.test(schemes) && !/(?:^|,)\s*Bearer\b/i.test(schemes);
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
  /** It is one, and no text or page. */
  readonly isProblem?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Longer texts are pages or stack traces, and nobody reads them in a message. */
const MOST_OF_A_TEXT = 300;
/** Problems within problems. */
const DEEPEST = 3;

/**
 * What a failure says in words, in whatever form: problem details (RFC 7807) with Laserfiche's additions, `errors` of
 * ASP.NET, OData's `error.message`, OAuth's `error` and `error_description`, plain text, or a header alone.
 */
function readProblem({ status, headers }: TransportResponse, body: string): Problem {
  const json = parse(body);
  const read: Problem = json ? problemOf(json, 0) : isPlainText(headers, body) ? { title: cut(body) } : {};
  const told = headers.get('X-APIServer-Error');
  const title = read.title ?? (told === null ? undefined : decoded(told));
  // A status repeated as a code is none of Laserfiche's, and neither is 0.
  const isCode = read.errorCode !== undefined && read.errorCode !== 0 && read.errorCode !== status;
  return {
    ...read,
    title,
    errorCode: isCode ? read.errorCode : (codeIn(title) ?? codeIn(read.detail)),
    operationId: read.operationId ?? headers.get('X-RequestId') ?? undefined,
  };
}

function problemOf(json: Fields, depth: number): Problem {
  const inner = depth < DEEPEST ? innerOf(json) : undefined;
  const nested = inner ? problemOf(inner, depth + 1) : {};
  const oauthError = textAt(json, 'error');
  const title = textAt(json, 'title') ?? oauthError ?? textAt(json, 'message') ?? textAt(json, 'Message');
  const detail =
    (inner === undefined || depth >= DEEPEST || !looksLikeJson(json['detail'])
      ? textAt(json, 'detail')
      : undefined) ??
    textAt(json, 'error_description') ??
    fieldErrors(json['errors']) ??
    textAt(json, 'ExceptionMessage');
  const errorCode =
    codeOf(json['errorCode']) ?? codeOf(json['code']) ?? nested.errorCode ?? codeIn(title) ?? codeIn(detail);
  return {
    title: title ?? nested.title,
    detail: detail ?? (title === undefined ? nested.detail : (nested.title ?? nested.detail)),
    errorCode,
    operationId: textAt(json, 'operationId') ?? nested.operationId,
    oauthError,
    isProblem: true,
  };
}

/** Where a problem holds another one: OData's `error`, problem details of a server behind the server. */
function innerOf(json: Fields): Fields | undefined {
  for (const name of ['error', 'problemDetails', 'innererror', 'innerError', 'detail']) {
    const value = json[name];
    if (isFields(value)) return value;
    const read = typeof value === 'string' && looksLikeJson(value) ? parse(value) : undefined;
    if (read) return read;
  }
  return undefined;
}

/** ASP.NET's `errors`: sentences by the names of fields; some servers send a list. */
function fieldErrors(errors: unknown): string | undefined {
  const all = isFields(errors) ? Object.values(errors).flat() : Array.isArray(errors) ? errors : [];
  const words = all.flatMap((one: unknown) =>
    typeof one === 'string'
      ? [one]
      : isFields(one)
        ? (textAt(one, 'errorMessage') ?? textAt(one, 'message') ?? [])
        : [],
  );
  return words.length > 0 ? cut(words.join(' ')) : undefined;
}

/** A text; OData's older versions have it in an object with its language. */
function textAt(json: Fields, name: string): string | undefined {
  const value = json[name];
  const read = isFields(value) ? value['value'] : value;
  return typeof read === 'string' && read.trim() !== '' ? cut(read) : undefined;
}

function codeOf(value: unknown): number | undefined {
  const read = typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value;
  return typeof read === 'number' && Number.isSafeInteger(read) ? read : undefined;
}

/** `Access denied. [9010]` */
function codeIn(words: string | undefined): number | undefined {
  const [, code] = /\[(\d{4})\]/.exec(words ?? '') ?? [];
  return code === undefined ? undefined : Number(code);
}

const looksLikeJson = (value: unknown): boolean => typeof value === 'string' && /^\s*\{/.test(value);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const cut = (text: string): string => text.trim().slice(0, MOST_OF_A_TEXT);

/** Text for people that no page is: short, and nothing of markup. */
function isPlainText(headers: TransportResponse['headers'], body: string): boolean {
  const type = headers.get('Content-Type') ?? 'text/plain';
  return (
    /text\/plain|json/i.test(type) && body.trim() !== '' && !/^\s*[<{[]/.test(body) && body.length < 4_000
  );
}

function decoded(header: string): string | undefined {
  const plain = header.replaceAll('+', ' ');
  try {
    return cut(decodeURIComponent(plain)) || undefined;
  } catch {
    return cut(plain) || undefined;
  }
}

function parse(body: string): Fields | undefined {
  try {
    const json: unknown = JSON.parse(body.replace(/^\uFEFF/, ''));
    return isFields(json) ? json : undefined;
  } catch {
    return undefined;
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
