import type { ApiErrorReason } from '../../../src/api';
import type { EditErrorReason } from '../../../src/changes';
import type { FaultName } from './faults';
import type { OperationName } from './operations';

/** What comes of it, after how many requests that met the fault. */
export type Outcome = readonly [result: 'ok' | ApiErrorReason | EditErrorReason, requests: number];

/** The right outcome of every operation when a server answers so again and again. */
export interface Row {
  /** Every GET. */
  readonly read: Outcome;
  /** PUT, and what it says of its outcome when it fails. */
  readonly assign: Outcome;
  readonly maybeWritten?: true;
  /** POST of a search. */
  readonly search: Outcome;
  /** POST of a user name and password. */
  readonly signIn: Outcome;
  /** A change whose PUT meets the fault; nothing is written. As `assign` unless told. */
  readonly change?: Outcome;
  /** Where an operation reads its answer in another way than the others of its kind. */
  readonly special?: Partial<Record<OperationName, Outcome>>;
}

/** The same everywhere. */
const all = (outcome: Outcome) => ({ read: outcome, assign: outcome, search: outcome, signIn: outcome });
/** It may have been carried out, or be yet. */
const OPEN: Outcome = ['outcomeUnknown', 1];
/** Reading and signing in try again, assigning and searching do not: who knows whether the first one was carried out. */
const passing = (reason: ApiErrorReason): Row => ({
  read: [reason, 4],
  assign: [reason, 1],
  maybeWritten: true,
  search: [reason, 1],
  signIn: [reason, 4],
  change: OPEN,
});
/** Asked again as long as it makes sense, by all but a search. */
const limited: Row = { ...all(['tooManyRequests', 10]), search: ['tooManyRequests', 1] };
const odd: Row = { ...all(['unexpectedAnswer', 1]), maybeWritten: true, change: OPEN };

export const TABLE: Readonly<Record<FaultName, Row>> = {
  '429 with seconds': limited,
  '429 with a date': limited,
  '429 with nothing': limited,
  '429 with an hour': all(['tooManyRequests', 1]),
  // It may be a gateway that says so, and that has sent the request on.
  '408': passing('timeout'),
  '500': { ...all(['server', 1]), maybeWritten: true, change: OPEN },
  '502': passing('server'),
  '503': passing('server'),
  '503 with seconds': passing('server'),
  '504': passing('server'),
  '413': all(['tooLarge', 1]),
  '423': all(['locked', 1]),
  // Once more with a new token; a refused sign-in stays refused.
  '401': { ...all(['unauthorized', 2]), signIn: ['badCredentials', 1] },
  'reset before headers': passing('network'),
  'reset after headers': passing('network'),
  'reset in the body': passing('network'),
  'closed before headers': passing('network'),
  stall: passing('timeout'),
  'stall after headers': passing('timeout'),
  'drip of a byte a second': passing('timeout'),
  'truncated JSON': odd,
  // The body is what counts.
  'wrong content type': all(['ok', 1]),
  HTML: odd,
  'no HTTP at all': passing('network'),
  'gzip bomb': odd,
  '200 MB, told': odd,
  '200 MB, in chunks': odd,
  'next link to itself': {
    ...all(['unexpectedAnswer', 1]),
    // Neither is a list with pages: the next link is not looked at.
    assign: ['ok', 1],
    search: ['ok', 1],
    change: ['notAsSent', 1],
    special: { getEntryByPath: ['ok', 1], listRepositories: ['ok', 1] },
  },
  'next links in a circle': {
    ...all(['unexpectedAnswer', 1]),
    assign: ['ok', 1],
    search: ['ok', 1],
    change: ['notAsSent', 1],
    special: {
      getEntryByPath: ['ok', 1],
      listRepositories: ['ok', 1],
      // One page is one page.
      listChildren: ['ok', 1],
      // The first page has no $skip: the circle closes with the third.
      getLinks: ['unexpectedAnswer', 3],
      listLinkTypes: ['unexpectedAnswer', 3],
      'change, when it reads': ['unexpectedAnswer', 3],
    },
  },
};
