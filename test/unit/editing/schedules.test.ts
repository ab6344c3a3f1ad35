import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EditError, type LinkChange } from '../../../src/editing';
import { keyOf, readLinks, toPayload, type LinkEdit, type OutgoingLink } from '../../../src/links';
import { editorFor } from '../../support/editing';
import { properties as anyProperties } from '../links/arbitraries';
import { PureSandbox, type PlayedServer } from './pureSandbox';
import { servedSandbox } from './servedSandbox';

const SOURCE = 10;

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
const link = fc
  .record({ key, properties })
  .map(({ key: ends, properties: own }) => ({ ...ends, properties: own }));
const links = fc.uniqueArray(link, { selector: keyOf, maxLength: 5 });
const put = fc.oneof(
  key,
  link,
  link.map((one) => ({ ...one, ifMissing: true as const })),
);
const edit: fc.Arbitrary<LinkEdit> = fc.record({
  put: fc.array(put, { maxLength: 2 }),
  remove: fc.array(key, { maxLength: 2 }),
});

/** What a second client does: makes or changes a link of the entry, or removes it. */
interface Foreign {
  readonly moment: 'afterBase' | 'atReview' | 'inConfirm' | 'atFinalRead';
  readonly link: OutgoingLink;
  readonly removes: boolean;
}
const foreign: fc.Arbitrary<Foreign> = fc.record({
  moment: fc.constantFrom('afterBase', 'atReview', 'inConfirm', 'atFinalRead'),
  link,
  removes: fc.boolean(),
});

/** One edit of ours, with what the second client does before our final read. */
const step = fc.record({
  edit,
  mode: fc.constantFrom('plain', 'base', 'confirm', 'baseAndConfirm'),
  foreign: fc.array(foreign, { maxLength: 3 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const behaviour = fc.record({
  incomingListed: fc.boolean(),
  incomingDroppedByPut: fc.boolean(),
  omitLinkTypeId: fc.boolean(),
  renewLinkIds: fc.boolean(),
});

/** Links by key; properties as the text they are sent as, so that not a byte goes unseen. */
type Shown = ReadonlyMap<string, string>;
const text = (properties: unknown) => JSON.stringify(properties);
const show = (links: readonly OutgoingLink[]): Shown =>
  new Map(links.map((link) => [keyOf(link), text(Object.entries(link.properties).sort())]));

/** What the edit wishes for a key, said without the code under test. */
function wishOf(edit: LinkEdit, key: string, now: string | undefined): string | undefined {
  const wish = edit.put?.findLast((one) => keyOf(one) === key);
  if (wish?.properties && (!wish.ifMissing || now === undefined))
    return text(Object.entries(wish.properties).sort());
  if (wish) return now ?? text([]);
  return edit.remove?.some((one) => keyOf(one) === key) ? undefined : now;
}

/** How schedules ended, to know that they were worth playing. */
interface Tally {
  sent: number;
  unchanged: number;
  conflicts: number;
}

async function play(server: PlayedServer, { edit, mode, foreign }: Step, tally: Tally): Promise<void> {
  const outgoing = async () => readLinks(await server.rows(SOURCE), SOURCE, server.types).outgoing;
  const theirTurn = async (moment: Foreign['moment']) => {
    for (const { link, removes } of foreign.filter((one) => one.moment === moment)) {
      const others = (await outgoing()).filter((one) => keyOf(one) !== keyOf(link));
      await server.write(SOURCE, toPayload(removes ? others : [...others, link]));
    }
  };
  const hasBase = mode === 'base' || mode === 'baseAndConfirm';
  let base = hasBase ? await server.rows(SOURCE) : undefined;
  if (hasBase) await theirTurn('afterBase');

  const reads: Foreign['moment'][] = mode === 'confirm' ? ['atReview', 'atFinalRead'] : ['atFinalRead'];
  let final: Shown | undefined;
  server.calls.length = 0;
  server.before = async (call) => {
    if (call !== `GET ${SOURCE}` || server.calls.includes(`PUT ${SOURCE}`)) return;
    await theirTurn(reads.shift() ?? assert.fail('more reads than needed'));
    final = show(await outgoing());
    if (mode === 'confirm') base ??= await server.rows(SOURCE);
  };
  const confirm = async () => {
    await theirTurn('inConfirm');
    return true;
  };
  const asksFirst = mode === 'confirm' || mode === 'baseAndConfirm';
  const change: LinkChange = { sourceId: SOURCE, edit, cause: 'form', ...(hasBase && base && { base }) };
  const editor = editorFor(server.repository, () => Promise.resolve(server.types));
  const result = await editor.change(change, asksFirst ? { confirm } : {}).catch((error: unknown) => error);

  const after = show(await outgoing());
  const puts = server.calls.filter((call) => call.startsWith('PUT')).length;
  const seen = base && show(readLinks(base, SOURCE, server.types).outgoing);
  const named = new Set([...(edit.put ?? []), ...(edit.remove ?? [])].map(keyOf));
  if (!final) {
    assert.equal(puts, 0, 'nothing was read, so nothing may be sent');
    for (const key of named) assert.equal(wishOf(edit, key, seen?.get(key)), seen?.get(key));
    tally.unchanged += 1;
    return;
  }
  const now = final;
  const overlaps = [...named].filter((key) => {
    const theirs = now.get(key);
    const ours = wishOf(edit, key, theirs ?? seen?.get(key));
    return seen !== undefined && theirs !== seen.get(key) && theirs !== ours;
  });
  if (result instanceof EditError) {
    assert.equal(result.reason, 'conflict', String(result));
    assert.deepEqual(result.details.conflicts?.map(({ key }) => keyOf(key)).sort(), overlaps.sort());
    assert.equal(puts, 0);
    assert.deepEqual(after, now);
    tally.conflicts += 1;
    return;
  }
  assert.ok(!(result instanceof Error), String(result));
  assert.equal(overlaps.length, 0, 'an overlap was not shown');
  const keys = new Set([...now.keys(), ...named]);
  for (const key of keys) assert.equal(after.get(key), wishOf(edit, key, now.get(key)), key);
  for (const key of after.keys()) assert.ok(keys.has(key), `${key} came from nowhere`);
  const differs = [...keys].some((key) => wishOf(edit, key, now.get(key)) !== now.get(key));
  assert.equal(puts, differs ? 1 : 0);
  tally[differs ? 'sent' : 'unchanged'] += 1;
}

const schedule = fc.tuple(behaviour, links, fc.array(step, { minLength: 1, maxLength: 2 }));

describe('editing: schedules with a second client', () => {
  it("10,000 by the sandbox's rules: no foreign link is lost, every overlap shown, properties kept to the byte", async () => {
    const tally: Tally = { sent: 0, unchanged: 0, conflicts: 0 };
    await fc.assert(
      fc.asyncProperty(schedule, async ([how, first, steps]) => {
        const server = new PureSandbox(how);
        server.write(SOURCE, toPayload(first));
        server.write(11, [{ targetId: SOURCE, linkTypeId: 1, customProperties: { theirs: '1' } }]);
        for (const one of steps) await play(server, one, tally);
      }),
      { numRuns: 10_000 },
    );
    for (const [how, count] of Object.entries(tally)) assert.ok(count > 300, `${how}: ${count}`);
  }).timeout(60_000);

  it('100 against the sandbox over HTTP', async () => {
    const tally: Tally = { sent: 0, unchanged: 0, conflicts: 0 };
    const server = await servedSandbox();
    try {
      await fc.assert(
        fc.asyncProperty(schedule, async ([how, first, steps]) => {
          server.sandbox.setBehaviour(how);
          await server.write(SOURCE, toPayload(first));
          for (const one of steps) await play(server, one, tally);
        }),
        { numRuns: 100 },
      );
    } finally {
      await server.sandbox.close();
    }
    assert.ok(tally.sent > 20, JSON.stringify(tally));
  }).timeout(60_000);
});
