import type { Sandbox } from '../../../src/sandbox';

export interface SentLink {
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly customProperties?: Readonly<Record<string, string>>;
}

/** Somebody else who works on the same server, by plain requests. */
export interface OtherClient {
  /** Entries of the root folder, without the extensions of their names. */
  idsByName(): Promise<Readonly<Record<string, number>>>;
  /** Replaces all links of an entry. */
  assign(entryId: number, links: readonly SentLink[]): Promise<void>;
  /** The outgoing links of an entry as they would be sent, by target. */
  links(entryId: number): Promise<readonly SentLink[]>;
  /** Makes a folder in the root folder and gives its id. */
  create(name: string): Promise<number>;
  /** Makes a shortcut in the root folder and gives its id. */
  addShortcut(name: string, targetId: number): Promise<number>;
  /** Begins to delete an entry: `Sandbox.flush` waits until it is gone. */
  remove(entryId: number): Promise<void>;
}

interface ListedLink {
  readonly sourceId: number;
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly linkProperties?: Readonly<Record<string, string>> | null;
}

interface Listing<T> {
  readonly value: readonly T[];
}

const CHILDREN = '1/Laserfiche.Repository.Folder/children';

export async function otherClient({ baseUrl, repoId, username, password }: Sandbox): Promise<OtherClient> {
  const repository = `${baseUrl}/v1/Repositories/${repoId}`;
  const form = new URLSearchParams({ grant_type: 'password', username, password });
  const signedIn = await fetch(`${repository}/Token`, { method: 'POST', body: form });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };

  async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${repository}/Entries/${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status}`);
    return (await answer.json()) as T;
  }

  return {
    async idsByName() {
      const { value: entries } = await call<Listing<{ id: number; name: string }>>(CHILDREN);
      return Object.fromEntries(entries.map(({ id, name }) => [name, id]));
    },
    async assign(entryId, links) {
      await call(`${entryId}/links`, { method: 'PUT', body: JSON.stringify(links) });
    },
    async links(entryId) {
      const { value: listed } = await call<Listing<ListedLink>>(`${entryId}/links`);
      return listed
        .filter(({ sourceId }) => sourceId === entryId)
        .map(({ targetId, linkTypeId, linkProperties }): SentLink =>
          linkProperties && Object.keys(linkProperties).length > 0
            ? { targetId, linkTypeId, customProperties: linkProperties }
            : { targetId, linkTypeId },
        )
        .toSorted((one, two) => one.targetId - two.targetId);
    },
    async create(name) {
      const body = JSON.stringify({ name, entryType: 'Folder' });
      return (await call<{ id: number }>(CHILDREN, { method: 'POST', body })).id;
    },
    async addShortcut(name, targetId) {
      const body = JSON.stringify({ name, entryType: 'Shortcut', targetId });
      return (await call<{ id: number }>(CHILDREN, { method: 'POST', body })).id;
    },
    async remove(entryId) {
      await call(`${entryId}`, { method: 'DELETE', body: '{}' });
    },
  };
}
