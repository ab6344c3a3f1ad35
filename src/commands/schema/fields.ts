import path from 'node:path';
import type { LinkProperties } from '../../domain';
import { type Arguments, type Field, isFields, refuseOthers } from './arguments';

/** A value that must pass a test. */
function field<T>(is: (value: unknown) => value is T, must: string, shown?: string): Field<T, false> {
  return {
    isOptional: false,
    ...(shown !== undefined && { shown }),
    read: (value, at, fail) => (is(value) ? value : fail(`"${at}" ${must}`)),
  };
}

export const optional = <T>(one: Field<T, false>): Field<T, true> => ({ ...one, isOptional: true });

/** A text; `orEmpty`: also one without a letter. */
export const text = (orEmpty?: 'orEmpty'): Field<string, false> =>
  field(
    (value): value is string => typeof value === 'string' && (value !== '' || orEmpty !== undefined),
    'must be a text',
  );

/** A file of this computer, by its whole path: a command has no folder of its own that another one could begin at. */
export const file = (): Field<string, false> =>
  field(
    (value): value is string => typeof value === 'string' && path.isAbsolute(value),
    'must be the absolute path of a file',
  );

/** An id: a whole number above 0. */
export const id = (): Field<number, false> => field(isId, 'must be a whole number above 0');

/** Ids, each once; at least one. */
export const ids = (): Field<readonly number[], false> => {
  const all = field(
    (value): value is number[] => Array.isArray(value) && value.length > 0 && value.every(isId),
    'must be a list of whole numbers above 0',
  );
  return { ...all, read: (value, at, fail) => [...new Set(all.read(value, at, fail))] };
};

/** A place in a list, 0 being the first. */
export const place = (): Field<number, false> =>
  field(
    (value): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0,
    'must be a whole number from 0 on',
  );

export const port = (): Field<number, false> => ({
  isOptional: false,
  read: (value, at, fail) => {
    const read = id().read(value, at, fail);
    return read < 65_536 ? read : fail(`"${at}" must be below 65536`);
  },
});

export const flag = (): Field<boolean, false> =>
  field((value): value is boolean => typeof value === 'boolean', 'must be true or false', 'true or false');

export const texts = (): Field<readonly string[], false> =>
  field(
    (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
    'must be a list of texts',
    '[name]',
  );

/** Names and texts. Names are any text: what stands in such an object says nothing of what it is. */
export const properties = (): Field<LinkProperties, false> =>
  field(
    (value): value is LinkProperties =>
      isFields(value) && Object.values(value).every((item) => typeof item === 'string'),
    'must map names to texts',
    '{ name: value }',
  );

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0x7fffffff;
}

/** A text that is one of these. */
export const oneOf = <const T extends string>(...values: readonly T[]): Field<T, false> =>
  field(
    (value): value is T => values.some((one) => one === value),
    `must be ${values.map((one) => `"${one}"`).join(' or ')}`,
    values.map((one) => `"${one}"`).join(' | '),
  );

/** An object within an argument object. */
export const part = <T>(inner: Arguments<T>): Field<T, false> => ({
  isOptional: false,
  shown: inner.rows[0]?.shown ?? '{}',
  read(value, at, fail) {
    if (!isFields(value)) return fail(`"${at}" must be an object`);
    refuseOthers(value, inner.names, `${at}.`, fail);
    return inner.read(value, (what) => fail(what.replace(/^"/, `"${at}.`)));
  },
});

/** A list of objects within an argument object. */
export const parts = <T>(inner: Arguments<T>): Field<readonly T[], false> => {
  const one = part(inner);
  return {
    isOptional: false,
    shown: `[${one.shown ?? ''}]`,
    read(value, at, fail) {
      if (!Array.isArray(value)) return fail(`"${at}" must be a list`);
      return value.map((item: unknown, index) => one.read(item, `${at}[${index}]`, fail));
    },
  };
};
