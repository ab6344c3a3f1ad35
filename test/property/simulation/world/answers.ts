import { Refusal, type RefusalKind } from '../../../../src/sandbox/repository/refusal';
import type { RepositoryState } from '../../../../src/sandbox/repository/state';
import { pathOf } from '../../../../src/sandbox/repository/lookup';
import type { Random } from './random';
import type { Server, Write } from './server';

/** What a request is about. */
export type RequestKind = 'token' | 'types' | 'entry' | 'read' | 'put' | 'other';

export interface Asked {
  readonly kind: RequestKind;
  readonly entryId: number;
  /** How many links the pages before have. */
  readonly skip: number;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The state that a list of links was read from. */
  readonly state?: RepositoryState;
  /** What links were assigned. */
  readonly write?: Write;
  /** A page that is not the last one. */
  readonly hasMore?: boolean;
}

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  denied: 403,
  notFound: 404,
  conflict: 409,
  locked: 423,
};
const JSON_TYPE = { 'content-type': 'application/json' };

export function askedBy(method: string, url: URL): Asked {
  const entryId = Number(/\/Entries\/(\d+)/.exec(url.pathname)?.[1] ?? 0);
  const skip = Number(url.searchParams.get('$skip') ?? 0);
  const kind = (): RequestKind => {
    if (url.pathname.endsWith('/Token')) return 'token';
    if (url.pathname.endsWith('/links')) return method === 'PUT' ? 'put' : 'read';
    if (url.pathname.endsWith('/LinkDefinitions')) return 'types';
    return entryId > 0 ? 'entry' : 'other';
  };
  return { kind: kind(), entryId, skip };
}

/** What a server does with a request and answers when nothing goes wrong between. */
export function answerOf(
  server: Server,
  { kind, entryId, skip }: Asked,
  request: { readonly url: string; readonly body?: string; readonly authorization?: string | undefined },
  random: Random,
): Answer {
  const limitedFor = server.limitedFor();
  if (limitedFor > 0)
    return { status: 429, body: '{}', headers: { ...JSON_TYPE, 'retry-after': `${limitedFor}` } };
  if (kind === 'token') return json(server.newToken());
  if (!server.isSignedIn(request.authorization)) return { status: 401, body: '{}', headers: JSON_TYPE };
  try {
    switch (kind) {
      case 'types':
        return json({
          value: server.definitions.linkTypes.map(({ id, sourceLabel, targetLabel, description }) => ({
            linkTypeId: id,
            ...{ sourceLabel, targetLabel, linkTypeDescription: description },
          })),
        });
      case 'entry':
        return json(entryOf(server, entryId));
      case 'read':
        return page(server, entryId, skip, request.url);
      case 'put': {
        const write = server.assign(entryId, wishesOf(request.body ?? ''), 'us', random);
        return { ...json({ value: server.rows(entryId) }), write };
      }
      default:
        return { status: 404, body: '{}', headers: JSON_TYPE };
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: STATUS[error.kind], body: JSON.stringify({ title: error.message }), headers: JSON_TYPE };
  }
}

function page(server: Server, entryId: number, skip: number, url: string): Answer {
  const { pageSize } = server.variant;
  const rows = server.rows(entryId);
  const next = new URL(url);
  next.searchParams.set('$skip', String(skip + pageSize));
  const hasMore = rows.length > skip + pageSize;
  return {
    ...json({
      value: rows.slice(skip, skip + pageSize),
      ...(hasMore && { '@odata.nextLink': next.href }),
    }),
    state: server.state,
    hasMore,
  };
}

function entryOf(server: Server, entryId: number): unknown {
  const entry = server.state.entries.get(entryId);
  if (!entry) throw new Refusal('notFound', 'Entry not found.');
  const { id, name, entryType } = entry;
  return { id, name, entryType, fullPath: pathOf(server.state, entry) };
}

function wishesOf(body: string) {
  const payload = JSON.parse(body) as {
    readonly targetId: number;
    readonly linkTypeId: number;
    readonly customProperties?: Record<string, string>;
  }[];
  return payload.map(({ targetId, linkTypeId, customProperties = null }) => ({
    targetId,
    linkTypeId,
    properties: customProperties,
  }));
}

const json = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value), headers: JSON_TYPE });
