import fc from 'fast-check';
import { keyOf, type LinkEdit, type OutgoingLink } from '../../src/domain';
import { properties as anyProperties } from '../unit/domain/arbitraries';

/** The entry that both sides change. */
export const SOURCE = 10;
/** An entry with a link to it. */
export const OTHER = 102;

/** Few keys, so that both sides meet often. */
const TARGETS = [1, 15, 103];
const key = fc.nat(5).map((index) => ({ targetId: TARGETS[index >> 1]!, linkTypeId: 1 + (index & 1) }));
const properties = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<Record<string, string>>({}, { a: '1' }, { a: '2' }, { a: '1', b: 'ä "<i>' }),
  },
  { weight: 1, arbitrary: anyProperties },
);
const link: fc.Arbitrary<OutgoingLink> = fc
  .record({ key, properties })
  .map(({ key: ends, properties: own }) => ({ ...ends, properties: own }));
const links = fc.uniqueArray(link, { selector: keyOf, maxLength: 5 });
const put = fc.oneof(
  key,
  link,
  link.map((one) => ({ ...one, onlyIfAbsent: true as const })),
);
const edit: fc.Arbitrary<LinkEdit> = fc.record({
  upsert: fc.array(put, { maxLength: 2 }),
  remove: fc.array(key, { maxLength: 2 }),
});

/** When a second client writes: each of these is before our final read. */
export type Moment =
  'afterBase' | 'atReview' | 'inConfirm' | 'atFinalRead' | 'afterChange' | 'afterPrepared' | 'atUndo';

/** What a second client does: makes or changes a link of the entry, or removes it. */
export interface Foreign {
  readonly moment: Moment;
  readonly link: OutgoingLink;
  readonly removes: boolean;
}
const foreign = (...moments: Moment[]): fc.Arbitrary<Foreign> =>
  fc.record({ moment: fc.constantFrom(...moments), link, removes: fc.boolean() });

/** One edit of ours, perhaps taken back at once, with what the second client does meanwhile. */
const step = fc.record({
  edit,
  mode: fc.constantFrom('plain', 'base', 'confirm', 'baseAndConfirm'),
  undo: fc.boolean(),
  foreign: fc.oneof(
    fc.array(foreign('afterBase', 'atReview', 'inConfirm', 'atFinalRead'), { maxLength: 3 }),
    fc.array(foreign('afterChange', 'afterPrepared', 'atUndo'), { maxLength: 3 }),
  ),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const behaviour = fc.record({
  incomingListed: fc.boolean(),
  incomingDroppedByPut: fc.boolean(),
  omitLinkTypeId: fc.boolean(),
  renewLinkIds: fc.boolean(),
});

/** How the server is, what the entry has, and what both sides do then. */
export const schedule = fc.tuple(behaviour, links, fc.array(step, { minLength: 1, maxLength: 2 }));
