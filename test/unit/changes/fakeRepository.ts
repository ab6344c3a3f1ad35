import { ApiError, type AssignOptions, type RepositoryApi, type WholeListOptions } from '../../../src/api';
import type { Entry, Link, LinkAssignment, LinkType } from '../../../src/domain';

import { freeTicket } from '../../support/editing';

export const TYPES: readonly LinkType[] = [
  { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
  { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
];

/** What is not known of real servers, or goes wrong with them. */
export interface FakeOptions {
  readonly types?: readonly LinkType[];
  readonly incomingListed?: boolean;
  readonly omitLinkTypeId?: boolean;
  /** PUT also drops the links that point at the entry. */
  readonly incomingDropped?: boolean;
  /** The answer of a PUT lists outgoing links only, whatever GET does. */
  readonly bareAnswer?: boolean;
  /** Entries that stand for another one: their links are that one's. */
  readonly shortcuts?: Readonly<Record<number, number>>;
  /** What the server makes of a payload. */
  readonly store?: (payload: readonly LinkAssignment[]) => readonly LinkAssignment[];
}

interface StoredLink extends LinkAssignment {
  readonly sourceId: number;
}

/** A repository in memory that overwrites, as a real one does, and remembers what was sent. */
export class FakeRepository implements Pick<
  RepositoryApi,
  'getLinks' | 'assignLinks' | 'getEntry' | 'reserve'
> {
  /** `GET 10`, `PUT 10`, in the order they came. */
  readonly calls: string[] = [];
  readonly puts: (readonly LinkAssignment[])[] = [];
  /** Called before a PUT is carried out, or with `after` once it is: throws to break the connection. */
  onPut: (moment: 'before' | 'after') => void | Promise<void> = () => undefined;
  /** How many PUTs the server does not take at first, having too many requests; what happens while the next one waits. */
  limited = 0;
  onLimit: () => void = () => undefined;
  /** Called before a PUT is sent the first time: whatever it has to wait for. */
  onWait: () => void | Promise<void> = () => undefined;
  readonly reserve = freeTicket;
  /** How many links each page of a list has; all in one unless told. */
  pages: readonly number[] | undefined;
  onGet: () => void | Promise<void> = () => undefined;
  /** What is not simply a document at the root: another entry, or why it can't be read. */
  readonly entries = new Map<number, Entry | ApiError>();
  /** What the server says of links beside what they are. */
  describe: (link: LinkAssignment & { readonly sourceId: number }) => Partial<Link> = () => ({});
  #links: StoredLink[] = [];

  constructor(readonly options: FakeOptions = {}) {}

  get types(): readonly LinkType[] {
    return this.options.types ?? TYPES;
  }

  /** Gives an entry links, as another client would. */
  set(sourceId: number, links: readonly LinkAssignment[]): void {
    this.#links = [
      ...this.#links.filter((link) => link.sourceId !== sourceId),
      ...links.map((link) => ({ ...link, sourceId })),
    ];
  }

  /** The links that an entry has, in the form they were sent. */
  of(sourceId: number): LinkAssignment[] {
    return this.#links.filter((link) => link.sourceId === sourceId).map(({ sourceId: _, ...link }) => link);
  }

  async getLinks(entryId: number, { onPage }: WholeListOptions = {}): Promise<readonly Link[]> {
    this.calls.push(`GET ${entryId}`);
    await this.onGet();
    const links = this.#answer(this.#actual(entryId));
    for (const count of this.pages ?? [links.length]) onPage?.(count);
    return links;
  }

  async assignLinks(
    entryId: number,
    payload: readonly LinkAssignment[],
    { beforeSend }: AssignOptions = {},
  ): Promise<readonly Link[]> {
    await this.onWait();
    await beforeSend?.();
    for (; this.limited > 0; this.limited -= 1) {
      this.calls.push(`429 ${entryId}`);
      this.onLimit();
      await beforeSend?.();
    }
    this.calls.push(`PUT ${entryId}`);
    this.puts.push(payload);
    await this.onPut('before');
    const sourceId = this.#actual(entryId);
    this.set(sourceId, this.options.store?.(payload) ?? payload);
    if (this.options.incomingDropped)
      this.#links = this.#links.filter((link) => link.targetId !== sourceId || link.sourceId === sourceId);
    await this.onPut('after');
    const answer = this.#answer(sourceId);
    return this.options.bareAnswer ? answer.filter((link) => link.sourceId === sourceId) : answer;
  }

  getEntry(entryId: number): Promise<Entry> {
    this.calls.push(`ENTRY ${entryId}`);
    const entry = this.entries.get(entryId) ?? { id: entryId, name: `${entryId}`, entryType: 'Document' };
    return entry instanceof ApiError ? Promise.reject(entry) : Promise.resolve(entry);
  }

  #actual(entryId: number): number {
    return this.options.shortcuts?.[entryId] ?? entryId;
  }

  #answer(entryId: number): Link[] {
    const { incomingListed = true, omitLinkTypeId = false } = this.options;
    return this.#links
      .filter((link) => link.sourceId === entryId || (incomingListed && link.targetId === entryId))
      .map((link) => {
        const { sourceId, targetId, linkTypeId, properties = null } = link;
        const type = this.types.find((one) => one.linkTypeId === linkTypeId);
        return {
          sourceId,
          targetId,
          sourceLabel: type?.sourceLabel ?? null,
          targetLabel: type?.targetLabel ?? null,
          properties: properties,
          ...(!omitLinkTypeId && { linkTypeId }),
          ...this.describe(link),
        };
      });
  }
}

/** A connection that broke with the request under way. */
export function broken(): ApiError {
  return new ApiError('network', 'socket hang up', { outcomeUnknown: true });
}
