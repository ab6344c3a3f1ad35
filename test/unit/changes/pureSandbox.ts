import { ApiError } from '../../../src/api';
import { readLink } from '../../../src/api/v1/codec';
import type { LinkEditorOptions } from '../../../src/changes';
import type { Entry, Link, LinkAssignment, LinkType } from '../../../src/domain';
import { DEFAULT_BEHAVIOUR, type SandboxBehaviour } from '../../../src/sandbox';
import { assignLinks, linksOf } from '../../../src/sandbox/repository/links';
import type { Definitions, RepositoryState, StoredEntry } from '../../../src/sandbox/repository/state';
import { linkRow } from '../../../src/sandbox/routes/links';
import { freeTicket } from '../../support/editing';

const PURE_TYPES: readonly LinkType[] = [
  { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
  { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
  { linkTypeId: 3, sourceLabel: 'See', targetLabel: 'Seen from' },
];

const DEFINITIONS = {
  linkTypes: PURE_TYPES.map(({ linkTypeId: id, sourceLabel, targetLabel }) => ({
    id,
    sourceLabel,
    targetLabel,
    description: '',
  })),
} as unknown as Definitions;
const TYPE_IDS = new Set(PURE_TYPES.map(({ linkTypeId }) => linkTypeId));

const entry = (id: number): StoredEntry => ({
  id,
  parentId: id === 1 ? null : 1,
  name: String(id),
  entryType: id === 1 ? 'Folder' : 'Document',
  creator: 'demo',
  created: '2026-01-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
});

/** A server that a schedule is played against: ours reads and writes through `repository`, a second client beside it. */
export interface PlayedServer {
  /** `GET 10`, `PUT 10`, in the order they came. */
  readonly calls: string[];
  /** Called before each request of ours is answered. */
  before: (call: string) => void | Promise<void>;
  readonly repository: LinkEditorOptions['repository'];
  readonly types: readonly LinkType[];
  rows(entryId: number): readonly Link[] | Promise<readonly Link[]>;
  write(sourceId: number, links: readonly LinkAssignment[]): void | Promise<void>;
}

const ENTRIES: RepositoryState['entries'] = new Map([1, 10, 11, 15, 102, 103].map((id) => [id, entry(id)]));

/** The rows of an entry as the sandbox sends them. */
export function rowsOf(
  state: RepositoryState,
  behaviour: SandboxBehaviour,
  definitions: Definitions,
  entryId: number,
): Link[] {
  return linksOf(state, entryId, behaviour).map((stored) => {
    const row = linkRow(state, definitions, 'http://x', stored);
    return readLink(behaviour.omitLinkTypeId ? { ...row, linkTypeId: undefined } : row, 'row');
  });
}

/** The sandbox's own rules and rows, without HTTP: thousands of repositories in a second. */
export class PureSandbox implements PlayedServer {
  readonly calls: string[] = [];
  readonly types = PURE_TYPES;
  before: PlayedServer['before'] = () => undefined;
  state: RepositoryState;
  readonly behaviour: SandboxBehaviour;

  constructor(behaviour: Partial<SandboxBehaviour> = {}) {
    this.behaviour = { ...DEFAULT_BEHAVIOUR, ...behaviour };
    this.state = { entries: ENTRIES, links: [], nextEntryId: 1000, nextLinkId: 1 };
  }

  /** Writes as another client does. */
  write(sourceId: number, links: readonly LinkAssignment[]): void {
    const wishes = links.map(({ targetId, linkTypeId, properties = null }) => ({
      targetId,
      linkTypeId,
      properties: properties,
    }));
    this.state = assignLinks(this.state, sourceId, wishes, TYPE_IDS, this.behaviour);
  }

  rows(entryId: number): Link[] {
    return rowsOf(this.state, this.behaviour, DEFINITIONS, entryId);
  }

  readonly repository: LinkEditorOptions['repository'] = {
    reserve: freeTicket,
    getLinks: async (entryId) => {
      await this.#ask(`GET ${entryId}`);
      return this.rows(entryId);
    },
    assignLinks: async (entryId, payload, { beforeSend } = {}) => {
      await beforeSend?.();
      await this.#ask(`PUT ${entryId}`);
      // Over the wire: what JSON would change shows.
      this.write(entryId, JSON.parse(JSON.stringify(payload)) as LinkAssignment[]);
      return this.rows(entryId);
    },
    getEntry: async (entryId): Promise<Entry> => {
      await this.#ask(`ENTRY ${entryId}`);
      const found = this.state.entries.get(entryId);
      if (!found) throw new ApiError('notFound', `No entry ${entryId}`);
      return { id: entryId, name: found.name, entryType: found.entryType, path: `\\${found.name}` };
    },
  };

  async #ask(call: string): Promise<void> {
    this.calls.push(call);
    await this.before(call);
  }
}
