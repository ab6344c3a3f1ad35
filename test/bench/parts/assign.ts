import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Transport } from '../../../src/api';
import type { ChangeRequest } from '../../../src/changes';
import { loadContenders } from '../support/bundles';
import { carefulUser } from '../support/carefulUser';
import type { Figure } from '../support/figure';
import { quantile, ratios, summary } from '../support/samples';
import { serveSandbox } from '../support/servers';

const LATENCY_MS = 20;
const ASSIGNS = 1000;
/** Taken in turns with the other client, so that a machine that was busy for a while was busy for both. */
const BLOCKS = 4;
const SINGLE = 20;
/** Targets, so that each client adds links of its own to the same entries. */
const OURS = 10;
const THEIRS = 15;
const WARM_UP = 1;
const MEASURED = 2;

/**
 * Adding links without losing any, on a server that is a little away: the product as its commands do it (reviewed,
 * confirmed, journal on disk, turns kept between windows) and a careful user of the official client.
 */
export async function measureAssigning(): Promise<readonly Figure[]> {
  const server = await serveSandbox(LATENCY_MS);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-bench-'));
  try {
    const { ours, official } = await loadContenders();
    const { baseUrl, repoId } = server;
    let requests = 0;
    const gaps = gapsBeforeSend(ours.fetchTransport);
    const transport: Transport = (url, request) => {
      requests += 1;
      return gaps.transport(url, request);
    };
    const signIn = new ours.PasswordSignIn(server);
    const repository = ours.createRepositoryApi({ baseUrl, repoId, signIn, transport });
    const types = await repository.listLinkTypes();
    const editor = new ours.LinkEditor({
      connection: { id: 'c-1', name: 'Bench', baseUrl, repoId },
      repository,
      linkTypes: () => Promise.resolve(types),
      journal: new ours.FileJournal({ folder: path.join(folder, 'journal') }),
      lock: ours.fileLock(path.join(folder, 'turns')),
      policy: () => ({ readOnly: false, allowSelfLinks: false }),
    });
    const careful = carefulUser({ client: official, server });
    const { entry } = await repository.getEntryByPath('\\Archive\\Scans 2019');
    const scans = await repository.listChildren(entry?.id ?? 0, { pageSize: 1000 });
    const sources = scans.items.map(({ id }) => id).slice(0, ASSIGNS);
    if (sources.length < ASSIGNS) throw new Error(`The sandbox has ${sources.length} entries to link.`);

    const ourBatch = async (entries: readonly number[], linkTypeId: number) => {
      const changes = entries.map((sourceId): ChangeRequest => ({
        ...{ sourceId, cause: 'command' },
        edit: { upsert: [{ targetId: OURS, linkTypeId }] },
      }));
      const { results } = await editor.apply(await editor.plan(changes));
      const failed = results.find((result) => 'error' in result);
      if (failed) throw new Error('An assign failed.', { cause: failed });
    };
    const theirBatch = async (entries: readonly number[], linkTypeId: number) => {
      for (const entryId of entries) await careful(entryId, { targetId: THEIRS, linkTypeId });
    };

    await ourBatch(sources.slice(0, 5), WARM_UP);
    await theirBatch(sources.slice(0, 5), WARM_UP);
    const single = { ours: [] as number[], theirs: [] as number[] };
    for (const source of sources.slice(-SINGLE)) {
      single.ours.push(
        await timed(() =>
          editor.change({
            sourceId: source,
            edit: { upsert: [{ targetId: OURS, linkTypeId: WARM_UP }] },
            cause: 'form',
          }),
        ),
      );
      single.theirs.push(await timed(() => theirBatch([source], WARM_UP)));
    }

    const batch = { ours: [] as number[], theirs: [] as number[] };
    const size = ASSIGNS / BLOCKS;
    requests = 0;
    gaps.times.length = 0;
    for (let block = 0; block < BLOCKS; block += 1) {
      const entries = sources.slice(block * size, (block + 1) * size);
      const turns = [
        async () => batch.ours.push(await timed(() => ourBatch(entries, MEASURED))),
        async () => batch.theirs.push(await timed(() => theirBatch(entries, MEASURED))),
      ];
      for (const lock of block % 2 === 0 ? turns : turns.toReversed()) await lock();
    }
    const each = (times: readonly number[]) => summary(times.map((time) => time / size));
    return [
      {
        what: `assigning one link at ${LATENCY_MS} ms of latency, ours`,
        unit: 'ms',
        ...summary(single.ours),
      },
      {
        what: 'assigning one link, careful user of the official client',
        unit: 'ms',
        ...summary(single.theirs),
      },
      { what: `${ASSIGNS} single-link assigns, each, ours`, unit: 'ms', ...each(batch.ours) },
      { what: `${ASSIGNS} single-link assigns, each, careful user`, unit: 'ms', ...each(batch.theirs) },
      {
        what: `${ASSIGNS} single-link assigns, ours against the careful user`,
        unit: '×',
        ...summary(ratios(batch.ours, batch.theirs)),
        bar: { most: 0.45 },
      },
      {
        what: 'from the answer of the guarding read to the send, p50',
        unit: 'ms',
        value: quantile(gaps.times, 0.5),
      },
      {
        what: 'from the answer of the guarding read to the send, p99',
        unit: 'ms',
        value: quantile(gaps.times, 0.99),
      },
      { what: 'requests for each of them', unit: '', value: requests / ASSIGNS, bar: { most: 3 } },
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Notes how long it takes from the answer of the last GET of an entry's links until its PUT is handed over. */
function gapsBeforeSend(inner: Transport): { readonly transport: Transport; readonly times: number[] } {
  const answeredAt = new Map<string, number>();
  const times: number[] = [];
  return {
    times,
    transport: async (url, request) => {
      const entry = /\/Entries\/\d+\/links/.exec(url)?.[0];
      const read = entry === undefined ? undefined : answeredAt.get(entry);
      if (request.method === 'PUT' && read !== undefined) times.push(performance.now() - read);
      const response = await inner(url, request);
      if (request.method === 'GET' && entry !== undefined) answeredAt.set(entry, performance.now());
      return response;
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
