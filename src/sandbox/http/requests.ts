import { setTimeout as delay } from 'node:timers/promises';
import { isObject } from './body';
import type { ApiContext } from './context';
import { badRequest } from './problems';

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

export async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await delay(milliseconds);
}
