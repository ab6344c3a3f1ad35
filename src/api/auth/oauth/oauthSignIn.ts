import { ApiError } from '../../errors';
import type { Send } from '../../http/request';
import type { AccessToken, SignIn, SignInHttp } from '../token';
import { signInEndpoints, type SignInPlace } from './endpoints';
import {
  asBadCredentials,
  requestOAuthToken,
  tokensOf,
  type StoredTokens,
  type TokenLock,
  type TokenStore,
} from './tokens';

export interface OAuthSignInOptions extends SignInPlace {
  readonly clientId: string;
  readonly store: TokenStore;
  readonly lock: TokenLock;
  /** Names the sign-in to `lock`: the same for everybody who shares the store. */
  readonly lockKey: string;
  /** Milliseconds since the epoch; the system's clock unless told. */
  readonly now?: (() => number) | undefined;
}

/**
 * A person signed in to Laserfiche Cloud. Access tokens come from the store while they live; then whoever holds the lock
 * refreshes for all windows. A refresh token is used once, and its successor is stored before any token of the answer
 * is used: using an old one again would end the sign-in everywhere.
 * `badCredentials` means that nobody is signed in any more: the person has to sign in again.
 */
export class OAuthSignIn implements SignIn {
  readonly #options: OAuthSignInOptions;
  readonly #tokenUrl: string;
  readonly #now: () => number;
  /** What a refresh gave and the store did not take: its predecessor is still in the store, and used up. */
  #unsaved: { readonly spent: string; readonly tokens: StoredTokens } | undefined;

  /** @throws SignInAddressError */
  constructor(options: OAuthSignInOptions) {
    this.#options = options;
    this.#tokenUrl = signInEndpoints(options).tokenUrl;
    this.#now = options.now ?? Date.now;
  }

  async requestToken({ send, stale }: SignInHttp): Promise<AccessToken> {
    const known = await this.#read();
    if (known && this.#isGood(known, stale)) return accessOf(known);
    return this.#locked(async () => accessOf(await this.#renewed(send, stale)));
  }

  /** Keeps what `signInInBrowser` gave, for all windows. */
  accept(tokens: StoredTokens): Promise<void> {
    return this.#locked(() => this.#write(tokens));
  }

  /** Forgets the tokens, for all windows. The server is not told: it has no address for that. */
  signOut(): Promise<void> {
    return this.#locked(() => this.#write(undefined));
  }

  /** Good tokens, by ourselves or by whoever held the lock before us. */
  async #renewed(send: Send, stale: string | undefined): Promise<StoredTokens> {
    const stored = await this.#read();
    if (!stored) throw new ApiError('badCredentials', 'Nobody is signed in.');
    const known = this.#unsaved?.spent === stored.refreshToken ? this.#unsaved.tokens : stored;
    if (known !== stored) await this.#write(known);
    return this.#isGood(known, stale) ? known : this.#refresh(send, known.refreshToken);
  }

  async #refresh(send: Send, refreshToken: string): Promise<StoredTokens> {
    const requestedAt = this.#now();
    try {
      const answer = await requestOAuthToken(send, {
        tokenUrl: this.#tokenUrl,
        form: {
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          client_id: this.#options.clientId,
        },
        secrets: [refreshToken],
      });
      const tokens = tokensOf(answer, requestedAt);
      this.#unsaved = { spent: refreshToken, tokens };
      await this.#write(tokens);
      return tokens;
    } catch (error) {
      // The server said that this refresh token is void: nobody needs to try it again.
      if (ApiError.is(error, 'badCredentials')) await this.#write(undefined);
      throw asBadCredentials(error);
    }
  }

  #isGood(tokens: StoredTokens, stale: string | undefined): boolean {
    return tokens.accessToken !== stale && this.#now() < tokens.expiresAt;
  }

  async #read(): Promise<StoredTokens | undefined> {
    try {
      return await this.#options.store.read();
    } catch (error) {
      throw storageFailed(error);
    }
  }

  async #write(tokens: StoredTokens | undefined): Promise<void> {
    try {
      await this.#options.store.write(tokens);
      this.#unsaved = undefined;
    } catch (error) {
      throw storageFailed(error);
    }
  }

  async #locked<T>(job: () => Promise<T>): Promise<T> {
    const state = { begun: false };
    try {
      return await this.#options.lock(this.#options.lockKey, () => {
        state.begun = true;
        return job();
      });
    } catch (error) {
      if (state.begun || ApiError.is(error)) throw error;
      throw new ApiError('timeout', 'The lock to renew the sign-in was not got in time.', { cause: error });
    }
  }
}

function accessOf({ accessToken, expiresAt }: StoredTokens): AccessToken {
  return { token: accessToken, expiresAt };
}

/**
 * Without its words: a keeper of secrets may quote what it could not keep. What is written for people quotes nothing, and
 * neither do systems: that the keyring is locked or the disk full must not be told as a sign-in that has ended.
 */
function storageFailed(error: unknown): Error {
  if (error instanceof Error && (error.name === 'UserError' || 'syscall' in error)) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new ApiError('unauthorized', `The place where sign-ins are kept failed (${name}).`);
}
