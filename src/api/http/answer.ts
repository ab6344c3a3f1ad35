import { ApiError } from '../errors';
import type { ApiRequest } from './http';
import { errorOfAnswer, operationIdOf } from '../v1/problem';
import { ShapeError } from '../v1/shape';
import type { TransportResponse } from './transport';

/** The value of a good answer, or the error that the answer stands for. `now`: milliseconds since the epoch. */
export function readAnswer<T>(
  request: ApiRequest<T>,
  response: TransportResponse,
  text: string,
  now: number,
): T {
  const { status } = response;
  const location = response.headers.get('Location');
  if (status >= 300 && status < 400 && location !== null) throw redirected(request, location, status);
  if (status < 200 || status >= 300) throw errorOfAnswer(response, text, request.changes ?? false, now);
  try {
    return request.read(status === 204 ? undefined : parseJson(text), 'answer', status);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new ApiError('unexpectedAnswer', error.message, {
      status,
      operationId: operationIdOf(response),
      cause: error,
      outcomeUnknown: request.changes,
    });
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new ShapeError('the answer is empty');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes the answer, which is nobody's business in a log.
    throw new ShapeError('the answer is not JSON, or was cut off');
  }
}

/** Redirects are not followed: they could carry the token elsewhere, and the API has none. */
function redirected({ url, changes }: ApiRequest<unknown>, location: string, status: number): ApiError {
  const own = new URL(url).origin;
  const target = URL.canParse(location, url) ? new URL(location, url).origin : undefined;
  const reason = target === own || target === undefined ? 'unexpectedAnswer' : 'foreignOrigin';
  return new ApiError(reason, `${own} redirects to ${target ?? 'no address'}`, {
    status,
    outcomeUnknown: changes,
  });
}
