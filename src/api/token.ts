import { untilAborted, cancelled } from './abort';
import type { AccessToken } from './signIn';

/** A token is renewed this long before it expires, so that none dies on the way. */
const MARGIN_MS = 30_000;

/** The token of a connection: fetched once however many ask, kept until shortly before it expires. */
export class TokenSource {
  readonly #request: () => Promise<AccessToken>;
  readonly #now: () => number;
  #current: { readonly token: string; readonly renewAt: number } | undefined;
  #pending: Promise<string> | undefined;

  constructor(request: () => Promise<AccessToken>, now: () => number = Date.now) {
    this.#request = request;
    this.#now = now;
  }

  /** A token that should work. A signal ends the waiting only: others may wait for the same token. */
  async get(signal?: AbortSignal): Promise<string> {
    if (this.#current && this.#now() < this.#current.renewAt) return this.#current.token;
    this.#pending ??= this.#fetch();
    try {
      return await untilAborted(this.#pending, signal);
    } catch (error) {
      throw signal?.aborted ? cancelled() : error;
    }
  }

  /** Another token than the one the server refused. */
  replace(refused: string, signal?: AbortSignal): Promise<string> {
    if (this.#current?.token === refused) this.#current = undefined;
    return this.get(signal);
  }

  async #fetch(): Promise<string> {
    try {
      const { token, expiresAt } = await this.#request();
      const now = this.#now();
      // Half of a life shorter than the margin, so that such tokens are used at all.
      this.#current = { token, renewAt: expiresAt - Math.min(MARGIN_MS, (expiresAt - now) / 2) };
      return token;
    } finally {
      this.#pending = undefined;
    }
  }
}
