import { type CommandArguments, type LinkArgument, type PairArgument, UserError } from '../../ui';
import { keyOf, type LinkKey, type LinkProperties, sameProperties } from '../../domain';
import { ARGUMENT_NAMES } from './argumentNames';

export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields: no list, no null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rejects a call with wrong arguments, in words. */
export function wrongArguments(command: string, what: string): UserError {
  return new UserError(`${command} was called with wrong arguments: ${what}.`);
}

export type ReadArguments = ReturnType<typeof readArguments>;

const LINK_NAMES = ['targetId', 'linkTypeId'];

/** Reads argument objects and says in words what is wrong with them. */
export function readArguments(command: keyof CommandArguments, fields: Fields) {
  const fail = (what: string): never => {
    throw wrongArguments(command, what);
  };
  const has = (name: string): boolean => Object.hasOwn(fields, name) && fields[name] !== undefined;
  /** What a caller did not mean is told: a name that is passed over could change what is done. */
  const refuseOthers = (from: Fields, allowed: readonly string[], at: string): void => {
    const other = Object.keys(from).find((name) => !allowed.includes(name));
    if (other === undefined) return;
    const known = allowed.map((name) => `"${name}"`).join(', ');
    fail(
      `"${at}${other}" is not known; ${allowed.length === 0 ? 'nothing can be named' : `known are ${known}`}`,
    );
  };
  /** Refuses properties that say the same thing in two ways. */
  const refuseBeside = (name: string, ...others: readonly string[]): void => {
    const other = has(name) ? others.find(has) : undefined;
    if (other !== undefined) fail(`"${name}" and "${other}" can't be given together`);
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
  const objects = (name: string, allowed: readonly string[] | undefined): Fields[] => {
    const value = fields[name];
    if (!Array.isArray(value)) return fail(`"${name}" must be a list`);
    return value.map((item: unknown, index) => {
      if (!isFields(item)) return fail(`"${name}[${index}]" must be an object`);
      if (allowed) refuseOthers(item, allowed, `${name}[${index}].`);
      return item;
    });
  };
  const link = (from: Fields, withProperties: boolean, at: string): LinkArgument => {
    const key = { targetId: id('targetId', from), linkTypeId: id('linkTypeId', from) };
    const properties = from['properties'];
    if (!withProperties || properties === undefined) return key;
    return isProperties(properties)
      ? { ...key, properties }
      : fail(`"${at}.properties" must map names to texts`);
  };
  /** Where only ends and type count, a link may be one that `getLinks` answered, with all that belongs to it. */
  const namesOfLink = (withProperties: boolean) =>
    withProperties ? [...LINK_NAMES, 'properties'] : undefined;
  /** Each link once; one that is to be two things at once can't be meant. */
  const once = <T extends LinkArgument>(
    all: readonly T[],
    name: string,
    keyOfOne: (link: T) => string,
  ): T[] => {
    const seen = new Map<string, T>();
    for (const one of all) {
      const before = seen.get(keyOfOne(one));
      if (before && !sameWish(before.properties, one.properties))
        fail(
          `"${name}" has the link to entry ${one.targetId} of type ${one.linkTypeId} twice, with other properties`,
        );
      seen.set(keyOfOne(one), before ?? one);
    }
    return [...seen.values()];
  };
  const links = (withProperties: boolean, name = 'links'): LinkArgument[] =>
    once(
      objects(name, namesOfLink(withProperties)).map((from, index) =>
        link(from, withProperties, `${name}[${index}]`),
      ),
      name,
      keyOf,
    );
  /** Links of several entries, each with its source; at least one. */
  const pairs = (withProperties: boolean, name = 'pairs'): PairArgument[] => {
    const names = namesOfLink(withProperties);
    const all = objects(name, names && ['sourceId', ...names]);
    if (all.length === 0) return fail(`"${name}" must not be empty`);
    const read = all.map((from, index) => ({
      sourceId: id('sourceId', from),
      ...link(from, withProperties, `${name}[${index}]`),
    }));
    return once(read, name, (pair) => `${pair.sourceId} ${keyOf(pair)}`);
  };
  /** Ids, each once. */
  const ids = (name: string): number[] => {
    const value = fields[name];
    return Array.isArray(value) && value.length > 0 && value.every(isId)
      ? [...new Set(value)]
      : fail(`"${name}" must be a list of whole numbers above 0`);
  };
  /** Names and texts; none when left out. */
  const properties = (name: string): LinkProperties => {
    const value = has(name) ? fields[name] : {};
    return isProperties(value) ? value : fail(`"${name}" must map names to texts`);
  };
  /** A list of texts; empty when left out. */
  const texts = (name: string): string[] => {
    const value = has(name) ? fields[name] : [];
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? value
      : fail(`"${name}" must be a list of texts`);
  };
  const flag = (name: string): boolean => {
    const value = fields[name];
    return typeof value === 'boolean' ? value : fail(`"${name}" must be true or false`);
  };
  refuseOthers(fields, Object.keys(ARGUMENT_NAMES[command]), '');
  return { text, id, ids, flag, links, pairs, properties, texts, fail, has, refuseBeside };
}

/** A link that is both to be there and not to be there. */
export function inBoth(some: readonly LinkKey[], others: readonly LinkKey[]): LinkKey | undefined {
  const keys = new Set(others.map(keyOf));
  return some.find((key) => keys.has(keyOf(key)));
}

/** What is left out leaves the properties as they are: that is another wish than none. */
function sameWish(a: LinkProperties | undefined, b: LinkProperties | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameProperties(a, b);
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0x7fffffff;
}

/** Property names are any text: what stands in such an object says nothing of what it is. */
function isProperties(value: unknown): value is Readonly<Record<string, string>> {
  return isFields(value) && Object.values(value).every((field) => typeof field === 'string');
}
