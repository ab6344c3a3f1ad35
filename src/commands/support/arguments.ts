import { UserError, type CommandArguments, type LinkArgument, type PairArgument } from '../../host';

type Fields = Readonly<Record<string, unknown>>;

/** A plain object that is no row of the tree (rows have an `id` and a `parent`). */
export function asArguments(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return 'id' in value && 'parent' in value ? undefined : (value as Fields);
}

export type ReadArguments = ReturnType<typeof readArguments>;

/** Reads argument objects and says in words what is wrong with them. */
export function readArguments(command: keyof CommandArguments, fields: Fields) {
  const fail = (what: string): never => {
    throw new UserError(`${command} was called with wrong arguments: ${what}.`);
  };
  const text = (name: string, optional = false): string => {
    const value = fields[name];
    if (typeof value !== 'string' || (value === '' && !optional)) return fail(`"${name}" must be a text`);
    return value;
  };
  const id = (name: string, from: Fields = fields): number => {
    const value = from[name];
    return isId(value) ? value : fail(`"${name}" must be a whole number above 0`);
  };
  const objects = (name: string): Fields[] => {
    const value = fields[name];
    if (!Array.isArray(value)) return fail(`"${name}" must be a list`);
    return value.map(
      (item: unknown, index) => asArguments(item) ?? fail(`"${name}[${index}]" must be an object`),
    );
  };
  const link = (from: Fields, withProperties: boolean, at: string): LinkArgument => {
    const key = { targetId: id('targetId', from), linkTypeId: id('linkTypeId', from) };
    const properties = from['properties'];
    if (!withProperties || properties === undefined) return key;
    return isProperties(properties)
      ? { ...key, properties }
      : fail(`"${at}.properties" must map names to texts`);
  };
  const links = (withProperties: boolean, name = 'links'): LinkArgument[] =>
    objects(name).map((from, index) => link(from, withProperties, `${name}[${index}]`));
  /** Links of several entries, each with its source; at least one. */
  const pairs = (withProperties: boolean, name = 'pairs'): PairArgument[] => {
    const all = objects(name);
    if (all.length === 0) return fail(`"${name}" must not be empty`);
    return all.map((from, index) => ({
      sourceId: id('sourceId', from),
      ...link(from, withProperties, `${name}[${index}]`),
    }));
  };
  const ids = (name: string): number[] => {
    const value = fields[name];
    return Array.isArray(value) && value.length > 0 && value.every(isId)
      ? value
      : fail(`"${name}" must be a list of whole numbers above 0`);
  };
  /** Names and texts; none when left out. */
  const properties = (name: string): Record<string, string> => {
    const value = fields[name] ?? {};
    return isProperties(value) ? value : fail(`"${name}" must map names to texts`);
  };
  /** A list of texts; empty when left out. */
  const texts = (name: string): string[] => {
    const value = fields[name] ?? [];
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? value
      : fail(`"${name}" must be a list of texts`);
  };
  const flag = (name: string): boolean => {
    const value = fields[name];
    return typeof value === 'boolean' ? value : fail(`"${name}" must be true or false`);
  };
  return {
    text,
    id,
    ids,
    flag,
    links,
    pairs,
    properties,
    texts,
    fail,
    has: (name: string) => fields[name] !== undefined,
  };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0x7fffffff;
}

function isProperties(value: unknown): value is Record<string, string> {
  const fields = asArguments(value);
  return fields !== undefined && Object.values(fields).every((field) => typeof field === 'string');
}
