import fc from 'fast-check';
import { keyOf, type LinkEdit, type OutgoingLink } from '../../../src/domain';

/** Few values, so that sets overlap often. */
const key = fc.record({
  targetId: fc.integer({ min: 1, max: 6 }),
  linkTypeId: fc.integer({ min: 1, max: 3 }),
});

/** Any text, names that objects know themselves among them. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'toString', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

export const properties = fc
  .array(fc.tuple(text, text), { maxLength: 3 })
  .map((pairs): Readonly<Record<string, string>> => Object.fromEntries(pairs));

/** Links of an entry: no two of the same target and type. */
export const linkSet: fc.Arbitrary<OutgoingLink[]> = fc.uniqueArray(
  fc.tuple(key, properties).map(([ends, props]) => ({ ...ends, properties: props })),
  { selector: keyOf, maxLength: 8 },
);

export const linkEdit: fc.Arbitrary<LinkEdit> = fc.record({
  upsert: fc.array(
    fc.oneof(
      key,
      fc.tuple(key, properties).map(([ends, props]) => ({ ...ends, properties: props })),
    ),
    { maxLength: 4 },
  ),
  remove: fc.array(key, { maxLength: 4 }),
});

/** A set of links in an order of its own. */
export function sorted(links: readonly OutgoingLink[]): OutgoingLink[] {
  return [...links].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}
