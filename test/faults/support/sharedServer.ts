import type { Transport, TransportResponse } from '../../../src/api';

interface Stored {
  readonly targetId: number;
  readonly linkTypeId: number;
}

/** A server in memory that others write to as well, as a transport: nothing but its clock takes time. */
export interface SharedServer {
  readonly transport: Transport;
  /** `GET 10`, `PUT 10`, `token`, in the order they came. */
  readonly calls: readonly string[];
  /** Called before a request is answered; an answer of its own stands for the server's. */
  onRequest: (call: string) => TransportResponse | undefined;
  targetsOf(entryId: number): readonly number[];
  /** Another client adds a link to an entry. */
  addForeign(entryId: number): void;
  /** Links of others that are not there any more, for each entry `entryId: targetId`. */
  lost(): readonly string[];
}

/** @param lifeSeconds how long tokens are valid */
export function sharedServer(lifeSeconds = 3600): SharedServer {
  const links = new Map<number, readonly Stored[]>();
  const foreign: [entryId: number, targetId: number][] = [];
  const calls: string[] = [];
  const linksOf = (entryId: number) => links.get(entryId) ?? [{ targetId: 7, linkTypeId: 1 }];
  const server: SharedServer = {
    calls,
    onRequest: () => undefined,
    targetsOf: (entryId) => linksOf(entryId).map(({ targetId }) => targetId),
    addForeign(entryId) {
      const targetId = 1000 + foreign.length;
      foreign.push([entryId, targetId]);
      links.set(entryId, [...linksOf(entryId), { targetId, linkTypeId: 1 }]);
    },
    lost: () =>
      foreign
        .filter(([entryId, targetId]) => !server.targetsOf(entryId).includes(targetId))
        .map(([entryId, targetId]) => `${entryId}: ${targetId}`),
    transport: (url, { method, body }) => {
      const entryId = Number(/Entries\/(\d+)\/links/.exec(url)?.[1] ?? 0);
      const call = entryId === 0 ? 'token' : `${method} ${entryId}`;
      calls.push(call);
      const other = server.onRequest(call);
      if (other) return Promise.resolve(other);
      if (entryId === 0)
        return Promise.resolve(answer(200, { access_token: `t-${calls.length}`, expires_in: lifeSeconds }));
      if (method === 'PUT') links.set(entryId, JSON.parse(body ?? '[]') as Stored[]);
      return Promise.resolve(
        answer(200, { value: linksOf(entryId).map((link) => ({ ...link, sourceId: entryId })) }),
      );
    },
  };
  return server;
}

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): TransportResponse {
  return {
    status,
    headers: { get: (name) => headers[name] ?? null },
    text: () => Promise.resolve(JSON.stringify(body)),
  };
}
