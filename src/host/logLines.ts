import type { Exchange } from '../api';
import { ApiError } from '../api/errors';
import { plainLine } from '../ui/inert';

/** How deep causes are told: what comes below says nothing more to anybody. */
const DEEPEST = 8;

/** One finished request: method, path, status, duration, why it failed, operation. */
export function exchangeLine({ method, path, status, durationMs, operationId, failure }: Exchange): string {
  const parts = [
    method,
    isTokenPath(path) ? path.split('?', 1)[0] : path,
    status ?? '-',
    `${Math.round(durationMs)} ms`,
    failure,
    operationId && `operation ${operationId}`,
  ];
  return guarded(parts.filter(Boolean).join(' '));
}

/** Of a request for a token nothing but its path is told. */
function isTokenPath(path: string): boolean {
  return /\/(Token|Authorize)(\?|$)/i.test(path);
}

/** The technical side of a failure, with its causes; the stack only of what is our own fault. */
export function failureLines(error: unknown, doing?: string): string {
  return `${doing === undefined ? '' : `${guarded(doing)}: `}${lines(error, 0)}`;
}

function lines(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return guarded(String(error));
  const known = error instanceof ApiError;
  const facts = known
    ? [error.reason, error.status, error.errorCode, error.operationId].filter((fact) => fact !== undefined)
    : [];
  const told = guarded(`${error.name}: ${error.message}${facts.length > 0 ? ` [${facts.join(' ')}]` : ''}`);
  const where = known || !error.stack ? '' : `\n${framesOf(error.stack)}`;
  const cause =
    error.cause === undefined || depth >= DEEPEST ? '' : `\n  caused by ${lines(error.cause, depth + 1)}`;
  return `${told}${where}${cause}`;
}

/** Where it happened. The message, which a stack repeats, is left out: it was told, and guarded. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map(withoutCredentials)
    .join('\n');
}

/** Text of others (servers, proxies) as one line of the log can hold it: it must not look like lines of ours. */
export function guarded(text: string): string {
  return withoutCredentials(plainLine(text));
}

const LEFT_OUT = '…';
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // user:password@ of an address, as proxies have it
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/?#@]*(?::[^\s/?#]*)?@/gi, `$1${LEFT_OUT}@`],
  // the value of an Authorization header
  [/\b(bearer|basic)\s+[\w\-.~+/]{8,}=*/gi, `$1 ${LEFT_OUT}`],
  // a JSON web token, or the start of one
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g, LEFT_OUT],
  // parameters and fields that carry credentials, in forms, queries and JSON
  [
    /\b(password|passwd|client_secret|client_assertion|assertion|(?:access|refresh|id)_?token|code_verifier|access_?key|service_?principal_?key)(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&"',;}]+)/gi,
    `$1$2${LEFT_OUT}`,
  ],
  // the code of a sign-in in the browser, the private half of a key
  [/([?&]code=)[^\s&"']+/gi, `$1${LEFT_OUT}`],
  [/("d"\s*:\s*)"[^"]*"/g, `$1"${LEFT_OUT}"`],
];

/**
 * The last of several guards: requests name their secrets, and errors that repeat one lose their words. This one knows
 * what credentials look like wherever they come from, such as a proxy's address in a system error.
 */
export function withoutCredentials(text: string): string {
  return PATTERNS.reduce((safe, [pattern, instead]) => safe.replace(pattern, instead), text);
}
