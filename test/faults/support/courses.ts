import fc from 'fast-check';
import { FAULTS, type FaultName } from './faults';

/** What the server does with one request for the links of an entry. */
export interface Lock {
  /** A good answer without one. */
  readonly fault: FaultName | undefined;
  /** A PUT is carried out, although the answer is a fault. */
  readonly applies: boolean;
  /** Somebody else adds a link: before a GET is answered, or after a PUT that is not carried out. */
  readonly foreign: boolean;
}

/** A batch of edits, and everything that goes wrong with it. */
export interface Course {
  /** For each entry: what is wanted, and its requests one after the other; all good when they are used up. */
  readonly entries: readonly { readonly removes: boolean; readonly turns: readonly Lock[] }[];
  /** The person looks at the changes first. */
  readonly confirms: boolean;
  /** The person cancels when so many requests for links have come. */
  readonly cancelsAt: number | undefined;
  /** The disk refuses the record of this number. */
  readonly breaksAt: number | undefined;
}

/** Good answers to another question, and those that take long to make: the table has them. */
const NOT_HERE: ReadonlySet<FaultName> = new Set([
  'wrong content type',
  'gzip bomb',
  '200 MB, told',
  '200 MB, in chunks',
]);
const NAMES = (Object.keys(FAULTS) as FaultName[]).filter((name) => !NOT_HERE.has(name));
/** What a server says that did nothing. */
const REFUSALS = /^4(?!08)\d\d/;

const lock: fc.Arbitrary<Lock> = fc.record({
  fault: fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 2 }),
  applies: fc.boolean(),
  foreign: fc.boolean(),
});

export const course: fc.Arbitrary<Course> = fc.record({
  entries: fc.array(fc.record({ removes: fc.boolean(), turns: fc.array(lock, { maxLength: 5 }) }), {
    minLength: 1,
    maxLength: 7,
  }),
  confirms: fc.boolean(),
  cancelsAt: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 2 }),
  breaksAt: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined, freq: 2 }),
});

/** Whether a PUT that meets this turn changes the links. */
export function isCarriedOut({ fault, applies }: Lock): boolean {
  return fault === undefined || (applies && !REFUSALS.test(fault));
}
