import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CHECK_IDS, type CheckId, findAll } from '../../../src/audit';
import { runs } from '../runs';
import { type Deed, DEEDS, generate, OPTIONS, shown } from './generated';

const REPOSITORIES = 1_000;

describe('checks of an audit on generated repositories with known faults', () => {
  it('find every fault and nothing else', () => {
    const tally = new Map<CheckId, number>(CHECK_IDS.map((id) => [id, 0]));
    const recipe = fc.record({
      seed: fc.integer(),
      noise: fc.nat(30),
      deeds: fc.array(fc.constantFrom<Deed[]>(...DEEDS), { maxLength: 14 }),
    });
    fc.assert(
      fc.property(recipe, (one) => {
        const { model, expected } = generate(one);
        for (const check of CHECK_IDS) {
          const found = findAll(model, [check], OPTIONS).map(shown).sort();
          const faults = [...(expected.get(check) ?? [])].sort();
          assert.deepEqual(found, faults, check);
          tally.set(check, (tally.get(check) ?? 0) + faults.length);
        }
      }),
      { seed: 14, ...runs(REPOSITORIES) },
    );
    // A check that is never put to the test proves nothing.
    for (const [check, faults] of tally) assert.ok(faults > 50, `${check}: ${faults}`);
  });

  it('tell circles that share links: each is one, and each link that lies on one is told', () => {
    const arrow = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(arrow, { maxLength: 30 }), (arrows) => {
        const ids = [...Array(9).keys()].map((at) => at + 1);
        const model = {
          entries: ids.map((id) => ({ id, name: String(id), entryType: 'Document' as const })),
          links: arrows.map(([sourceId, targetId]) => ({ sourceId, targetId, linkTypeId: 2 })),
          linkTypes: [{ linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' }],
          dead: new Map(),
        };
        const own = arrows.filter(([source, target]) => source !== target).map(String);
        const told = findAll(model, ['circle']).map(({ facts }) => {
          const round = Array.isArray(facts['entryIds']) ? facts['entryIds'].map(Number) : [];
          assert.equal(new Set(round).size, round.length);
          return round.map((id, at) => String([id, round[(at + 1) % round.length]]));
        });
        for (const one of told.flat()) assert.ok(own.includes(one), one);
        assert.equal(new Set(told.map((round) => round.toSorted().join(' '))).size, told.length);
        // Whether one can go from the end of a link back to its beginning, found out without the code under test.
        const reach = new Set(own);
        for (const via of ids)
          for (const from of ids)
            for (const to of ids)
              if (reach.has(`${from},${via}`) && reach.has(`${via},${to}`)) reach.add(`${from},${to}`);
        const onCircle = own.filter((one) => reach.has(one.split(',').toReversed().join(',')));
        assert.deepEqual(new Set(told.flat()), new Set(onCircle));
      }),
      { seed: 14, ...runs(REPOSITORIES) },
    );
  });
});
