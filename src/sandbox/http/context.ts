import type { Context, Hono } from 'hono';
import type { SandboxBehaviour } from '../options';
import type { Definitions } from '../repository/state';
import type { OAuth } from '../signIn/oauth';
import type { AccessTokens } from '../signIn/secrets';
import type { Store } from '../storage/store';
import type { RateLimit, SearchSlots } from './limits';
import type { OpenSearches } from './openSearches';
import type { Tasks } from './tasks';

/** What every route works with. */
export interface Services {
  readonly repoId: string;
  readonly repoName: string;
  readonly username: string;
  readonly password: string;
  readonly store: Store;
  readonly definitions: Definitions;
  /** Replaced as a whole by `setBehaviour`: read it where it is needed, keep no copy. */
  behaviour: SandboxBehaviour;
  readonly tokens: AccessTokens;
  readonly oauth: OAuth;
  readonly tasks: Tasks;
  readonly rateLimit: RateLimit;
  readonly searchSlots: SearchSlots;
  readonly openSearches: OpenSearches;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface ApiEnv {
  Variables: {
    services: Services;
    /** The request's body, once read. */
    body?: string;
    /** The request's bearer token, once proven. */
    token: string;
    /** Whose token it is. */
    user: string;
  };
}

export type ApiContext = Context<ApiEnv>;
export type ApiRoutes = Hono<ApiEnv>;

/** Letter case counts for nothing in the id of a repository. */
export const isRepository = (repoId: string, own: Pick<Services, 'repoId'>): boolean =>
  repoId.toLowerCase() === own.repoId.toLowerCase();

/** Where the API stands on the server. */
export const API_PATH = '/LFRepositoryAPI';

/** Address of the API as this client reached it, for absolute links. */
export function apiUrl(c: ApiContext): string {
  return new URL(API_PATH, c.req.url).href;
}

export function entriesUrl(c: ApiContext): string {
  return `${apiUrl(c)}/v1/Repositories/${encodeURIComponent(c.var.services.repoId)}/Entries`;
}

export function entryUrl(c: ApiContext, id: number): string {
  return `${entriesUrl(c)}/${id}`;
}
