import { ApiError } from '../errors';
import type { ApiRequest, Send } from '../http/http';
import { requireOwnOrigin } from '../http/origin';
import type { TokenSource } from './token';

/**
 * Sends with the connection's token, to its own origin only. After a 401 the token is renewed and the request sent
 * once more: a request refused for its token was not carried out, so this is safe for changes as well.
 */
export function withToken(send: Send, tokens: TokenSource, baseUrl: string): Send {
  return async (request) => {
    // What was checked is what is sent: no two readers of one address.
    const own = { ...request, url: requireOwnOrigin(request.url, baseUrl).href };
    const token = await tokens.get(request.signal);
    try {
      return await send(bearing(own, token));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      const renewed = await tokens.replace(token, request.signal);
      return send(bearing(own, renewed));
    }
  };
}

function bearing<T>(request: ApiRequest<T>, token: string): ApiRequest<T> {
  return { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } };
}
