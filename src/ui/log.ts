import * as vscode from 'vscode';
import { ApiError, type Exchange } from '../api';
import { plainLine } from '../domain';

/** The extension's log: a line a request, and the technical side of failures. Never a header, a body or a secret. */
export interface Log {
  readonly exchange: (exchange: Exchange) => void;
  readonly failure: (error: unknown, operation?: string) => void;
  readonly info: (message: string) => void;
  readonly show: () => void;
  readonly dispose: () => void;
}

export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Laserfiche Links', { log: true });
  return {
    exchange(exchange) {
      const line = exchangeLine(exchange);
      if (exchange.failure && exchange.failure !== 'cancelled') channel.warn(line);
      else channel.info(line);
    },
    failure: (error, operation) => channel.error(failureLines(error, operation)),
    info: (message) => channel.info(guardedLines(message)),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

/** How deep causes are told: what comes below says nothing more to anybody. */
const DEEPEST = 8;
/** Characters of a line: a server may answer a page, and an address may be as long as a path of the repository. */
const LONGEST_LINE = 4000;
/** Lines of a stack; there are ten unless somebody asked for more, or wrote some into a message. */
const MOST_FRAMES = 30;

/** One finished request: method, path, status, duration, why it failed, operation. */
export function exchangeLine({ method, path, status, durationMs, operationId, failure }: Exchange): string {
  const services = [
    method,
    isTokenPath(path) ? path.split('?', 1)[0] : path,
    status ?? '-',
    `${Math.round(durationMs)} ms`,
    failure,
    operationId && `operation ${operationId}`,
  ];
  return guarded(services.filter(Boolean).join(' '));
}

/** Of a request for a token nothing but its path is told. */
function isTokenPath(path: string): boolean {
  return /\/(Token|Authorize)(\?|$)/i.test(path);
}

/** The technical side of a failure, with its causes; the stack only of what is our own fault. */
export function failureLines(error: unknown, operation?: string): string {
  return `${operation === undefined ? '' : `${guarded(operation)}: `}${lines(error, 0)}`;
}

function lines(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return guarded(String(error));
  const known = error instanceof ApiError;
  const facts = known
    ? [error.reason, error.status, error.errorCode, error.operationId].filter((fact) => fact !== undefined)
    : [];
  const told = guarded(`${error.name}: ${error.message}${facts.length > 0 ? ` [${facts.join(' ')}]` : ''}`);
  const where = known || !error.stack ? '' : `\n${framesOf(error)}`;
  const cause =
    error.cause === undefined || depth >= DEEPEST ? '' : `\n  caused by ${lines(error.cause, depth + 1)}`;
  return `${told}${where}${cause}`;
}

/** Where it happened. The message, which a stack repeats, is left out: it was told, and guarded. */
function framesOf({ stack = '', message }: Error): string {
  const told = stack.indexOf(message);
  return (told < 0 ? stack : stack.slice(told + message.length))
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => `    ${guarded(line)}`)
    .join('\n');
}

/** Text of others (servers, proxies) as one line of the log can hold it: it must not look like lines of ours. */
export function guarded(text: string): string {
  return cut(withoutCredentials(plainLine(text)));
}

/** A text of ours in several lines, such as a report, with words of others in them. */
export function guardedLines(text: string): string {
  return withoutCredentials(text)
    .split('\n')
    .map((line) => cut(`${/^ */.exec(line)?.[0] ?? ''}${plainLine(line)}`))
    .join('\n');
}

/** Only what is safe to show is cut: half a credential looks like none. */
function cut(text: string): string {
  if (text.length <= LONGEST_LINE) return text;
  // Half of a character that takes two units is none.
  const kept = text.slice(0, LONGEST_LINE).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}${LEFT_OUT} [${text.length - kept.length} characters more]`;
}

const LEFT_OUT = '…';
/**
 * Texts of others can be long, and made to take long. Each pattern begins with fixed words or signs, and what it goes on
 * with ends where the next one could begin: so each reads a text once, whatever it is.
 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // user:password@ of an address, as proxies have it
  [/:\/\/(?<=\b[a-z][a-z\d+.-]*:\/\/)[^\s/?#@]*@/gi, `://${LEFT_OUT}@`],
  // the value of an Authorization header
  [/\b(bearer|basic)\s+[\w\-.~+/]{8,}=*/gi, `$1 ${LEFT_OUT}`],
  // a JSON web token, or the start of one
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g, LEFT_OUT],
  // parameters and fields that carry credentials, in forms, queries and JSON; cut off where a quote is not closed
  [
    /\b(password|passwd|client_secret|client_assertion|assertion|(?:access|refresh|id)_?token|code_verifier|access_?key|service_?principal_?key)(["']?\s*[=:]\s*)("[^"]*"?|'[^']*'?|[^\s&"',;}]+)/gi,
    `$1$2${LEFT_OUT}`,
  ],
  // the code of a sign-in in the browser, the private half of a key
  [/([?&]code=)[^\s&"']+/gi, `$1${LEFT_OUT}`],
  [/("d"\s*:\s*)"[^"]*"?/g, `$1"${LEFT_OUT}"`],
  // the rest of a password with an @ in it; what comes here can only hide more than those before
  [/:\/\/[^\s/?#]*@/g, `://${LEFT_OUT}@`],
];

/**
 * The last of several guards: requests name their secrets, and errors that repeat one lose their words. This one knows
 * what credentials look like wherever they come from, such as a proxy's address in a system error.
 */
export function withoutCredentials(text: string): string {
  return PATTERNS.reduce((safe, [pattern, instead]) => safe.replace(pattern, instead), text);
}
