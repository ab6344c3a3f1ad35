import { ApiError } from '../errors';

/**
 * The address that `url` stands for, if it is on the origin (scheme, host and port) of `baseUrl`.
 * A token must not travel anywhere else, whoever wrote the address.
 * @throws ApiError `foreignOrigin`
 */
export function requireOwnOrigin(url: string, baseUrl: string): URL {
  const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : undefined;
  const { origin: own, protocol } = new URL(baseUrl);
  // A blob: address has the origin of the address within.
  const isOwn = target?.origin === own && target.protocol === protocol;
  if (!isOwn || target.username || target.password) {
    throw new ApiError('foreignOrigin', `An address leads to ${target?.origin ?? 'nowhere'}, not to ${own}.`);
  }
  return target;
}

/**
 * As `requireOwnOrigin`, and the address must be below `baseUrl`: other applications of the same host get no token.
 * Cases count for nothing in the path, as on the servers (IIS) that write these addresses.
 */
export function requireOwnApi(url: string, baseUrl: string): URL {
  const target = requireOwnOrigin(url, baseUrl);
  const below = `${new URL(baseUrl).pathname.replace(/\/$/, '')}/`.toLowerCase();
  if (!target.pathname.toLowerCase().startsWith(below)) {
    throw new ApiError('foreignOrigin', `An address leads outside of ${baseUrl}.`);
  }
  return target;
}
