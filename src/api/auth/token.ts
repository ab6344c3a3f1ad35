import { untilAborted, cancelled } from '../http/abort';
import type { AccessToken } from './signIn';
import { nodeTimers, type Timers } from '../http/timers';

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
    } catch (error) {
      throw signal?.aborted ? cancelled() : error;
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
