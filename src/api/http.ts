import { cancelled, untilAborted } from './abort';
import { ApiError } from './errors';
import { loggedPath, type Exchange } from './exchange';
import { createLimiter } from './limiter';
import { neverSent } from './neverSent';
import { errorOfAnswer, operationIdOf } from './problem';
import { secretFinder, withoutSecrets } from './secrets';
import { ShapeError } from './shape';
import type { Transport, TransportResponse } from './transport';

/** One request, and how to read its answer. */
export interface ApiRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The request changes something on the server: a failure after it may have arrived says `outcomeUnknown`. */
  readonly changes?: boolean;
  /** What the request carries that no error and no log may repeat; the `Authorization` header counts anyway. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Reads the JSON of a 2xx answer (`undefined` for 204); a `ShapeError` becomes `unexpectedAnswer`. */
  readonly read: (body: unknown, at: string, status: number) => T;
}

/** Sends one request; rejects with `ApiError` only. */
export type Send = <T>(request: ApiRequest<T>) => Promise<T>;

export interface HttpOptions {
  readonly transport: Transport;
  /** Called once for each finished request. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Requests under way at once; 4 unless told. */
  readonly maxInFlight?: number | undefined;
  /** Longest time for one request with its answer, waiting for its turn not counted; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
}

/** The one place that every request passes, token requests included. */
export function createHttp({
  transport,
  onExchange,
  maxInFlight = 4,
  timeoutMs = 30_000,
}: HttpOptions): Send {
  const limit = createLimiter(maxInFlight);
  return (request) => limit(() => exchange(request), request.signal);

  async function exchange<T>(request: ApiRequest<T>): Promise<T> {
    const { method, url, signal } = request;
    if (signal?.aborted) throw cancelled();
    const startedAt = performance.now();
    const holdsSecret = secretFinder(secretsOf(request));
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    let response: TransportResponse | undefined;
    let failure: ApiError | undefined;
    try {
      const either = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
      response = await untilAborted(transport(url, transportRequest(request, either)), either);
      return readAnswer(request, response, await untilAborted(response.text(), either));
    } catch (error) {
      const raw = error instanceof ApiError ? error : brokenOff(request, error, deadline.signal, timeoutMs);
      failure = withoutSecrets(raw, holdsSecret);
      throw failure;
    } finally {
      clearTimeout(timer);
      const operationId = failure?.operationId ?? (response && operationIdOf(response));
      const path = loggedPath(url);
      onExchange?.({
        method,
        path: holdsSecret(path) ? '…' : path,
        durationMs: performance.now() - startedAt,
        ...(response && { status: response.status }),
        ...(operationId !== undefined && !holdsSecret(operationId) && { operationId }),
        ...(failure && { failure: failure.reason }),
      });
    }
  }
}

function secretsOf({ headers, secrets = [] }: ApiRequest<unknown>): readonly string[] {
  const credentials = headers?.['Authorization']?.split(' ', 2)[1];
  return credentials === undefined ? secrets : [...secrets, credentials];
}

function transportRequest({ method, headers, body }: ApiRequest<unknown>, signal: AbortSignal) {
  return {
    method,
    headers: { Accept: 'application/json', ...headers },
    ...(body !== undefined && { body }),
    signal,
    redirect: 'manual' as const,
  };
}

/** The value of a good answer, or the error that the answer stands for. */
function readAnswer<T>(request: ApiRequest<T>, response: TransportResponse, text: string): T {
  const { status } = response;
  const location = response.headers.get('Location');
  if (status >= 300 && status < 400 && location !== null) throw redirected(request.url, location, status);
  if (status < 200 || status >= 300) throw errorOfAnswer(response, text, request.changes ?? false);
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
function redirected(url: string, location: string, status: number): ApiError {
  const own = new URL(url).origin;
  const target = URL.canParse(location, url) ? new URL(location, url).origin : undefined;
  const reason = target === own || target === undefined ? 'unexpectedAnswer' : 'foreignOrigin';
  return new ApiError(reason, `${own} redirects to ${target ?? 'no address'}`, { status });
}

/** No whole answer came: cancelled, too late, or the connection failed. */
function brokenOff(
  request: ApiRequest<unknown>,
  error: unknown,
  deadline: AbortSignal,
  timeoutMs: number,
): ApiError {
  const outcomeUnknown = request.changes ?? false;
  if (request.signal?.aborted) {
    return new ApiError('cancelled', 'The call was cancelled.', { cause: error, outcomeUnknown });
  }
  if (deadline.aborted) {
    return new ApiError('timeout', `No answer within ${timeoutMs} ms.`, { outcomeUnknown });
  }
  const message = error instanceof Error ? error.message : 'The connection failed.';
  return new ApiError('network', message, {
    cause: error,
    outcomeUnknown: outcomeUnknown && !neverSent(error),
  });
}
