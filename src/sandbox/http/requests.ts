import type { ReadableStream } from 'node:stream/web';
import type { ApiContext } from './context';
import { badRequest, HttpProblem } from './problems';

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

function requireContentType(c: ApiContext, requested: string): void {
  const given = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (given !== requested) {
    throw new HttpProblem(415, `The content type ${given ?? '(none)'} is not supported; ${requested} is.`);
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

/** A query parameter that is true or false; left out means false. */
export function readFlag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)?.toLowerCase() ?? 'false';
  if (value !== 'true' && value !== 'false') throw badRequest(`${name} must be true or false.`);
  return value === 'true';
}

const LARGEST_INT32 = 2 ** 31 - 1;

export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INT32;
}

/** A whole number in the request's path. */
export function pathId(c: ApiContext, name: string): number {
  const text = c.req.param(name) ?? '';
  const id = Number(text);
  if (!/^-?\d+$/.test(text) || !isInt32(id)) throw badRequest(`The value "${text}" is not a valid ${name}.`);
  return id;
}

/** A property of a body: the value where it is of the type; `undefined` where it is left out or null. Else 400. */
export function optionalInt(body: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && !isInt32(value)) throw badRequest(`${name} must be a 32-bit whole number.`);
  return value;
}

/** See `optionalInt`. */
export function optionalString(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw badRequest(`${name} must be a string.`);
  return value;
}

/** An object whose values are all strings, as it was sent; `null` where it is left out or null. Else 400. */
export function optionalStrings(value: unknown, name: string): Readonly<Record<string, string>> | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value) || !hasStrings(value)) throw badRequest(`${name} must be an object of strings.`);
  return value;
}

function hasStrings(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, string>> {
  return Object.values(value).every((item) => typeof item === 'string');
}
