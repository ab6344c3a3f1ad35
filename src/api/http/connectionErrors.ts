import { errorCodeOf } from '../errorCode';

/** No connection came about: the next try may find one. Chromium's names as well as the system's. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['ERR_CONNECTION_REFUSED', 'ERR_NAME_NOT_RESOLVED', 'ERR_CONNECTION_TIMED_OUT'],
  ...['ERR_PROXY_CONNECTION_FAILED', 'ERR_TUNNEL_CONNECTION_FAILED'],
]);

/** There is no way from here, and asking again makes none. */
const NO_WAY: ReadonlySet<string> = new Set([
  ...['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL'],
  ...['ERR_ADDRESS_UNREACHABLE', 'ERR_INTERNET_DISCONNECTED', 'ERR_NETWORK_ACCESS_DENIED'],
]);

/** Certificates that were refused, by OpenSSL's names. */
const CERTIFICATE =
  /^(?:ERR_)?(?:CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET|DECODE|DECRYPT)|TLS_CERT|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH|ERROR_IN_CERT)/;
/** The two ends found no secure connection; what is said of a broken one comes later. */
const HANDSHAKE = /^(?:EPROTO|ERR_SSL_(?!.*(?:BAD_RECORD_MAC|DECRYPT|SHUTDOWN)).*|ERR_TLS_.*)$/;

/** Why no secure connection came about; undefined for other errors. */
export function tlsFailureOf(code: string | undefined): 'certificate' | 'handshake' | undefined {
  if (code === undefined) return undefined;
  if (CERTIFICATE.test(code)) return 'certificate';
  return HANDSHAKE.test(code) ? 'handshake' : undefined;
}

/** Whether there is no route to a server. */
export const hasNoRoute = (code: string | undefined): boolean => code !== undefined && NO_WAY.has(code);

/** Whether a transport's error says for sure that there was no connection, and another try may find one. */
export function neverConnected(error: unknown): boolean {
  const code = errorCodeOf(error);
  return (code !== undefined && NOT_CONNECTED.has(code)) || isConnectTimeout(error);
}

/** Whether a transport's error does not get better by asking again. */
export function isHopeless(error: unknown): boolean {
  const code = errorCodeOf(error);
  return hasNoRoute(code) || tlsFailureOf(code) !== undefined;
}

/** Whether a transport's error says for sure that the request did not reach the server. */
export function neverSent(error: unknown): boolean {
  return neverConnected(error) || isHopeless(error);
}

/** The same code stands for a connection that was there and went silent. */
function isConnectTimeout(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if ('code' in at && at.code === 'ETIMEDOUT') return 'syscall' in at && at.syscall === 'connect';
    if (at instanceof AggregateError) return at.errors.length > 0 && at.errors.every(isConnectTimeout);
  }
  return false;
}
