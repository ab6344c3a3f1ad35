import { keyOf, type LinkKey, sameProperties, type LinkProperties } from '../../domain';
import type { LinkArgument } from '../../ui';
import { type Arguments, type Field, form, isFields, refuseOthers } from './arguments';
import { id, optional, properties } from './fields';

export type { LinkArgument } from '../../ui';

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

/** A link that is both to be there and not to be there. */
export function inBoth(some: readonly LinkKey[], others: readonly LinkKey[]): LinkKey | undefined {
  const keys = new Set(others.map(keyOf));
  return some.find((key) => keys.has(keyOf(key)));
}
