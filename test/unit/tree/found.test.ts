import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import type { Session } from '../../../src/connections';
import type { Entry } from '../../../src/domain';
import { type Found, type RunOptions, type Search, SearchError, type Searches } from '../../../src/search';
import { contextValueOf, descriptionOf, labelOf, linksOf } from '../../../src/tree/kinds';
import type { Listing } from '../../../src/tree/listing';
import { createLoader } from '../../../src/tree/loader';
import type { LoadRequest } from '../../../src/tree/store';
import { tooltipOf } from '../../../src/tree/tooltips';
import { describeFailure } from '../../../src/ui/messages/describeError';
import { CONNECTION, entry, searchNode } from './support';

const labels = ({ children }: Listing) => children.map((row) => labelOf(row));
const request = (before = 0): LoadRequest => ({ signal: new AbortController().signal, before, fresh: false });
const row = searchNode({ name: 'Mails', query: { name: 'Mail*' } });
const lots = Array.from({ length: 130 }, (_, index) => entry(100 + index));

/** A server that finds these entries, a hundred of them at first. */
function loaderOf(entries: readonly Entry[], failure?: Error) {
  const calls: string[] = [];
  const answer = (found: readonly Entry[]): Promise<Found> =>
    failure
      ? Promise.reject(failure)
      : Promise.resolve({ entries: found, complete: found.length === entries.length, command: '' });
  const searches: Pick<Searches, 'first' | 'all'> = {
    first(_search: Search) {
      calls.push('first');
      return answer(entries.slice(0, 100));
    },
    all(_search: Search, { limit, onFound }: RunOptions = {}) {
      calls.push(`all up to ${limit}`);
      onFound?.(entries.slice(0, 120));
      onFound?.(entries.slice(120));
      return answer(entries.slice(0, limit));
    },
  };
  const session = { connection: CONNECTION, searches } as unknown as Session;
  const open = () => Promise.resolve(session);
  const log = () => undefined;
  return { calls, loader: createLoader({ connections: { open }, pageSize: () => 3, describeFailure, log }) };
}

describe('what stands below a search', () => {
  it('are the first hundred by one call, then all', async () => {
    const { calls, loader } = loaderOf(lots);
    const first = await loader.load(row, request());
    assert.equal(first.children.length, 101);
    assert.equal(labels(first).at(-1), 'Load all…');
    assert.equal(descriptionOf(row, { below: first.children }), 'first 100');
    const counts: number[] = [];
    const all = await loader.more(row, first, request().signal, (_page, shown) => counts.push(shown) > 0);
    assert.equal(all.children.length, 130);
    assert.equal(all.children[0], first.children[0], 'rows stay the same objects');
    assert.equal(descriptionOf(row, { below: all.children }), '130 found');
    assert.deepEqual(calls, ['first', 'all up to 10100']);
    assert.deepEqual(counts, [120, 130]);
    assert.equal(all.next, undefined);
  });

  it('are as many after a refresh as before it', async () => {
    const { calls, loader } = loaderOf(lots);
    assert.equal((await loader.load(row, request(130))).children.length, 130);
    assert.deepEqual(calls, ['first', 'all up to 130']);
  });

  it('is a row that says so where nothing is found', async () => {
    const found = await loaderOf([]).loader.load(row, request());
    assert.deepEqual(labels(found), ['No entries found']);
    assert.equal(descriptionOf(row, { below: found.children }), '0 found');
    const ofTemplate = searchNode({ name: 'Bills', query: { template: 'Bill' } });
    const none = await loaderOf([]).loader.load(ofTemplate, request());
    assert.deepEqual(labels(none), ['No entries found. Is there a template “Bill”?']);
  });

  it("is a row with the server's words where it refuses, and can be edited", async () => {
    const refusal = new ApiError('badRequest', 'The search command cannot be parsed.');
    const failed = await loaderOf([], refusal).loader.load(row, request());
    assert.deepEqual(labels(failed), ['The search command cannot be parsed.']);
    assert.equal(contextValueOf(failed.children[0]!), 'failed failedSearch message');
    assert.equal(descriptionOf(row, { below: failed.children }), 'failed');
  });

  it('is a row that says what is not there', async () => {
    const error = new SearchError('unknownLinkType', 'none', 77);
    await import('../../../src/ui/messages/describeEditError');
    const failed = await loaderOf([], error).loader.load(row, request());
    assert.deepEqual(labels(failed), ['the repository has no link type 77']);
  });

  it('keeps what shows where the rest fails, and says so where it is cancelled', async () => {
    const first = await loaderOf(lots).loader.load(row, request());
    const failing = loaderOf(lots, new ApiError('cancelled', 'x')).loader;
    const after = await failing.more(row, first, request().signal);
    assert.equal(after.children.length, 101);
    assert.equal(descriptionOf(after.children.at(-1)!), 'Cancelled. Retry');
    assert.equal(after.next, first.next, 'it can be tried again');
  });

  it('is told in the tooltip as far as it does not show', () => {
    const { facts } = tooltipOf(row, 'en', undefined, []);
    assert.deepEqual(facts.at(-1), ['Not shown', 'entries that you may not open']);
    assert.deepEqual(linksOf([row]), []);
  });
});
