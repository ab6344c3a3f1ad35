import type { QuirkName } from './quirks';

/**
 * What is not known of real servers, or differs between them. Each is a switch, so that tests can run both ways.
 * Milliseconds and counts; 0 switches a delay or a limit off.
 */
export interface SandboxBehaviour {
  /** GET `…/links` also lists links that point at the entry. */
  incomingListed: boolean;
  /** PUT `…/links` also drops the links that point at the entry. */
  incomingDroppedByPut: boolean;
  /** Answers leave `linkTypeId` out, as the published guide's sample does. */
  omitLinkTypeId: boolean;
  /** PUT creates every link anew: new ids, descriptions lost. Otherwise links of the same target and type are kept. */
  renewLinkIds: boolean;
  /** Largest page the server is willing to send, whatever `Prefer` asks for. */
  maxPageSize: number;
  /** GET `/v1/Repositories` answers; self-hosted servers keep their list to themselves (404) by default. */
  repositoriesListed: boolean;
  /** The list of repositories is for those who are signed in; real servers tell it to anybody. */
  repositoriesNeedToken: boolean;
  /** How the server is odd, as servers in the field are. */
  quirks: readonly QuirkName[];
  /** Added to every answer. */
  latencyMs: number;
  /** Added to every search: to the answer of a simple one, and until another one is done. */
  searchDelayMs: number;
  /** How operators of a search command bind: the documentation says both. */
  searchPrecedence: 'leftToRight' | 'notAndOr';
  /** How long a task (delete, copy) stays in progress before it does its work. */
  taskDelayMs: number;
  /** More requests than this within a minute are answered 429. */
  requestsPerMinute: number;
  /** Larger request bodies are answered 413. */
  maxBodyBytes: number;
}

export const DEFAULT_BEHAVIOUR: Readonly<SandboxBehaviour> = {
  incomingListed: true,
  incomingDroppedByPut: false,
  omitLinkTypeId: false,
  renewLinkIds: false,
  maxPageSize: 1000,
  repositoriesListed: true,
  repositoriesNeedToken: true,
  quirks: [],
  latencyMs: 0,
  searchDelayMs: 0,
  searchPrecedence: 'leftToRight',
  taskDelayMs: 0,
  requestsPerMinute: 0,
  maxBodyBytes: 5 * 1024 * 1024,
};

/** How long what cloud sign-in issues is valid, in seconds. */
export interface OAuthLifetimes {
  /** The access token of a service app. */
  serviceToken: number;
  /** The access token of a person. */
  personToken: number;
  /** All refresh tokens of one sign-in together, from the first one on. */
  refreshToken: number;
  code: number;
  /** The consent page. */
  consent: number;
  /** How far the clock of whoever signs an assertion may be from the server's. */
  clockSkew: number;
}

export const DOCUMENTED_LIFETIMES: Readonly<OAuthLifetimes> = {
  serviceToken: 43_200,
  personToken: 3600,
  refreshToken: 8 * 3600,
  code: 600,
  consent: 300,
  clockSkew: 120,
};

/** One request as the server saw it and answered it. */
export interface ObservedRequest {
  readonly method: string;
  /** Path and query, as received; of a sign-in the path only. */
  readonly path: string;
  readonly status: number;
  /** The request's body, where it had one; never that of a sign-in. */
  readonly body?: string;
}

/** More than a demo has: for tests, benchmarks and whoever wants to see how that goes. */
export interface BigOptions {
  /** Documents in the folder `\\Big Folder`. */
  readonly entries: number;
  /** Links of the document `\\Many Links`, to the first of these documents. At most as many as there are entries. */
  readonly links?: number;
}

export interface SandboxOptions {
  /** 0 or left out: any free port. The server is always bound to 127.0.0.1. */
  readonly port?: number;
  /** Where changes are kept; several sandboxes may share one file. Left out: changes live in memory only. */
  readonly stateFile?: string;
  /** Default `r-abc123`. */
  readonly repoId?: string;
  /** Default `demo`. */
  readonly username?: string;
  /** Default: a random one at each start. */
  readonly password?: string;
  /** Default 900, as self-hosted servers. */
  readonly tokenLifeSeconds?: number;
  /** Shorter lifetimes than the documented ones, so that tests take less time. */
  readonly oauth?: Partial<OAuthLifetimes>;
  readonly behaviour?: Partial<SandboxBehaviour>;
  /** A big folder and an entry of many links besides the demo. */
  readonly big?: BigOptions;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Called after each answer, for tests. */
  readonly onRequest?: (request: ObservedRequest) => void;
}
