import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Applied, ChangeRequest } from '../../src/changes';
import { runs } from '../property/runs';
import { editorFor, MemoryJournal } from '../support/editing';
import { clientOf } from './support/client';
import { course, type Course } from './support/courses';
import { FIRST, startLinkServer, type LinkServer } from './support/linkServer';
import { reasonOf } from './support/reason';

/** Entries are numbered from here. */
const SOURCE = 100;
const WANTED = { targetId: 9, linkTypeId: 1 };
/** Tries of one request times the requests of a change that is made three times: above it something goes round. */
const MOST_REQUESTS = 60;
/** What may have been written although it failed. */
const OPEN = ['outcomeUnknown', 'notAsSent'];

/**
 * Whatever happens to a batch: no PUT without a look at the links before it and a record on disk, nobody else's link
 * lost, each entry with an outcome that is so or a reason in words, and no end without all of them.
 */
describe('faults: batches of changes', function () {
  this.timeout(60_000);
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => unhandled.push(reason);
  before(() => process.on('unhandledRejection', onUnhandled));
  after(() => process.off('unhandledRejection', onUnhandled));

  it('60 courses of faults, other people, a full disk and Cancel', async () => {
    const tally = new Map<string, number>();
    const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);
    await fc.assert(
      fc.asyncProperty(course, async (one) => {
        await play(one, count);
        assert.deepEqual(unhandled, []);
      }),
      { ...runs(60), seed: runs(1).seed ?? 20_260_131 },
    );
    for (const what of [
      'sent',
      'cancelled',
      'journalFailed',
      'unexpectedAnswer',
      'outcomeUnknown',
      'foreign',
    ])
      assert.ok(tally.get(what), `${what} never came: ${JSON.stringify([...tally])}`);
  });
});

async function play({ entries, confirms, cancelsAt, breaksAt }: Course, count: (what: string) => void) {
  const journal = new MemoryJournal();
  const cancel = new AbortController();
  let requests = 0;
  let records = 0;
  journal.onWrite = (kind) => {
    if (kind === 'before' && (records += 1) === breaksAt) throw new Error('No space left.');
  };
  const lastOf = (entryId: number) => journal.items.findLast((item) => item.entryId === entryId);
  const links = await startLinkServer(
    (entryId) => entries[entryId - SOURCE]?.turns ?? [],
    (entryId, payload) => JSON.stringify(lastOf(entryId)?.payload) === JSON.stringify(payload),
    () => {
      if ((requests += 1) === cancelsAt) cancel.abort();
    },
  );
  try {
    const { api } = clientOf(links.server.origin);
    const editor = editorFor(api, () => api.listLinkTypes(), { journal });
    const changes = entries.map(({ removes }, index): ChangeRequest => ({
      sourceId: SOURCE + index,
      edit: { upsert: [{ ...WANTED, properties: {} }], remove: removes ? [FIRST] : [] },
      cause: 'command',
    }));
    const { signal } = cancel;
    const results = await (confirms ? editor.plan(changes, { signal }) : Promise.resolve(changes))
      .then((set) => editor.apply(set, { signal }))
      .then(
        (done) => done.results,
        (error: unknown) => {
          // Only a Cancel before the question ends them all.
          assert.equal(reasonOf(error), 'cancelled');
          return undefined;
        },
      );
    assert.deepEqual(links.broken, []);
    assert.equal(results?.length ?? entries.length, entries.length);
    for (const result of results ?? []) check(result, links, lastOf, count);
    assert.ok(requests <= MOST_REQUESTS * entries.length, `${requests} requests`);
  } finally {
    await links.server.close();
  }
}

function check(
  result: Applied,
  { linksOf, foreignOf }: LinkServer,
  lastOf: (entryId: number) => { readonly outcome: string } | undefined,
  count: (what: string) => void,
): void {
  const { sourceId } = result;
  const there = new Set(linksOf(sourceId).map(({ targetId }) => targetId));
  for (const targetId of foreignOf(sourceId)) {
    assert.ok(there.has(targetId), `the link to ${targetId} is lost`);
    count('foreign');
  }
  if ('outcome' in result) {
    assert.ok(there.has(WANTED.targetId));
    assert.equal(lastOf(sourceId)?.outcome, 'written');
    count('sent');
    return;
  }
  const reason = reasonOf(result.error);
  count(reason);
  if (!OPEN.includes(reason)) assert.ok(!there.has(WANTED.targetId), `${reason}, and written all the same`);
  assert.notEqual(lastOf(sourceId)?.outcome, 'written');
}
