import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyOf, type LinkAssignment, readLinks, toPayload } from '../../src/domain';
import { EditError } from '../../src/changes';
import { changeApproved, editorFor } from '../support/editing';
import { runs } from './runs';
import { sandboxInside, type SandboxInside } from './sandboxInside';
import { SOURCE } from './schedule';

const PAGE = 100;

/** What a second client does before one of our requests: takes links away or adds some at the end. */
const foreign = fc.record({
  request: fc.integer({ min: 1, max: 6 }),
  removes: fc.array(fc.nat(99), { maxLength: 2 }),
  adds: fc.nat(2),
});
const slip = fc.record({
  count: fc.constantFrom(98, 99, 100, 101, 102, 200, 201),
  mode: fc.constantFrom('plain', 'base', 'confirm'),
  sinceBase: fc.nat(2),
  foreign: fc.array(foreign, { maxLength: 2 }),
});

/**
 * Pages are cut by position: what another client does between two of them makes links come twice, or not at all.
 * A list that was read so must never be written back.
 */
describe('property: links that change while their pages are read', () => {
  let server: SandboxInside;
  let targets: number[];

  before(async () => {
    server = await sandboxInside();
    const { entry } = await server.api.getEntryByPath('\\Archive\\Scans 2019');
    targets = (await server.api.listChildren(entry!.id, { pageSize: 1000 })).items.map(({ id }) => id);
  });

  it('1,000 ways: no link goes that was there before our last reading began and that nobody removed', async () => {
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(slip, async ({ count, mode, sinceBase, foreign }) => {
        await server.restart({ maxPageSize: PAGE });
        const links = (from: number, to: number): LinkAssignment[] =>
          targets.slice(from, to).map((targetId) => ({ targetId, linkTypeId: 1 }));
        const outgoing = async () =>
          toPayload(readLinks(await server.rows(SOURCE), SOURCE, server.types).outgoing);
        let next = count + sinceBase;
        await server.write(SOURCE, links(0, count));
        const base = mode === 'base' ? await server.rows(SOURCE) : undefined;
        if (sinceBase > 0) await server.write(SOURCE, links(0, next));

        const mustStay = new Set((await outgoing()).map(keyOf));
        let requests = 0;
        server.hooks.beforeRequest = async (method) => {
          requests += 1;
          if (method !== 'GET') server.hooks.beforeRequest = () => undefined;
          for (const { removes, adds } of foreign.filter(
            ({ request }) => method === 'GET' && request === requests,
          )) {
            const now = await outgoing();
            for (const index of removes) mustStay.delete(keyOf(now[index] ?? now[0]!));
            const left = now.filter((_, index) => !removes.includes(index));
            await server.write(SOURCE, [...left, ...links(next, next + adds)]);
            next += adds;
          }
        };
        const editor = editorFor(server.repository, () => Promise.resolve(server.types));
        const ours = { targetId: 15, linkTypeId: 1 };
        const change = {
          sourceId: SOURCE,
          edit: { upsert: [ours] },
          cause: 'form',
          ...(base && { base }),
        } as const;
        const done = mode === 'confirm' ? changeApproved(editor, change) : editor.change(change);
        const failure: unknown = await done.then(
          () => undefined,
          (error: unknown) => error,
        );
        server.hooks.beforeRequest = () => undefined;

        if (failure !== undefined) {
          assert.ok(EditError.is(failure));
          assert.equal(failure.reason, 'inconsistentRead');
          conflicts += 1;
        }
        const after = new Set((await outgoing()).map(keyOf));
        assert.deepEqual(
          [...mustStay].filter((key) => !after.has(key)),
          [],
          'links that were lost',
        );
        assert.equal(after.has(keyOf(ours)), failure === undefined);
      }),
      runs(1_000),
    );
    assert.ok(conflicts < 200, `${conflicts} changes were refused`);
  }).timeout(120_000);
});
