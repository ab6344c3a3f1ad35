/**
 * Readers of JSON: each takes a value of unknown shape and gives a typed one, or throws a `ShapeError` that says
 * what was missing. They check what this extension relies on and pass over everything else a server may send.
 */
export type Reader<T> = (value: unknown, at: string) => T;

/** A value is not what the API describes. `message` names the place, never the value. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Some servers tell ids as text. */
export const integer: Reader<number> = (value, at) => {
  const read = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isSafeInteger(read))
    throw new ShapeError(`${at} is not an integer`);
  return read;
};

export const text: Reader<string> = (value, at) => {
  if (typeof value !== 'string') throw new ShapeError(`${at} is not text`);
  return value;
};

/** Names and labels are nullable in the description; a null one reads as an empty one, a number as it is written. */
export const textOrEmpty: Reader<string> = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export const boolean: Reader<boolean> = (value, at) => {
  if (value === 'true' || value === 'false') return value === 'true';
  if (typeof value !== 'boolean') throw new ShapeError(`${at} is neither true nor false`);
  return value;
};

export function oneOf<T extends string>(...values: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = values.find((known) => known === value);
    if (found === undefined) throw new ShapeError(`${at} is none of ${values.join(', ')}`);
    return found;
  };
}

/** A property that may be missing; null counts as missing. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, at) => (value === undefined || value === null ? undefined : reader(value, at));
}

/** A property that is only shown, or that something hangs on only where it is told: an odd one counts as not told. */
export function detail<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, at) => {
    if (value === undefined || value === null) return undefined;
    try {
      return reader(value, at);
    } catch (error) {
      if (error instanceof ShapeError) return undefined;
      throw error;
    }
  };
}

/** Thirty years: nothing that is told in seconds matters for longer, and moments that follow from it stay safe integers. */
const MOST_SECONDS = 1e9;

/** A span of time in whole seconds, as a number or as its text; what is none counts as not told. */
export const seconds: Reader<number | undefined> = (value) => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isFinite(read) || read <= 0) return undefined;
  return Math.max(1, Math.floor(Math.min(read, MOST_SECONDS)));
};

/** A property that may be missing or null. */
export function nullable<T>(reader: Reader<T>): Reader<T | null | undefined> {
  return (value, at) => (value === undefined || value === null ? value : reader(value, at));
}

/** Names with texts. What is no text is told as one, in an object of its own: whoever gets another one knows. */
export const shownProperties: Reader<Readonly<Record<string, string>>> = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { '': shown(value) };
  const pairs = Object.entries(value);
  if (pairs.every(([, item]) => typeof item === 'string')) return value as Readonly<Record<string, string>>;
  // Not by assignment: a name may be `__proto__`.
  return Object.fromEntries(pairs.map(([name, item]) => [name, shown(item)]));
};

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

export function listOf<T>(reader: Reader<T>): Reader<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ShapeError(`${at} is not a list`);
    const items: readonly unknown[] = value;
    const result = new Array<T>(items.length);
    let index = 0;
    try {
      for (; index < items.length; index += 1) result[index] = reader(items[index], '');
    } catch (error) {
      throw below(`${at}[${index}]`, error);
    }
    return result;
  };
}

/** Rows of a list, and how many more could not be read. */
export interface Rows<T> {
  readonly rows: readonly T[];
  readonly unreadable: number;
}

/** A list whose rows stand for themselves: one that can't be read is only counted. Never for what is written back. */
export function rowsOf<T>(reader: Reader<T>): Reader<Rows<T>> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ShapeError(`${at} is not a list`);
    const rows: T[] = [];
    let unreadable = 0;
    for (const item of value as readonly unknown[]) {
      try {
        rows.push(reader(item, ''));
      } catch (error) {
        if (!(error instanceof ShapeError)) throw error;
        unreadable += 1;
      }
    }
    return { rows, unreadable };
  };
}

/** An object with these properties; others are left out of the result, and so are missing ones. */
export function object<T extends object>(readers: { readonly [K in keyof T]-?: Reader<T[K]> }): Reader<T> {
  const fields = Object.entries<Reader<unknown>>(readers).map(([key, reader]) => ({
    key,
    reader,
    place: `.${key}`,
  }));
  return objectBy((source) => {
    const result: Record<string, unknown> = {};
    for (const { key, reader, place } of fields) {
      const read = reader(source[key], place);
      if (read !== undefined) result[key] = read;
    }
    return result as T;
  });
}

/** An object that `read` makes its own of; the places that `read` names begin at the object. */
export function objectBy<T>(read: (source: Readonly<Record<string, unknown>>) => T): Reader<T> {
  return (value, at) => {
    const source = record(value, at);
    try {
      return read(source);
    } catch (error) {
      throw below(at, error);
    }
  };
}

/**
 * The failure of a part, with the place of the whole before its own. Places are put together only when something is
 * wrong: a long list has many, and nobody reads those of what is right.
 */
function below(at: string, error: unknown): unknown {
  return error instanceof ShapeError ? new ShapeError(`${at}${error.message}`) : error;
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError(`${at} is not an object`);
  }
  return value as Record<string, unknown>;
}
