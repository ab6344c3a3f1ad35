import { ApiError } from '../errors';
import { countDown, type Clock, type Countdown } from './clock';
import { errorOfAnswer, operationIdOf } from './problem';
import type { ApiRequest } from './request';
import { ShapeError } from './shape';
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
  if (status < 200 || status >= 300) throw errorOfAnswer(request, response, text, now);
  try {
    return request.read(status === 204 ? undefined : parseJson(text), 'answer', { status, url: request.url });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new ApiError('unexpectedAnswer', error.message, {
      status,
      operationId: operationIdOf(response),
      cause: error,
      outcomeUnknown: request.changes !== undefined,
    });
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new ShapeError('the answer is empty');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
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
    outcomeUnknown: changes !== undefined,
  });
}

/** An answer that has begun to arrive must go on with so many bytes in so many milliseconds. */
const DRIP_BYTES = 1024;
const DRIP_MS = 10_000;

export interface BodyLimits {
  readonly clock: Clock;
  /** After decompression. */
  readonly maxBytes: number;
  /** The request was to change something. */
  readonly changes: boolean;
  /** Called when the answer arrives too slowly. */
  readonly onDrip: () => void;
}

/**
 * The text of an answer. It is counted as it arrives, decompressed: neither a long answer nor one that grows on
 * unpacking is ever held as a whole.
 * @throws ApiError `unexpectedAnswer` when it is too long
 */
export async function readBody(response: TransportResponse, limits: BodyLimits): Promise<string> {
  const { maxBytes } = limits;
  const told = Number(response.headers.get('Content-Length') ?? 0);
  if (told > maxBytes) throw tooLong(response, limits);
  if (!response.body) return wholeText(response, limits);
  const drip = watchDrip(limits);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of partsOf(response.body)) {
      const chunk = typeof part === 'string' ? Buffer.from(part) : part;
      length += chunk.byteLength;
      if (length > maxBytes) throw tooLong(response, limits);
      chunks.push(chunk);
      drip.arrived(chunk.byteLength);
    }
  } finally {
    drip.stop();
  }
  const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  return decoderOf(response, bytes).decode(bytes);
}

/** Failures are read in whatever they were written; the API's own answers are UTF-8. */
function decoderOf({ status, headers }: TransportResponse, [first, second]: Uint8Array = new Uint8Array()) {
  if (status < 400) return new TextDecoder();
  const [, named] = /charset\s*=\s*["']?([\w:.-]+)/i.exec(headers.get('Content-Type') ?? '') ?? [];
  // UTF-16 tells itself by its first two bytes.
  const marked =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    return new TextDecoder(marked ?? named);
  } catch {
    // There is no such charset.
    return new TextDecoder();
  }
}

/** A web stream is read by its own reader: its iterator takes about a tenth longer for a page of entries. */
async function* partsOf(body: NonNullable<TransportResponse['body']>): AsyncIterable<Uint8Array | string> {
  if (!(body instanceof ReadableStream)) {
    yield* body;
    return;
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  let isWhole = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    isWhole = true;
  } finally {
    // Who reads no further wants no more of it; that this fails once the connection is gone changes nothing.
    if (!isWhole) await reader.cancel().catch(() => undefined);
  }
}

/** A transport that can't give parts. A character has at least one byte. */
async function wholeText(response: TransportResponse, limits: BodyLimits): Promise<string> {
  const text = await response.text();
  if (text.length > limits.maxBytes) throw tooLong(response, limits);
  return text;
}

function watchDrip({ clock, onDrip }: BodyLimits) {
  let countdown: Countdown | undefined;
  let arrived = 0;
  const watch = (): void => {
    arrived = 0;
    countdown = countDown(clock, DRIP_MS, () => (arrived < DRIP_BYTES ? onDrip() : watch()), DRIP_MS);
  };
  return {
    arrived: (bytes: number) => {
      if (!countdown) watch();
      arrived += bytes;
    },
    stop: () => countdown?.stop(),
  };
}

function tooLong({ status }: TransportResponse, { maxBytes, changes }: BodyLimits): ApiError {
  const message = `The answer is longer than ${maxBytes} bytes.`;
  return new ApiError('unexpectedAnswer', message, { status, outcomeUnknown: changes });
}
