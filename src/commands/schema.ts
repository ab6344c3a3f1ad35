import { keyOf, type LinkKey, type LinkProperties, sameProperties } from '../domain';
import { type LinkArgument, UserError } from '../ui';

export type { LinkArgument } from '../ui';

export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields: no list, no null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rejects a call with wrong arguments, in words. These are for whoever writes the call: they stay English. */
export function wrongArguments(command: string, what: string): UserError {
  return new UserError(`${command} was called with wrong arguments: ${what}.`);
}

/** Says what is wrong with an argument object; never returns. */
export type Fail = (what: string) => never;

/** One property of an argument object. */
export interface Field<T, Optional extends boolean = boolean> {
  /** What the README shows of its value, where the name does not say it all. */
  readonly shown?: string;
  readonly isOptional: Optional;
  /** `at`: the property, as sentences name it. */
  read(value: unknown, at: string, fail: Fail): T;
}

/** How an argument object looks in one of its forms, for the README. */
export interface FormRow {
  readonly shown: string;
  readonly note?: string;
}

/** What a command takes: told once, as type, reader and documentation. */
export interface Arguments<T> {
  readonly names: readonly string[];
  /** Those that can't be left out. */
  readonly needed: readonly string[];
  readonly rows: readonly FormRow[];
  read(given: Fields, fail: Fail): T;
}

/** The type of an argument object. */
export type ArgumentsOf<A> = A extends Arguments<infer T> ? T : never;

type FieldsOf = Readonly<Record<string, Field<unknown>>>;
type ValueOf<F> = F extends Field<infer T> ? T : never;
type OptionalNames<F> = { [K in keyof F]: F[K] extends Field<unknown, false> ? never : K }[keyof F];

/** What a form reads: the type of its fields. */
type Form<F extends FieldsOf> = { readonly [K in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[K]> } & {
  readonly [K in OptionalNames<F>]?: ValueOf<F[K]>;
};

/** One form of an argument object. `check` tells what is wrong with its fields taken together. */
export function form<const F extends FieldsOf>(
  fields: F,
  { note, check }: { readonly note?: string; readonly check?: (read: Form<F>) => string | undefined } = {},
): Arguments<Form<F>> {
  const shown = Object.entries(fields).map(
    ([name, field]) => `${name}${field.isOptional ? '?' : ''}${field.shown ? `: ${field.shown}` : ''}`,
  );
  return {
    names: Object.keys(fields),
    needed: Object.keys(fields).filter((name) => fields[name]?.isOptional === false),
    rows: [
      { shown: shown.length > 0 ? `{ ${shown.join(', ')} }` : '{}', ...(note !== undefined && { note }) },
    ],
    read(given, fail) {
      const read = Object.fromEntries(
        Object.entries(fields).flatMap(([name, field]) =>
          field.isOptional && !has(given, name) ? [] : [[name, field.read(given[name], name, fail)]],
        ),
      ) as Form<F>;
      const wrong = check?.(read);
      return wrong === undefined ? read : fail(wrong);
    },
  };
}

/** One of several forms, told apart by what is given; where that is too little for any, it is taken for the first. */
export function anyOf<const A extends readonly Arguments<unknown>[]>(
  ...forms: A
): Arguments<ArgumentsOf<A[number]>> {
  const names = [...new Set(forms.flatMap((one) => one.names))];
  const weightOf = (name: string) =>
    Math.min(...forms.flatMap((one) => (one.names.includes(name) ? [one.names.length] : [])));
  return {
    names,
    needed: names.filter((name) => forms.every(({ needed }) => needed.includes(name))),
    rows: forms.flatMap(({ rows }) => rows),
    read(given, fail) {
      // What says most by itself is named first where two do not go together.
      const set = names.filter((name) => has(given, name)).toSorted((a, b) => weightOf(a) - weightOf(b));
      for (const [index, name] of set.entries())
        for (const other of set.slice(index + 1))
          if (!forms.some((one) => one.names.includes(name) && one.names.includes(other)))
            fail(`"${name}" and "${other}" can't be given together`);
      const fitting = forms.filter((one) => set.every((name) => one.names.includes(name)));
      const meant = fitting.find((one) => one.needed.every((name) => set.includes(name))) ?? fitting[0];
      return (meant ?? fail('its properties do not belong together')).read(given, fail) as ArgumentsOf<
        A[number]
      >;
    },
  };
}

/** A form for each `kind`. */
export function byKind<const K extends Readonly<Record<string, Arguments<object>>>>(
  kinds: K,
): Arguments<{ [Kind in keyof K]: { readonly kind: Kind } & ArgumentsOf<K[Kind]> }[keyof K]> {
  type Read = { [Kind in keyof K]: { readonly kind: Kind } & ArgumentsOf<K[Kind]> }[keyof K];
  const known = Object.keys(kinds).map((kind) => `"${kind}"`);
  return {
    names: [...new Set(['kind', ...Object.values(kinds).flatMap(({ names }) => names)])],
    needed: ['kind'],
    rows: Object.entries(kinds).flatMap(([kind, { rows }]) =>
      rows.map((row) => ({ ...row, shown: row.shown.replace('{ ', `{ kind: "${kind}", `) })),
    ),
    read(given, fail) {
      const kind = text().read(given['kind'], 'kind', fail);
      const meant = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (!meant) return fail(`"kind" must be ${known.slice(0, -1).join(', ')} or ${known.at(-1)}`);
      return { kind, ...meant.read(given, fail) } as Read;
    },
  };
}

/** The same arguments, read as what a command works with. */
export function mapArguments<T, U>(args: Arguments<T>, make: (given: T) => U): Arguments<U> {
  return { ...args, read: (given, fail) => make(args.read(given, fail)) };
}

/** Reads an argument object, and says in words what is wrong with it. */
export function readArguments<T>(command: string, args: Arguments<T>, given: Fields): T {
  const fail: Fail = (what) => {
    throw wrongArguments(command, what);
  };
  refuseOthers(given, args.names, '', fail);
  return args.read(given, fail);
}

const has = (given: Fields, name: string): boolean => Object.hasOwn(given, name) && given[name] !== undefined;

/** What a caller did not mean is told: a name that is passed over could change what is done. */
function refuseOthers(given: Fields, allowed: readonly string[], at: string, fail: Fail): void {
  const other = Object.keys(given).find((name) => !allowed.includes(name));
  if (other === undefined) return;
  const known = allowed.map((name) => `"${name}"`).join(', ');
  fail(
    `"${at}${other}" is not known; ${allowed.length === 0 ? 'nothing can be named' : `known are ${known}`}`,
  );
}

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

/** A link with its source, where an argument object is about several. */
export interface PairArgument extends LinkArgument {
  readonly sourceId: number;
}

const KEY = { targetId: id(), linkTypeId: id() };
const LINK = { ...KEY, properties: optional(properties()) };
const SOURCE = { sourceId: id() };

/** Links that exist, by ends and type: also as `getLinks` answers them, with all that belongs to them. Each once. */
export const linkKeys = (): Field<readonly LinkKey[], false> => list(form(KEY), { keyOf, takesMore: true });
/** Links as they are to be, each once. */
export const links = (): Field<readonly LinkArgument[], false> => list(form(LINK), { keyOf });
/** Links that exist, of several entries; at least one. */
export const pairKeys = (): Field<readonly PairArgument[], false> =>
  list(form({ ...SOURCE, ...KEY }), { keyOf: keyOfPair, takesMore: true, isNeeded: true });
/** Links of several entries, as they are to be; at least one. */
export const pairs = (): Field<readonly PairArgument[], false> =>
  list(form({ ...SOURCE, ...LINK }), { keyOf: keyOfPair, isNeeded: true });

const keyOfPair = (pair: PairArgument): string => `${pair.sourceId} ${keyOf(pair)}`;

interface ListOptions<T> {
  readonly keyOf: (item: T) => string;
  /** Properties that nobody asks for are passed over. */
  readonly takesMore?: boolean;
  readonly isNeeded?: boolean;
}

/** A list of links; one that is to be two things at once can't be meant. */
function list<T extends LinkArgument>(
  item: Arguments<T>,
  { keyOf: keyOfOne, takesMore = false, isNeeded = false }: ListOptions<T>,
): Field<readonly T[], false> {
  return {
    isOptional: false,
    shown: `[${item.rows[0]?.shown.replace(/: \{ name: value \}/, '') ?? ''}]`,
    read(value, at, fail) {
      if (!Array.isArray(value)) return fail(`"${at}" must be a list`);
      if (isNeeded && value.length === 0) return fail(`"${at}" must not be empty`);
      const all = value.map((one: unknown, index) => {
        if (!isFields(one)) return fail(`"${at}[${index}]" must be an object`);
        if (!takesMore) refuseOthers(one, item.names, `${at}[${index}].`, fail);
        // Sentences name the ends of a link alone, and where its properties stand.
        return item.read(one, (what) => fail(what.replace('"properties"', `"${at}[${index}].properties"`)));
      });
      const seen = new Map<string, T>();
      for (const one of all) {
        const before = seen.get(keyOfOne(one));
        if (before && !sameWish(before.properties, one.properties))
          fail(
            `"${at}" has the link to entry ${one.targetId} of type ${one.linkTypeId} twice, with other properties`,
          );
        seen.set(keyOfOne(one), before ?? one);
      }
      return [...seen.values()];
    },
  };
}

/** What is left out leaves the properties as they are: that is another wish than none. */
function sameWish(a: LinkProperties | undefined, b: LinkProperties | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameProperties(a, b);
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0x7fffffff;
}

/** A link that is both to be there and not to be there. */
export function inBoth(some: readonly LinkKey[], others: readonly LinkKey[]): LinkKey | undefined {
  const keys = new Set(others.map(keyOf));
  return some.find((key) => keys.has(keyOf(key)));
}
