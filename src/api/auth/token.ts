import { ApiError } from '../errors';
import { untilAborted } from '../http/abort';
import { nodeTimers, type Timers } from '../http/clock';
import { around, type ApiRequest, type Http, type Send } from '../http/request';

/** A bearer token. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a way to sign in has to work with. `send` has the limits and the log of all requests, but adds no token. */
export interface SignInHttp {
  readonly baseUrl: string;
  readonly repoId: string;
  readonly send: Send;
  /** The token in use so far, which was refused or is about to expire: another one is wanted. */
  readonly stale?: string | undefined;
}

/** A way to get an access token. One object serves one connection. */
export interface SignIn {
  /** Rejects with `ApiError`; reason `badCredentials` when the server refuses who is asking. */
  requestToken(http: SignInHttp, signal?: AbortSignal): Promise<AccessToken>;
}

/** A token is not used any more this long before it expires, so that none dies on the way. */
const MARGIN_MS = 30_000;
/** A token in use is renewed this long before it expires, so that no call waits for it. */
const AHEAD_MS = 120_000;

export interface TokenSourceOptions {
  /** Milliseconds since the epoch; the system's clock unless told. */
  readonly now?: (() => number) | undefined;
  readonly timers?: Timers | undefined;
  /** Ends the renewal in the background: the connection is closed or signed out. */
  readonly closed?: AbortSignal | undefined;
}

interface Current {
  readonly token: string;
  /** From here on it is renewed in the background. */
  readonly renewAt: number;
  /** From here on calls wait for the next one. */
  readonly uselessAt: number;
  used: boolean;
  /** The renewal in the background was tried: if it failed, calls will say so when the token ends. */
  renewed: boolean;
}

/**
 * The token of a connection: fetched once however many ask, renewed ahead of its end when it was used at all (an idle
 * window holds no session open), fetched anew by the next call otherwise.
 */
export class TokenSource {
  readonly #request: (stale: string | undefined) => Promise<AccessToken>;
  readonly #now: () => number;
  readonly #timers: Timers;
  readonly #closed: AbortSignal | undefined;
  #current: Current | undefined;
  #refused: string | undefined;
  #pending: Promise<string> | undefined;
  #stopTimer: () => void = () => undefined;

  /** @param request gets another token than the stale one, which was refused or is about to expire. */
  constructor(
    request: (stale: string | undefined) => Promise<AccessToken>,
    { now = Date.now, timers = nodeTimers, closed }: TokenSourceOptions = {},
  ) {
    this.#request = request;
    this.#now = now;
    this.#timers = timers;
    this.#closed = closed;
    closed?.addEventListener('abort', () => this.#stopTimer(), { once: true });
  }

  /** Whether a call would get a token without waiting for one. */
  isReady(): boolean {
    return this.#current !== undefined && this.#now() < this.#current.uselessAt;
  }

  /** A token that should work. A signal ends the waiting only: others may wait for the same token. */
  async get(signal?: AbortSignal): Promise<string> {
    const current = this.#current;
    if (current && this.#now() < current.uselessAt) {
      current.used = true;
      if (this.#now() >= current.renewAt) this.#renewAhead();
      return current.token;
    }
    this.#pending ??= this.#fetch();
    try {
      return await untilAborted(this.#pending, signal);
    } finally {
      if (this.#current) this.#current.used = true;
    }
  }

  /** Another token than the one the server refused. */
  replace(refused: string, signal?: AbortSignal): Promise<string> {
    if (this.#current?.token === refused) {
      this.#refused = refused;
      this.#current = undefined;
    }
    return this.get(signal);
  }

  #renewAhead(): void {
    const current = this.#current;
    if (!current?.used || current.renewed || this.#pending || this.#closed?.aborted) return;
    current.renewed = true;
    this.#pending = this.#fetch();
    // Whoever needs a token once this one has ended asks again, and hears of the failure then.
    this.#pending.catch(() => undefined);
  }

  async #fetch(): Promise<string> {
    const stale = this.#current?.token ?? this.#refused;
    try {
      const { token, expiresAt } = await this.#request(stale);
      this.#keep(token, expiresAt);
      return token;
    } finally {
      this.#pending = undefined;
    }
  }

  #keep(token: string, expiresAt: number): void {
    const now = this.#now();
    const life = Math.max(0, expiresAt - now);
    this.#refused = undefined;
    this.#current = {
      token,
      // Tokens that live shorter than the margins are used for half of their life.
      renewAt: expiresAt - Math.min(AHEAD_MS, life * 0.6),
      uselessAt: expiresAt - Math.min(MARGIN_MS, life / 2),
      used: false,
      renewed: false,
    };
    this.#stopTimer();
    if (this.#closed?.aborted) return;
    this.#stopTimer = this.#timers.after(this.#current.renewAt - now, () => this.#renewAhead());
  }
}

/**
 * Sends with the connection's token, to its own origin only. After a 401 the token is renewed and the request sent
 * once more: a request refused for its token was not carried out, so this is safe for changes as well.
 */
export function withToken(http: Http, tokens: TokenSource, baseUrl: string): Http {
  const bearing = <T>(request: ApiRequest<T>, token: string): ApiRequest<T> => ({
    ...request,
    headers: { ...request.headers, Authorization: `Bearer ${token}` },
  });
  return around(
    async (request) => {
      // What was checked is what is sent: no two readers of one address.
      const own = { ...request, url: requireOwnOrigin(request.url, baseUrl).href };
      const token = await tokens.get(request.signal);
      try {
        return await http(bearing(own, token));
      } catch (error) {
        if (!ApiError.is(error) || error.status !== 401 || error.blockedBy) throw error;
        const renewed = await tokens.replace(token, request.signal);
        return http(bearing(own, renewed));
      }
    },
    // The token first: its own request could not pass where all places are reserved by those who wait for it.
    async (calls, options) => {
      for (;;) {
        await tokens.get(options.signal);
        const ticket = await http.reserve(calls, options);
        if (tokens.isReady()) return ticket;
        ticket.release();
      }
    },
  );
}

/**
 * The address that `url` stands for, if it is on the origin (scheme, host and port) of `baseUrl`.
 * A token must not travel anywhere else, whoever wrote the address.
 * @throws ApiError `foreignOrigin`
 */
function requireOwnOrigin(url: string, baseUrl: string): URL {
  const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : undefined;
  const { origin: own, protocol } = new URL(baseUrl);
  // A blob: address has the origin of the address within.
  const isOwn = target?.origin === own && target.protocol === protocol;
  if (!isOwn || target.username || target.password) {
    throw new ApiError('foreignOrigin', `An address leads to ${target?.origin ?? 'nowhere'}, not to ${own}.`);
  }
  return target;
}
