import assert from 'node:assert/strict';
import { type Link, type LinkAssignment, readLinks, toPayload } from '../../src/domain';
import { editorFor } from '../support/editing';
import { servedSandbox, type ServedSandbox } from '../unit/changes/servedSandbox';

const SOURCE = 10;
const OTHER = 15;
const PAGE = 100;
const SIZES = [0, 1, 99, 100, 101, 250];

const flags = [true, false];
const BEHAVIOURS = flags.flatMap((incomingListed) =>
  flags.flatMap((incomingDroppedByPut) =>
    flags.flatMap((omitLinkTypeId) =>
      flags.map((renewLinkIds) => ({ incomingListed, incomingDroppedByPut, omitLinkTypeId, renewLinkIds })),
    ),
  ),
);

type Behaviour = (typeof BEHAVIOURS)[number];

/** The largest size takes its time: it is tried on half of the servers, in which any three options meet in all ways. */
const takesAll = ({ incomingListed, incomingDroppedByPut, omitLinkTypeId, renewLinkIds }: Behaviour) =>
  [incomingListed, incomingDroppedByPut, omitLinkTypeId, renewLinkIds].filter(Boolean).length % 2 === 0;

const spoken = (behaviour: Behaviour) =>
  Object.entries(behaviour)
    .flatMap(([name, on]) => (on ? [name] : []))
    .join(', ') || 'nothing special';

describe('property: page boundaries on every kind of server', () => {
  let server: ServedSandbox;
  let targets: number[];

  before(async () => {
    server = await servedSandbox({ behaviour: { maxPageSize: 1000 } });
    const { entry } = await server.api.getEntryByPath('\\Archive\\Scans 2019');
    targets = (await server.api.listChildren(entry!.id, { pageSize: 1000 })).items.map(({ id }) => id);
  });
  after(() => server.sandbox.close());

  const links = (count: number): LinkAssignment[] =>
    targets.slice(0, count).map((targetId, index) => ({
      targetId,
      linkTypeId: 1 + (index % 2),
      ...(index % 3 === 0 && { properties: { note: `"${index}" <ä>`, '': 'x' } }),
    }));
  const outgoing = (rows: readonly Link[]) => toPayload(readLinks(rows, SOURCE, server.types).outgoing);

  for (const behaviour of BEHAVIOURS) {
    it(spoken(behaviour), async () => {
      server.sandbox.setBehaviour({ ...behaviour, maxPageSize: PAGE });
      const editor = editorFor(server.api, () => Promise.resolve(server.types));
      for (const count of takesAll(behaviour) ? [...SIZES, 1000] : SIZES) {
        const at = `${count} links`;
        const before = links(count);
        await server.write(SOURCE, before);
        await server.write(OTHER, [{ targetId: SOURCE, linkTypeId: 1 }]);
        const base = await server.rows(SOURCE);
        const pages = Math.max(1, Math.ceil(base.length / PAGE));
        const save = async (wanted: readonly LinkAssignment[], withBase = true) => {
          server.requests.length = 0;
          const edit = {
            upsert: wanted.map(({ properties: properties = {}, ...key }) => ({ ...key, properties })),
          };
          const change = { sourceId: SOURCE, edit, cause: 'form', ...(withBase && { base }) } as const;
          const outcome = await editor.change(change);
          return { outcome, requests: server.requests.map(({ method }) => method) };
        };

        assert.deepEqual((await save(before)).requests, [], at);
        assert.deepEqual(
          (await save(before, false)).requests,
          Array<string>(pages === 1 ? 1 : 2 * pages).fill('GET'),
          at,
        );

        const middle = before[count >> 1];
        const ours = middle
          ? { ...middle, properties: { changed: 'ö' } }
          : { targetId: OTHER, linkTypeId: 1 };
        const { outcome, requests } = await save([ours]);
        assert.ok(requests.length <= 2 * pages + 1, `${at}: ${requests.join(' ')}`);
        assert.equal(requests.filter((one) => one === 'PUT').length, 1, at);
        const wanted = middle ? before.with(count >> 1, ours) : [ours];
        assert.deepEqual(outgoing(await server.rows(SOURCE)), wanted, at);
        const isLost = behaviour.incomingListed && behaviour.incomingDroppedByPut;
        assert.deepEqual(
          outcome.droppedIncoming.map(({ sourceId }) => sourceId),
          isLost ? [OTHER] : [],
          at,
        );
      }
    }).timeout(20_000);
  }
});
