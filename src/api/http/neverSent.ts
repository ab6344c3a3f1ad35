/** No connection came about: the next try may find one. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** The server's certificate was refused, before anything was said. */
const DISTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether a transport's error says for sure that there was no connection. */
export function neverConnected(error: unknown): boolean {
  return NOT_CONNECTED.has(codeOf(error));
}

/** Whether a transport's error says that the server's certificate was refused. */
export function distrusted(error: unknown): boolean {
  return DISTRUSTED.has(codeOf(error));
}

/** Whether a transport's error says for sure that the request did not reach the server. */
export function neverSent(error: unknown): boolean {
  return neverConnected(error) || distrusted(error);
}

/** fetch wraps the system's error, some clients twice: the outermost code counts. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}
