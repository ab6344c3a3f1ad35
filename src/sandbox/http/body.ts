import type { ReadableStream } from 'node:stream/web';
import { badRequest, HttpProblem } from './problems';
import type { ApiContext } from './context';

/** The JSON body of a request. `undefined`: there is none. Problems: 400, 413, 415. */
export async function readJson(c: ApiContext): Promise<unknown> {
  requireContentType(c, 'application/json');
  const text = await readText(c);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The request body is not valid JSON.');
  }
}

/** The JSON body of a request that must be an object. */
export async function readJsonObject(c: ApiContext): Promise<Readonly<Record<string, unknown>>> {
  const body = await readJson(c);
  if (!isObject(body)) throw badRequest('The request body must be a JSON object.');
  return body;
}

export async function readForm(c: ApiContext): Promise<URLSearchParams> {
  requireContentType(c, 'application/x-www-form-urlencoded');
  return new URLSearchParams(await readText(c));
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function requireContentType(c: ApiContext, wanted: string): void {
  const given = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (given !== wanted) {
    throw new HttpProblem(415, `The content type ${given ?? '(none)'} is not supported; ${wanted} is.`);
  }
}

/** Reads a body that is too large to its end as well, so that the client gets the answer instead of a broken pipe. */
async function readText(c: ApiContext): Promise<string> {
  const { maxBodyBytes } = c.var.services.behaviour;
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream: ReadableStream<Uint8Array> | null = c.req.raw.body;
  for await (const part of stream ?? []) {
    size += part.byteLength;
    if (size <= maxBodyBytes) parts.push(part);
  }
  if (size > maxBodyBytes)
    throw new HttpProblem(413, `The request body is larger than ${maxBodyBytes} bytes.`);
  const text = decode(Buffer.concat(parts));
  c.set('body', text);
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest('The request body is not valid UTF-8.');
  }
}
