import { ApiError } from '../errors';

/** Whether a text repeats a secret, as it is or encoded. */
export type HoldsSecret = (text: string) => boolean;

/** Servers answer pages; a log line needs no more than this. Characters. */
const LONGEST_MESSAGE = 1000;
/** How deep causes are looked through: fetch wraps the system's error, some clients twice. */
const DEEPEST = 8;
const LEFT_OUT = 'The words of the failure are left out: they repeat a secret.';

/**
 * Finds secrets plain, URL-encoded, within JSON or HTML, and within base64 of something longer (an assertion, an
 * `Authorization` header). Cases do not count: encoders differ in them.
 */
export function secretFinder(secrets: readonly string[]): HoldsSecret {
  const forms = [...new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf))];
  return (text) => {
    const searched = text.toLowerCase();
    return forms.some((form) => searched.includes(form));
  };
}

/**
 * The error as it may be logged and shown: where the server's words or the transport's causes repeat a secret they are
 * left out as a whole, since what remains of a text around a secret can tell it as well. Reason, status and codes stay.
 */
export function withoutSecrets(error: ApiError, holdsSecret: HoldsSecret): ApiError {
  const { reason, message, status, errorCode, operationId, blockedBy, isUnclear } = error;
  const { retryAfterSeconds, serverTime, outcomeUnknown } = error;
  return new ApiError(reason, holdsSecret(message) ? LEFT_OUT : message.slice(0, LONGEST_MESSAGE), {
    status,
    errorCode,
    blockedBy,
    isUnclear,
    operationId: operationId !== undefined && holdsSecret(operationId) ? undefined : operationId,
    retryAfterSeconds,
    serverTime,
    outcomeUnknown,
    cause: mentions(error.cause, holdsSecret, 0) ? outline(error.cause, 0) : error.cause,
  });
}

function formsOf(secret: string): string[] {
  const wellFormed = secret.replace(/\p{Surrogate}/gu, '\uFFFD');
  const inHtml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return [
    secret,
    inHtml,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(wellFormed),
    new URLSearchParams({ s: wellFormed }).toString().slice(2),
    ...[0, 1, 2].flatMap((offset) => base64Within(secret, offset)),
  ].map((form) => form.toLowerCase());
}

/** The characters of base64 that depend on the secret alone, when it begins `offset` bytes into a group of three. */
function base64Within(secret: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  // Less than that is found in any text.
  if (end - start < 4) return [];
  return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
}

function mentions(value: unknown, holdsSecret: HoldsSecret, depth: number): boolean {
  if (typeof value === 'string') return holdsSecret(value);
  if (typeof value !== 'object' || value === null) return false;
  // Whatever can't be looked through to its end (sockets, buffers, circles) counts as telling.
  if (depth > DEEPEST || !(value instanceof Error || isPlain(value))) return true;
  const inside = [
    ...Object.getOwnPropertyNames(value),
    ...(value instanceof Error ? ['message', 'stack'] : []),
  ];
  return inside.some((name) => mentions((value as Record<string, unknown>)[name], holdsSecret, depth + 1));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}

/** What tells failures apart (names, system codes) without any words. */
function outline(cause: unknown, depth: number): Error | undefined {
  if (!(cause instanceof Error) || depth > DEEPEST) return undefined;
  const inner = outline(cause.cause, depth + 1);
  const options = inner && { cause: inner };
  const outlined =
    cause instanceof AggregateError
      ? new AggregateError(
          cause.errors.map((error: unknown) => outline(error, depth + 1)),
          LEFT_OUT,
          options,
        )
      : new Error(LEFT_OUT, options);
  const code: unknown = 'code' in cause ? cause.code : undefined;
  return Object.assign(
    outlined,
    { name: cause.constructor.name },
    typeof code === 'string' && /^\w{1,64}$/.test(code) ? { code } : {},
  );
}
