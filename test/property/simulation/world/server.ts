import { deleteEntry } from '../../../../src/sandbox/repository/entries';
import { assignLinks, linksOf, type RequestedLink } from '../../../../src/sandbox/repository/links';
import type { Definitions, RepositoryState, StoredEntry } from '../../../../src/sandbox/repository/state';
import { linkRow } from '../../../../src/sandbox/routes/links';
import type { Random } from './random';

/** How a server is, for a whole run. */
export interface ServerVariant {
  readonly incomingListed: boolean;
  readonly incomingDroppedByPut: boolean;
  readonly omitLinkTypeId: boolean;
  readonly renewLinkIds: boolean;
  /** A link of an entry to itself is listed from both ends. */
  readonly selfLinkTwice: boolean;
  readonly pageSize: number;
  readonly tokenLifeSeconds: number;
  /** The server tells the repository's id in another letter case than connections do. */
  readonly names: readonly string[];
}

/** What a server does with the next links that are assigned, and should not. */
export type Quirk = 'dropsALink' | 'changesALink';

/** Links of an entry changed, whoever did it. */
export interface Write {
  readonly order: number;
  readonly at: number;
  /** Ours, or somebody else's. */
  readonly by: 'us' | 'somebody';
  readonly sourceId: number;
  readonly before: RepositoryState;
  readonly after: RepositoryState;
}

export const SOURCES = [10, 11, 12] as const;
export const TARGETS = [21, 22, 23, 24, 25, 26] as const;
export const TYPE_IDS = [1, 2, 3] as const;

const LABELS = [
  { id: 1, sourceLabel: 'Message', targetLabel: 'Attachment', description: '' },
  { id: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by', description: '' },
  { id: 3, sourceLabel: 'See', targetLabel: 'Seen from', description: 'A reference' },
];

/** A repository server in memory: the sandbox's own rules, with what differs between real ones. */
export class Server {
  state: RepositoryState;
  definitions: Definitions;
  /** Writes, the oldest first. */
  readonly writes: Write[] = [];
  /** When labels of link types were swapped. */
  readonly swaps: number[] = [];
  readonly entriesDeleted = new Set<number>();
  readonly #tokens = new Map<string, number>();
  #tokenCount = 0;
  #quirks: Quirk[] = [];
  #limitedUntil = 0;

  constructor(
    readonly name: string,
    readonly variant: ServerVariant,
    readonly now: () => number,
  ) {
    const names = [...variant.names];
    const entries = [1, ...SOURCES, ...TARGETS].map((id): StoredEntry => ({
      id,
      parentId: id === 1 ? null : 1,
      name: id === 1 ? 'Root' : (names.shift() ?? `Entry ${id}`),
      entryType: id === 1 ? 'Folder' : 'Document',
      creator: 'demo',
      created: '2026-01-01T00:00:00Z',
      modified: '2026-01-01T00:00:00Z',
    }));
    this.state = {
      entries: new Map(entries.map((entry) => [entry.id, entry])),
      links: [],
      nextEntryId: 1000,
      nextLinkId: 1,
    };
    this.definitions = { linkTypes: LABELS, templates: [], fields: [], tags: [] };
  }

  newToken(): { access_token: string; expires_in: number } {
    const token = `${this.name}-token-${(this.#tokenCount += 1)}`;
    this.#tokens.set(token, this.now() + this.variant.tokenLifeSeconds * 1000);
    return { access_token: token, expires_in: this.variant.tokenLifeSeconds };
  }

  isSignedIn(authorization: string | undefined): boolean {
    const until = this.#tokens.get(authorization?.replace('Bearer ', '') ?? '');
    return until !== undefined && this.now() < until;
  }

  revokeTokens(): void {
    this.#tokens.clear();
  }

  /** Wants to be left alone for a while. */
  limit(seconds: number): void {
    this.#limitedUntil = this.now() + seconds * 1000;
  }

  /** Seconds until it takes requests again. */
  limitedFor(): number {
    return Math.max(0, Math.ceil((this.#limitedUntil - this.now()) / 1000));
  }

  expect(quirk: Quirk): void {
    this.#quirks.push(quirk);
  }

  forgetQuirks(): void {
    this.#quirks = [];
  }

  /** Replaces the links of an entry. Throws `Refusal`. */
  assign(sourceId: number, wishes: readonly RequestedLink[], by: Write['by'], random: Random): Write {
    const before = this.state;
    const typeIds = new Set(this.definitions.linkTypes.map(({ id }) => id));
    const rules =
      by === 'us' ? this.variant : { incomingDroppedByPut: false, renewLinkIds: this.variant.renewLinkIds };
    // Refused as it was sent, if at all.
    let after = assignLinks(before, sourceId, wishes, typeIds, rules);
    const quirk = by === 'us' && wishes.length > 0 ? this.#quirks.shift() : undefined;
    if (quirk) after = assignLinks(before, sourceId, spoiled(wishes, quirk, random), typeIds, rules);
    this.state = after;
    const write = { order: this.writes.length, at: this.now(), by, sourceId, before, after };
    this.writes.push(write);
    return write;
  }

  /** Somebody else changes one link of an entry and leaves the others as they are. */
  writeOne(
    sourceId: number,
    wish: Omit<RequestedLink, 'properties'> & Partial<RequestedLink>,
    random: Random,
  ): void {
    const others = this.state.links
      .filter((link) => link.sourceId === sourceId)
      .filter(({ targetId, linkTypeId }) => targetId !== wish.targetId || linkTypeId !== wish.linkTypeId);
    const { targetId, linkTypeId, properties } = wish;
    const wishes = properties === undefined ? others : [...others, { targetId, linkTypeId, properties }];
    if (this.entriesDeleted.has(targetId)) return;
    this.assign(sourceId, wishes, 'somebody', random);
  }

  deleteEntry(entryId: number): void {
    const before = this.state;
    this.state = deleteEntry(before, entryId);
    this.entriesDeleted.add(entryId);
    for (const sourceId of SOURCES) {
      this.writes.push({
        ...{ order: this.writes.length, at: this.now(), by: 'somebody', sourceId },
        ...{ before, after: this.state },
      });
    }
  }

  /** An administrator swaps the labels of two link types: each now means what the other did. */
  swapLabels(): void {
    const [one, two, ...more] = this.definitions.linkTypes;
    const linkTypes = [{ ...two!, id: one!.id }, { ...one!, id: two!.id }, ...more];
    this.definitions = { ...this.definitions, linkTypes };
    this.swaps.push(this.now());
  }

  /** The links of an entry as they are told. Throws `Refusal`. */
  rows(entryId: number, state: RepositoryState = this.state): Record<string, unknown>[] {
    const links = linksOf(state, entryId, this.variant);
    const twice = this.variant.selfLinkTwice
      ? links.filter(({ sourceId, targetId }) => sourceId === targetId)
      : [];
    return [...links, ...twice].map((link) => {
      const row: Record<string, unknown> = {
        ...linkRow(state, this.definitions, `https://${this.name}/v1/Repositories/r-1/Entries`, link),
      };
      if (this.variant.omitLinkTypeId) delete row['linkTypeId'];
      return row;
    });
  }
}

function spoiled(wishes: readonly RequestedLink[], quirk: Quirk, random: Random): RequestedLink[] {
  const at = random.between(0, wishes.length - 1);
  if (quirk === 'dropsALink') return wishes.filter((_, index) => index !== at);
  return wishes.map((wish, index) => (index === at ? { ...wish, properties: { spoiled: '1' } } : wish));
}
