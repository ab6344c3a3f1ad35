import { subscribe } from 'node:diagnostics_channel';

/** What a transport's error says, one for each way that was tried: happy eyeballs try several addresses. */
interface Failure {
  readonly code: string;
  /** What the system was asked for; left out by those who do not tell. */
  readonly syscall: string | undefined;
  readonly message: string;
  /** The client itself tells that it was still connecting. */
  readonly wasConnecting: boolean;
}

/**
 * Errors that fetch met before it had a connection. They look like those of a connection that breaks after the request
 * was sent, and only here does fetch tell them apart.
 */
const whileConnecting = new WeakSet();
subscribe('undici:client:connectError', (told) => {
  if (typeof told === 'object' && told !== null && 'error' in told && told.error instanceof Error)
    whileConnecting.add(told.error);
});

/** No connection came about: the next try may find one. Chromium's names as well as the system's. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['ERR_CONNECTION_REFUSED', 'ERR_NAME_NOT_RESOLVED', 'ERR_NAME_RESOLUTION_FAILED', 'ERR_DNS_TIMED_OUT'],
  ...['ERR_CONNECTION_TIMED_OUT', 'ERR_CONNECTION_FAILED', 'ERR_PROXY_CONNECTION_FAILED'],
  ...['ERR_TUNNEL_CONNECTION_FAILED', 'ERR_SOCKS_CONNECTION_FAILED'],
]);

/** There is no way from here, and asking again makes none. */
const NO_WAY: ReadonlySet<string> = new Set([
  ...['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL'],
  ...['ERR_ADDRESS_UNREACHABLE', 'ERR_ADDRESS_INVALID', 'ERR_INTERNET_DISCONNECTED'],
  ...['ERR_NETWORK_ACCESS_DENIED', 'ERR_NO_SUPPORTED_PROXIES', 'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED'],
]);

/** Certificates that were refused, by OpenSSL's names and Chromium's. */
const CERTIFICATE =
  /^(?:ERR_)?(?:CERT|CRL|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET|DECODE|DECRYPT)|TLS_CERT|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH|ERROR_IN_CE?RT|PROXY_CERTIFICATE_INVALID)/;
/** The two ends found no secure connection. */
const TLS = /^(?:EPROTO|ERR_SSL_.*|ERR_TLS_.*|ERR_BAD_SSL_CLIENT_AUTH_CERT)$/;
/** What only a handshake says; a connection that breaks later has other words. */
const OF_HANDSHAKE =
  /UNSUPPORTED_PROTOCOL|UNKNOWN_PROTOCOL|PROTOCOL_VERSION|VERSION_OR_CIPHER|HANDSHAKE_FAILURE|NO_CIPHERS|NO_SHARED_CIPHER|UNRECOGNIZED_NAME|KEY_TOO_SMALL|LEGACY_SIGALG|CERTIFICATE_VERIFY_FAILED|BAD_SSL_CLIENT_AUTH_CERT/;
/**
 * What a handshake says, and a connection as well into which something in between writes after the request: Node has
 * the code EPROTO for the handshake alone.
 */
const OF_EITHER =
  /WRONG_VERSION|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_CA|(?:BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(?:UNKNOWN|EXPIRED|REVOKED|REQUIRED)/;
/** Node's own words for a connection that was closed or reset in the handshake; the code is that of any other. */
const BEFORE_TLS = 'before secure TLS connection was established';

/** Why no secure connection came about; undefined for other errors. */
export function tlsFailureOf(code: string | undefined): 'certificate' | 'handshake' | undefined {
  if (code === undefined) return undefined;
  if (CERTIFICATE.test(code)) return 'certificate';
  return TLS.test(code) ? 'handshake' : undefined;
}

/** Whether there is no route to a server. */
export const hasNoRoute = (code: string | undefined): boolean => code !== undefined && NO_WAY.has(code);

/** Whether a transport's error says for sure that there was no connection, and another try may find one. */
export function neverConnected(error: unknown): boolean {
  const failures = failuresIn(error);
  return failures.every(cameBeforeSending) && failures.some(mayPass);
}

/** Whether a transport's error does not get better by asking again. */
export function isHopeless(error: unknown): boolean {
  const failures = failuresIn(error);
  return (
    failures.length > 0 && failures.every(({ code }) => hasNoRoute(code) || tlsFailureOf(code) !== undefined)
  );
}

/** Whether a transport's error says for sure that the request did not reach the server. */
export function neverSent(error: unknown): boolean {
  const failures = failuresIn(error);
  return failures.length > 0 && failures.every(cameBeforeSending);
}

const isOfConnecting = ({ syscall }: Failure): boolean =>
  syscall === undefined || /^(?:connect|getaddrinfo|bind)/.test(syscall);

const isConnectTimeout = ({ code, syscall }: Failure): boolean =>
  code === 'ETIMEDOUT' && syscall === 'connect';

const isResetInHandshake = ({ code, message, wasConnecting }: Failure): boolean =>
  code === 'ECONNRESET' && (wasConnecting || message.includes(BEFORE_TLS));

const mayPass = (failure: Failure): boolean =>
  NOT_CONNECTED.has(failure.code) || isConnectTimeout(failure) || isResetInHandshake(failure);

/** A code alone does not prove it: a connection that is there may go the same way after the request was sent. */
function cameBeforeSending(failure: Failure): boolean {
  const { code, message, wasConnecting } = failure;
  if (wasConnecting || isResetInHandshake(failure)) return true;
  if (mayPass(failure) || hasNoRoute(code)) return isOfConnecting(failure);
  const tls = tlsFailureOf(code);
  if (tls !== 'handshake') return tls === 'certificate';
  const words = `${code} ${message}`.toUpperCase().replaceAll(' ', '_');
  return OF_HANDSHAKE.test(words) || (code === 'EPROTO' && OF_EITHER.test(words));
}

const KNOWN = (code: string): boolean =>
  NOT_CONNECTED.has(code) || NO_WAY.has(code) || tlsFailureOf(code) !== undefined || code === 'ETIMEDOUT';

/**
 * The failures at the root of an error: fetch wraps the system's error, some clients twice, and a code that says nothing
 * hides none within.
 */
function failuresIn(error: unknown, isWithin = false, depth = 0): readonly Failure[] {
  if (!(error instanceof Error) || depth > 8) return [];
  const wasConnecting = isWithin || whileConnecting.has(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : chromiumCode(error.message);
  const syscall = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : undefined;
  const { message } = error;
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.flatMap((one: unknown) => {
      const within = failuresIn(one, wasConnecting, depth + 1);
      // A way that failed without a reason proves nothing.
      return within.length > 0 ? within : [{ code: '', syscall: undefined, message: '', wasConnecting }];
    });
  const own = code === undefined ? [] : [{ code, syscall, message, wasConnecting }];
  if (code !== undefined && KNOWN(code)) return own;
  const within = failuresIn(error.cause, wasConnecting, depth + 1);
  return within.length > 0 ? within : own;
}

/** Chromium's codes stand in the message alone. */
function chromiumCode(message: string): string | undefined {
  return /\bnet::(ERR_[A-Z0-9_]+)/.exec(message)?.[1];
}

/** The code that says most of why there is no connection; undefined where none says anything. */
export function connectionCodeOf(error: unknown): string | undefined {
  const codes = failuresIn(error).map(({ code }) => code);
  return codes.find(KNOWN) ?? codes.find((code) => code !== '');
}
