import type { AuditModel, CheckId, CheckOptions, DeadEnd, Finding } from '../../../src/audit';
import type { Entry, Link, LinkType } from '../../../src/domain';

/** Types of the generated repositories. */
const MESSAGE = 1;
const SUPERSEDES = 2;
const SUPERSEDED_BY = 3;
const RELATED = 4;
const ORDER = 5;
const MESSAGE_TWIN = 6;
const RARE = 7;
const REFERENCES = 8;

const type = (linkTypeId: number, sourceLabel: string, targetLabel: string): LinkType => ({
  linkTypeId,
  sourceLabel,
  targetLabel,
});

const LINK_TYPES: readonly LinkType[] = [
  type(MESSAGE, 'Message', 'Attachment'),
  type(SUPERSEDES, 'Supersedes', 'Superseded by'),
  type(SUPERSEDED_BY, 'Replaced by', 'Replaces'),
  type(RELATED, 'Related', 'Related'),
  type(ORDER, 'Invoice', 'Purchase order'),
  type(MESSAGE_TWIN, ' message', 'ATTACHMENT'),
  type(RARE, 'Before', 'After'),
  type(REFERENCES, 'References', 'Referenced by'),
];

export const OPTIONS: CheckOptions = {
  required: [
    { linkTypeId: ORDER, as: 'source' },
    { linkTypeId: MESSAGE, as: 'target' },
    { linkTypeId: SUPERSEDES, as: 'either' },
  ],
  hubAbove: 5,
  rareBelow: 4,
  requiredProperties: { [ORDER]: ['Order no'] },
};

/** What is done to a repository: faults, and what only looks like one. */
export const DEEDS = [
  'selfLink',
  'bothWays',
  'bothWaysOrdering',
  'circle',
  'circleOutside',
  'superseded',
  'supersededReverse',
  'supersededByOutside',
  'listedTwice',
  'twinTypes',
  'generalBeside',
  'dead',
  'misspelt',
  'misspeltUsual',
  'missingProperty',
  'blankProperty',
  'oddValue',
  'hub',
  'trapSymmetric',
  'trapPlainCircle',
  'trapChain',
  'trapTwoTypes',
  'trapTwoGeneral',
  'trapOpposite',
  'trapAlive',
  'trapDeadSource',
  'trapFromOutside',
  'rare',
] as const;
export type Deed = (typeof DEEDS)[number];

export interface Recipe {
  readonly seed: number;
  readonly noise: number;
  readonly deeds: readonly Deed[];
}

export interface Generated {
  readonly model: AuditModel;
  /** What each check must find, and nothing else: see `shown`. */
  readonly expected: ReadonlyMap<CheckId, readonly string[]>;
}

/** A finding as its facts that count. The first link of two that say the same depends on the order of the list. */
export function shown({ check, entryId, targetId, linkTypeId, facts }: Finding): string {
  if (check === 'circle')
    return rotated(Array.isArray(facts['entryIds']) ? facts['entryIds'].map(Number) : []);
  const why = facts['why'] ?? facts['as'] ?? '';
  const typeId = why === 'sameLabels' ? 'either' : (linkTypeId ?? '');
  const odd = [facts['missing'], facts['misspelt'], facts['oddValue']]
    .flat()
    .filter((one) => one !== undefined);
  return [entryId, targetId ?? '', typeId, why, facts['count'] ?? '', ...odd].join(' ');
}

/** Circles that are the same read the same. */
function rotated(ids: readonly number[]): string {
  const at = ids.indexOf(Math.min(...ids));
  return [...ids.slice(at), ...ids.slice(0, at)].join(' ');
}

/** Builds a repository by a recipe, and keeps the books of what is wrong with it. */
export function generate({ seed, noise, deeds }: Recipe): Generated {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const entries: Entry[] = [];
  const links: Link[] = [];
  const dead = new Map<number, DeadEnd>();
  const expected = new Map<CheckId, string[]>();
  const inSet = new Set<number>();
  let ids = 0;

  const expect = (check: CheckId, ...parts: readonly (number | string)[]) =>
    expected.set(check, [...(expected.get(check) ?? []), parts.join(' ')]);
  const outside = () => (ids += 1);
  const entry = () => {
    const id = outside();
    entries.push({ id, name: `Entry ${id}`, entryType: pick(['Document', 'Folder']), path: `\\Set\\${id}` });
    inSet.add(id);
    return id;
  };
  const USUAL: Readonly<Record<number, Readonly<Record<string, string>>>> = {
    [ORDER]: { 'Order no': '17' },
    [MESSAGE]: { Page: '3' },
  };
  const link = (sourceId: number, targetId: number, linkTypeId: number, more: Partial<Link> = {}) =>
    links.push({ sourceId, targetId, linkTypeId, properties: USUAL[linkTypeId] ?? null, ...more });
  const pair = () => [entry(), entry()] as const;
  const ordering = () => pick([SUPERSEDES, SUPERSEDED_BY]);

  const does: Readonly<Record<Deed, () => void>> = {
    selfLink() {
      const [id, linkTypeId] = [entry(), pick([MESSAGE, ORDER, SUPERSEDES, RELATED])];
      link(id, id, linkTypeId);
      expect('selfLink', id, id, linkTypeId, '', '');
    },
    bothWays() {
      const [a, b] = pair();
      const linkTypeId = pick([MESSAGE, ORDER, REFERENCES]);
      link(a, b, linkTypeId);
      link(b, a, linkTypeId);
      expect('bothWays', Math.min(a, b), Math.max(a, b), linkTypeId, '', '');
    },
    bothWaysOrdering() {
      const [a, b] = pair();
      const linkTypeId = ordering();
      link(a, b, linkTypeId);
      link(b, a, linkTypeId);
      expect('bothWays', Math.min(a, b), Math.max(a, b), linkTypeId, '', '');
      expect('circle', rotated([a, b]));
    },
    circle: () => round(Array.from({ length: 3 + Math.floor(random() * 9) }, entry), ordering(), true),
    circleOutside: () => round([entry(), entry(), outside(), entry()], ordering(), true),
    superseded: () => supersede(entry(), entry(), SUPERSEDES),
    supersededReverse: () => supersede(entry(), entry(), SUPERSEDED_BY),
    supersededByOutside: () => supersede(outside(), entry(), ordering()),
    listedTwice() {
      const [a, b] = pair();
      link(a, b, MESSAGE);
      link(a, b, MESSAGE, { properties: { Page: '4' } });
      expect('linkedTwice', a, b, MESSAGE, 'listedTwice', '');
    },
    twinTypes() {
      const [a, b] = pair();
      link(a, b, MESSAGE);
      link(a, b, MESSAGE_TWIN);
      expect('linkedTwice', a, b, 'either', 'sameLabels', '');
    },
    generalBeside() {
      const [a, b] = pair();
      const general = pick([REFERENCES, RELATED]);
      link(a, b, general);
      link(a, b, pick([ORDER, SUPERSEDES]));
      expect('linkedTwice', a, b, general, 'general', '');
    },
    dead() {
      const [a, b] = [entry(), outside()];
      const why = pick(['gone', 'closed', 'inRecycleBin'] as const);
      dead.set(b, why);
      link(a, b, ORDER);
      expect('deadTarget', a, b, ORDER, why, '');
    },
    misspelt: () => odd(ORDER, { ' order  NO ': '17' }, [' order  NO ']),
    misspeltUsual: () => odd(MESSAGE, { PAGE: '3' }, ['PAGE']),
    missingProperty: () => odd(ORDER, { Other: '1' }, ['Order no']),
    blankProperty: () => odd(ORDER, { 'Order no': '  ' }, ['Order no']),
    oddValue() {
      const [a, b] = pair();
      link(a, b, MESSAGE, { hasOddProperties: true });
      expect('oddProperties', a, b, MESSAGE, '', '', 1);
    },
    hub() {
      const id = entry();
      for (let count = 3 + Math.floor(random() * 6); count > 0; count -= 1)
        if (random() < 0.5) link(id, entry(), MESSAGE);
        else link(pick([entry, outside])(), id, ORDER);
    },
    trapSymmetric() {
      const [a, b] = pair();
      link(a, b, RELATED);
      link(b, a, RELATED);
    },
    trapPlainCircle: () => round([entry(), entry(), entry()], pick([MESSAGE, ORDER]), false),
    trapChain() {
      const chain = [entry(), entry(), entry(), entry()];
      chain.slice(1).forEach((id, at) => link(chain[at] ?? id, id, SUPERSEDES));
      // The other type says the same the other way round.
      link(chain[1] ?? 0, chain[0] ?? 0, SUPERSEDED_BY);
    },
    trapTwoTypes() {
      const [a, b] = pair();
      link(a, b, MESSAGE);
      link(a, b, ORDER);
    },
    trapTwoGeneral() {
      const [a, b] = pair();
      link(a, b, RELATED);
      link(a, b, REFERENCES);
    },
    trapOpposite() {
      const [a, b] = pair();
      link(a, b, MESSAGE);
      link(b, a, REFERENCES);
      link(b, a, MESSAGE_TWIN);
      // The twin is another type to this check, and each pair has one link in each direction but for the general one.
      expect('linkedTwice', b, a, REFERENCES, 'general', '');
    },
    trapAlive: () => void link(entry(), outside(), ORDER),
    trapDeadSource() {
      const [a, b] = [outside(), entry()];
      dead.set(a, 'gone');
      link(a, b, ORDER, { properties: {} });
    },
    trapFromOutside() {
      const [a, b, c] = [entry(), entry(), outside()];
      link(a, b, SUPERSEDES);
      link(c, b, MESSAGE);
      link(c, b, MESSAGE);
    },
    rare: () => void link(entry(), entry(), RARE),
  };

  function round(ring: readonly number[], linkTypeId: number, isFault: boolean): void {
    ring.forEach((id, at) => link(id, ring[(at + 1) % ring.length] ?? id, linkTypeId));
    if (isFault) expect('circle', rotated(ring));
  }

  function supersede(newer: number, older: number, linkTypeId: number): void {
    if (linkTypeId === SUPERSEDES) link(newer, older, SUPERSEDES);
    else link(older, newer, SUPERSEDED_BY);
    const [source, other, linked] = [entry(), entry(), pick([MESSAGE, ORDER, RELATED])];
    link(source, older, linked);
    expect('supersededLinked', source, older, linked, '', '');
    link(other, newer, linked);
  }

  function odd(
    linkTypeId: number,
    properties: Readonly<Record<string, string>>,
    wrong: readonly string[],
  ): void {
    const [a, b] = pair();
    link(a, b, linkTypeId, { properties });
    expect('oddProperties', a, b, linkTypeId, '', '', ...wrong);
    // The usual name stays the usual one.
    for (let more = 0; more < 2; more += 1) link(entry(), entry(), linkTypeId);
  }

  const plain = Array.from({ length: noise }, entry);
  plain.forEach((id, at) => {
    const other = plain.slice(at + 1).at(Math.floor(random() * 4));
    if (other !== undefined && other !== id) link(id, other, pick([MESSAGE, ORDER, RELATED]));
  });
  for (const deed of deeds) does[deed]();
  count();
  const order = shuffled(entries, random);
  const places = new Map(order.map(({ id }, at) => [id, at]));
  // Whichever of both comes first is told.
  const placed = (expected.get('bothWays') ?? []).map((text) => {
    const [a = '', b = '', ...rest] = text.split(' ');
    const isFirst = (places.get(Number(a)) ?? 0) < (places.get(Number(b)) ?? 0);
    return [...(isFirst ? [a, b] : [b, a]), ...rest].join(' ');
  });
  if (placed.length > 0) expected.set('bothWays', placed);
  return {
    model: { entries: order, links: shuffled(links, random), linkTypes: LINK_TYPES, dead },
    expected,
  };

  /** What follows from how many there are. */
  function count(): void {
    const ofType = new Map<number, number>();
    for (const { linkTypeId = 0 } of links) ofType.set(linkTypeId, (ofType.get(linkTypeId) ?? 0) + 1);
    for (const { sourceId, targetId, linkTypeId = 0 } of links) {
      const times = ofType.get(linkTypeId) ?? 0;
      if (inSet.has(sourceId) && times < 4) expect('rareType', sourceId, targetId, linkTypeId, '', times);
    }
    for (const { id } of entries) {
      const own = links.filter(({ sourceId, targetId }) => sourceId === id || targetId === id);
      if (own.length > 5) expect('hub', id, '', '', '', own.length);
      const has = (linkTypeId: number, ...ends: readonly ('sourceId' | 'targetId')[]) =>
        own.some((one) => one.linkTypeId === linkTypeId && ends.some((end) => one[end] === id));
      if (!has(ORDER, 'sourceId')) expect('missingLink', id, '', ORDER, 'source', '');
      if (!has(MESSAGE, 'targetId')) expect('missingLink', id, '', MESSAGE, 'target', '');
      if (!has(SUPERSEDES, 'sourceId', 'targetId')) expect('missingLink', id, '', SUPERSEDES, 'either', '');
    }
  }
}

/** Pseudo-random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
