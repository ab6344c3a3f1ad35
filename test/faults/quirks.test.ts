import assert from 'node:assert/strict';
import { QUIRK_NAMES, startSandbox, type QuirkName, type Sandbox } from '../../src/sandbox';
import {
  HANDBOOK,
  MESSAGE,
  PROJECT,
  QUIRK_OPERATIONS,
  type QuirkClient,
  quirkClient,
  type QuirkOperation,
  type QuirkOperationName,
  REFERENCES,
  SOURCE,
  TARGET,
} from './support/quirkOperations';
import { reasonOf } from './support/reason';

/** Quirks under which links can't be written back as they were, or not at all: a write says why, and writes nothing. */
const STOPS_WRITING: Readonly<Partial<Record<QuirkName, string>>> = {
  nullProperties: 'unresolvedLinks',
  numberProperties: 'unresolvedLinks',
  targetsNotTold: 'unresolvedLinks',
  putIsWebDav: 'unexpectedAnswer',
};

const OPERATION_NAMES = Object.keys(QUIRK_OPERATIONS) as QuirkOperationName[];
const SEED = Number(process.env['LASERFICHE_LINKS_SEED'] ?? 20261125);
const COMBINATIONS = 60;

describe('quirks of servers', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let plain: QuirkClient;
  const expected = new Map<QuirkOperationName, unknown>();
  const counts = { right: 0, refused: 0, wrong: 0 };

  before(async () => {
    sandbox = await startSandbox({ tokenLifeSeconds: 100_000 });
    plain = quirkClient(sandbox);
    for (const name of OPERATION_NAMES) {
      await start([]);
      expected.set(name, await QUIRK_OPERATIONS[name].run(quirkClient(sandbox)));
      afterwards.set(name, await state());
    }
  });
  after(async () => {
    await sandbox.close();
    const cells = counts.right + counts.refused + counts.wrong;
    console.log(
      `    ${QUIRK_NAMES.length} quirks × ${OPERATION_NAMES.length} operations and ${COMBINATIONS} combinations: ` +
        `${cells} outcomes, ${counts.right} as on a plain server, ${counts.refused} refused with a reason, ${counts.wrong} wrong`,
    );
  });

  const afterwards = new Map<QuirkOperationName, unknown>();

  /** The links of all entries that operations touch, as the repository itself has them. */
  async function state(): Promise<unknown> {
    sandbox.setBehaviour({ quirks: [] });
    const all = await Promise.all([SOURCE, TARGET, HANDBOOK, PROJECT].map((id) => plain.api.getLinks(id)));
    return all
      .flat()
      .map(({ sourceId, targetId, linkTypeId, properties }) =>
        JSON.stringify([sourceId, targetId, linkTypeId, properties ?? {}]),
      )
      .toSorted();
  }

  async function start(quirks: readonly QuirkName[]): Promise<void> {
    sandbox.setBehaviour({ quirks: [], maxPageSize: 500 });
    await sandbox.reset();
    await plain.api.assignLinks(SOURCE, [
      { targetId: TARGET, linkTypeId: MESSAGE, properties: { state: 'draft' } },
      { targetId: HANDBOOK, linkTypeId: REFERENCES, properties: { chapter: '2' } },
    ]);
    sandbox.setBehaviour({ quirks });
  }

  /** Runs an operation, and says what is wrong with what came of it; undefined where nothing is. */
  async function play(name: QuirkOperationName, quirks: readonly QuirkName[]): Promise<string | undefined> {
    await start(quirks);
    const before = await state();
    sandbox.setBehaviour({ quirks });
    const operation: QuirkOperation = QUIRK_OPERATIONS[name];
    const reasons = quirks.flatMap((quirk) => STOPS_WRITING[quirk] ?? []);
    const mayRefuse = operation.writes === true && reasons.length > 0;
    try {
      const result = await operation.run(quirkClient(sandbox));
      assert.deepEqual(result, expected.get(name));
      assert.deepEqual(await state(), afterwards.get(name), 'other links than on a plain server');
      // One of several entries may have nothing that is odd.
      counts.right += 1;
      return undefined;
    } catch (error) {
      if (error instanceof assert.AssertionError) return error.message;
      const reason = reasonOf(error);
      if (!mayRefuse || !reasons.includes(reason)) return `${reason}: ${String(error)}`;
      const now = await state();
      // Half of a swap or of several entries may have been written; nothing may be gone.
      const lost = (before as string[]).filter((link) => !(now as string[]).includes(link));
      if (lost.length > 0) return `lost ${lost.join()}`;
      counts.refused += 1;
      return undefined;
    }
  }

  for (const quirk of QUIRK_NAMES)
    it(`${quirk}: every operation works, or says why not and changes nothing`, async () => {
      const wrong: string[] = [];
      for (const name of OPERATION_NAMES) {
        const why = await play(name, [quirk]);
        if (why !== undefined) wrong.push(`${name}: ${why}`);
      }
      counts.wrong += wrong.length;
      assert.deepEqual(wrong, []);
    });

  it(`any of them together (seed ${SEED})`, async () => {
    const random = randomNumbers(SEED);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] ?? assert.fail();
    const wrong: string[] = [];
    for (let count = 0; count < COMBINATIONS; count += 1) {
      const quirks = [...new Set([pick(QUIRK_NAMES), pick(QUIRK_NAMES), pick(QUIRK_NAMES)])];
      // Two roots can't both be the other one.
      if (quirks.includes('rootIsAnother') && quirks.includes('rootIsClosed')) continue;
      const name = pick(OPERATION_NAMES);
      const why = await play(name, quirks);
      if (why !== undefined) wrong.push(`${quirks.join('+')} ${name}: ${why}`);
    }
    counts.wrong += wrong.length;
    assert.deepEqual(wrong, []);
  });
});

/** Numbers that look random, the same for each seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
