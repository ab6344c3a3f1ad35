// Rows and a repository in memory for tests of the tree.
import { ApiError, type Page, type RepositoryApi } from '../../../src/api';
import { describeLink, type Entry, type Link } from '../../../src/domain';
import type { Connection, SelfHostedConnection, Session } from '../../../src/connections';
import { createSearches } from '../../../src/search';
import { listConnections } from '../../../src/tree/listing';
import type { SavedSearch } from '../../../src/search';
import { addKinds, childId } from '../../../src/tree/kinds';
import type { ConnectionNode, EntryNode, LinkNode, SearchNode } from '../../../src/tree/kinds';
import { foundGroup } from '../../../src/tree/kinds/foundGroup';
import { badSearch, search as searchKind, searchRow } from '../../../src/tree/kinds/search';

export const CONNECTION: SelfHostedConnection = {
  id: 'c1',
  kind: 'selfHosted',
  name: 'Archive',
  baseUrl: 'https://files.example/LFRepositoryAPI',
  repoId: 'r-1',
  username: 'ada',
};

export function connectionNode(connection: Connection = CONNECTION): ConnectionNode {
  return listConnections([connection]).children[0] as ConnectionNode;
}

export function entry(id: number, more: Partial<Entry> = {}): Entry {
  const name = more.name ?? `Entry-${id}`;
  return { id, name, entryType: 'Document', parentId: 1, path: `\\${name}`, ...more };
}

export function entryNode(of: Entry): EntryNode {
  const parent = connectionNode();
  return { kind: 'entry', id: childId(parent.id, String(of.id)), parent, connectionId: 'c1', entry: of };
}

/** A link of type 1, Message/Attachment. */
export function link(sourceId: number, targetId: number, more: Partial<Link> = {}): Link {
  return {
    sourceId,
    sourcePath: `\\Entry-${sourceId}`,
    sourceLabel: 'Message',
    targetId,
    targetPath: `\\Entry-${targetId}`,
    targetLabel: 'Attachment',
    linkTypeId: 1,
    ...more,
  };
}

export function linkNode(of: Link, entryId: number): LinkNode {
  const parent = entryNode(entry(entryId));
  const id = childId(parent.id, 'link');
  return { kind: 'link', id, parent, connectionId: 'c1', entryId, view: describeLink(of, entryId) };
}

/** A repository of folders and links that counts its requests. `nextLink` is the number of entries to skip. */
export function fakeRepository(
  folders: Readonly<Record<number, readonly Entry[]>>,
  links: Readonly<Record<number, readonly Link[]>> = {},
  serverPageSize = Infinity,
) {
  const requests: string[] = [];
  const repository = {
    getEntry: (id: number) => {
      requests.push(`entry ${id}`);
      const found = Object.values(folders)
        .flat()
        .find((one) => one.id === id);
      return found ? Promise.resolve(found) : Promise.reject(new ApiError('notFound', 'no such entry'));
    },
    listChildren: (id: number, { pageSize = 150, next = '0' } = {}): Promise<Page<Entry>> => {
      requests.push(`children ${id} from ${next} size ${pageSize}`);
      const all = folders[id];
      if (!all) return Promise.reject(new ApiError('forbidden', 'no'));
      const end = Number(next) + Math.min(pageSize, serverPageSize);
      const items = all.slice(Number(next), end);
      return Promise.resolve(end < all.length ? { items, next: String(end) } : { items });
    },
    getLinks: (id: number) => {
      requests.push(`links ${id}`);
      const found = links[id];
      return found ? Promise.resolve(found) : Promise.reject(new ApiError('unauthorized', 'no'));
    },
  } satisfies Partial<RepositoryApi>;
  const searches = createSearches({
    repository: repository as Partial<RepositoryApi> as RepositoryApi,
    linkTypes: () => Promise.resolve([]),
  });
  const session = { connection: CONNECTION, repository, searches } as unknown as Session;
  return { requests, repository, open: () => Promise.resolve(session) };
}

/** A search of the connection. */
export function searchNode(search: SavedSearch, isSaved = true): SearchNode {
  addKinds({ search: searchKind, foundGroup, badSearch });
  return searchRow({ connection: CONNECTION, key: search.name, isSaved, search, asked: 'a question' });
}
