import type { Entry } from '../../domain';
import { ApiError } from '../errors';
import type { ApiRequest, Http } from '../http/request';
import { object, optional, type Reader, text } from '../http/shape';
import type {
  CallOptions,
  ListFoundOptions,
  Page,
  RepositoryApi,
  SearchProgress,
  SearchState,
} from '../repository';
import { pageSizeHeader, SELECTED_WITH_PATH } from './children';
import { readEntry, rowsReader } from './codec';
import { withQuery } from './paths';
import type { RefusedOptions } from './refusedOptions';

/** Found entries are read to the end: the fewer pages the better. Servers may send less. */
const FOUND_PAGE_SIZE = 1000;

const JSON_BODY = { 'Content-Type': 'application/json' };

type Searches = Pick<RepositoryApi, 'startSearch' | 'searchProgress' | 'listFound' | 'closeSearch'>;

const readFoundPage = rowsReader(readEntry);

/** The calls of `…/Searches` (`AdvancedSearchRequest`, `AcceptedOperation`, `OperationProgress` of the published description). */
export function searchCalls(http: Http, repository: string, refused: RefusedOptions): Searches {
  const searches = `${repository}/Searches`;
  const searchUrl = (token: string) => `${searches}/${encodeURIComponent(token)}`;
  return {
    startSearch: (command, call) =>
      http({
        method: 'POST',
        url: searches,
        headers: JSON_BODY,
        body: JSON.stringify({ searchCommand: command }),
        read: readAccepted,
        ...optionsOf(call),
      }),

    searchProgress: (token, call) =>
      http({ method: 'GET', url: searchUrl(token), read: readProgress, ...optionsOf(call) }),

    async listFound(token, { pageSize = FOUND_PAGE_SIZE, skip = 0, next, ...call }: ListFoundOptions = {}) {
      const url = `${searchUrl(token)}/Results`;
      const request: ApiRequest<Page<Entry>> = {
        method: 'GET',
        url: next ?? url,
        read: readFoundPage,
        ...optionsOf(call),
      };
      const headers = pageSizeHeader(pageSize);
      const $select = SELECTED_WITH_PATH;
      const from = skip > 0 ? { $skip: skip } : {};
      const { answer } =
        next === undefined
          ? await refused.ask(http, 'found', [
              { ...request, headers, url: withQuery(url, { $select, $count: true, ...from }) },
              { ...request, headers, url: withQuery(url, { $select, ...from }) },
              { ...request, url: withQuery(url, { $select, ...from }) },
              skip > 0 ? { ...request, url: withQuery(url, from) } : request,
            ])
          : await refused.ask(http, 'nextPage', [{ ...request, headers }, request]);
      return answer;
    },

    async closeSearch(token, call) {
      try {
        await http({
          method: 'DELETE',
          url: searchUrl(token),
          headers: JSON_BODY,
          read: () => undefined,
          ...optionsOf(call),
        });
      } catch (error) {
        // One that the server does not know any more is closed.
        if (!ApiError.is(error, 'notFound')) throw error;
      }
    },
  };
}

const readWireAccepted = object<{ readonly token: string }>({ token: text });

const readAccepted: Reader<string> = (body, at) => readWireAccepted(body, at).token;

const readErrors: Reader<readonly string[]> = (value) =>
  Array.isArray(value)
    ? value.flatMap((item: unknown) => {
        const message =
          typeof item === 'object' && item !== null && 'errorMessage' in item ? item.errorMessage : item;
        return typeof message === 'string' && message.trim() !== '' ? [message] : [];
      })
    : [];

const readWireProgress = object<{
  readonly status?: string | undefined;
  readonly percentComplete?: number | undefined;
  readonly errors?: readonly string[] | undefined;
}>({
  status: optional((value: unknown) => String(value)),
  percentComplete: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  errors: readErrors,
});

/** What the state is called; a number where a server tells it as one (`OperationStatus`). */
const STATES: Readonly<Record<string, SearchState>> = {
  notstarted: 'running',
  inprogress: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** 200 failed, 201 completed, 202 running; what the body says counts first. */
const readProgress: ApiRequest<SearchProgress>['read'] = (body, at, { status }) => {
  const { status: told = '', percentComplete, errors = [] } = readWireProgress(body ?? {}, at);
  const byStatus =
    status === 202 ? 'running' : status === 201 || errors.length === 0 ? 'completed' : 'failed';
  return {
    state: STATES[told.toLowerCase()] ?? byStatus,
    errors,
    ...(percentComplete !== undefined && { percent: Math.min(100, Math.max(0, percentComplete)) }),
  };
};

function optionsOf({ signal, priority, ticket, fresh }: CallOptions = {}) {
  return { signal, priority, ticket, fresh };
}
