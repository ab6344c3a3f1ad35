import { UserError } from '../../ui';

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
      const { kind } = given;
      if (typeof kind !== 'string') return fail('"kind" must be a text');
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
export function refuseOthers(given: Fields, allowed: readonly string[], at: string, fail: Fail): void {
  const other = Object.keys(given).find((name) => !allowed.includes(name));
  if (other === undefined) return;
  const known = allowed.map((name) => `"${name}"`).join(', ');
  fail(
    `"${at}${other}" is not known; ${allowed.length === 0 ? 'nothing can be named' : `known are ${known}`}`,
  );
}
