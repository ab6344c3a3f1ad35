import type { Random } from '../world/random';
import { SOURCES, TARGETS, TYPE_IDS } from '../world/server';
import type { Surroundings } from './steps';

export const NEAR = { baseUrl: 'https://docs.example/LFRepositoryAPI', repoId: 'r-1' };
export const FAR = { baseUrl: 'https://other.example/LFRepositoryAPI', repoId: 'r-1' };

/** Other spellings of the near server: its address, its full name, without encryption, with a dot, and the id's case. */
const ALIASES = [
  { baseUrl: 'https://10.0.0.5/LFRepositoryAPI', repoId: 'r-1' },
  { baseUrl: 'http://docs.example/LFRepositoryAPI', repoId: 'r-1' },
  { baseUrl: 'https://docs.example./LFRepositoryAPI', repoId: 'r-1' },
  { baseUrl: 'https://docs.corp.example/lfrepositoryapi', repoId: 'R-1' },
  { baseUrl: 'https://docs.example/LFRepositoryAPI', repoId: 'R-1' },
];

/** Which server answers at a host. */
export function serverNameAt(host: string): 'near' | 'far' {
  return host === 'other.example' ? 'far' : 'near';
}

/** Names that mean something to whoever shows or stores them carelessly. */
const NAMES = [
  '[Show why](command:laserficheLinks.removeAllLinks)',
  '$(sync~spin)',
  'line\nbreak',
  '\u202Egnp.exe',
  'x'.repeat(300),
  '__proto__',
  '{"kind":"after"}',
  'ä🙂\u0000\u2028',
];

export function drawSurroundings(random: Random): Surroundings {
  const sources = random.chance(0.5) ? [SOURCES[0]] : SOURCES;
  const keys = sources.flatMap((sourceId) =>
    [...TARGETS, ...SOURCES.filter((id) => id !== sourceId)].flatMap((targetId) =>
      TYPE_IDS.map((linkTypeId) => ({ sourceId, targetId, linkTypeId })),
    ),
  );
  const share = random.pick([0, 0.1, 0.25]);
  const firstLinks = keys
    .filter(() => random.chance(share))
    .map((key) => ({ ...key, properties: random.chance(0.5) ? { a: random.pick(['1', '2']) } : null }));
  const incoming = SOURCES.slice(1).map((sourceId) => ({
    ...{ sourceId, targetId: SOURCES[0], linkTypeId: 3, properties: null },
  }));
  const selfLinkTwice = random.chance(0.06);
  const self = selfLinkTwice ? [{ sourceId: 10, targetId: 10, linkTypeId: 3, properties: null }] : [];
  const grown = random.chance(0.5);
  return {
    variant: {
      incomingListed: random.chance(0.8),
      incomingDroppedByPut: random.chance(0.2),
      omitLinkTypeId: random.chance(0.3),
      renewLinkIds: random.chance(0.3),
      selfLinkTwice,
      pageSize: random.chance(0.25) ? random.between(2, 4) : 1000,
      tokenLifeSeconds: random.pick([900, 900, 120]),
      names: random.chance(0.3) ? NAMES : [],
    },
    alias: random.pick(ALIASES),
    requestsPerMinute: random.pick([undefined, undefined, 60, 20]),
    historyBytes: grown ? 40_000 : 20 * 1024 * 1024,
    segmentBytes: grown ? 6_000 : 1024 * 1024,
    allowSelfLinks: selfLinkTwice || random.chance(0.3),
    firstLinks: dedupe([...firstLinks, ...(random.chance(0.6) ? incoming : []), ...self]),
  };
}

function dedupe(links: Surroundings['firstLinks']): Surroundings['firstLinks'] {
  const byKey = new Map(links.map((link) => [`${link.sourceId}:${link.targetId}:${link.linkTypeId}`, link]));
  return [...byKey.values()];
}
