import { ApiError } from '../errors';
import { object, seconds, text } from '../http/shape';
import type { AccessToken, SignIn, SignInHttp } from './token';
import { tokenUrl } from '../v1/paths';

/** Seconds a token of a self-hosted server lives, where its answer does not say. */
const DOCUMENTED_LIFETIME_S = 900;
/** Laserfiche's code of wrong credentials; it comes with different statuses. */
const BAD_CREDENTIALS = 9528;

export interface PasswordOptions {
  readonly username: string;
  readonly password: string;
  /** Milliseconds since the epoch; the system's clock unless told. */
  readonly now?: (() => number) | undefined;
}

/**
 * User name and password of a self-hosted server: `POST {base}/v1/Repositories/{repoId}/Token`.
 * User names may be `user@domain` or `DOMAIN\user`. An unknown repository id shows here first, as `notFound`.
 */
export class PasswordSignIn implements SignIn {
  readonly #username: string;
  readonly #password: string;
  readonly #now: () => number;

  constructor({ username, password, now = Date.now }: PasswordOptions) {
    this.#username = username;
    this.#password = password;
    this.#now = now;
  }

  async requestToken({ baseUrl, repoId, send }: SignInHttp, signal?: AbortSignal): Promise<AccessToken> {
    const requestedAt = this.#now();
    const form = new URLSearchParams({
      grant_type: 'password',
      username: this.#username,
      password: this.#password,
    });
    try {
      const answer = await send({
        method: 'POST',
        url: tokenUrl(baseUrl, repoId),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        secrets: [this.#password],
        // A second token does no harm: the first one ends by itself.
        retryRule: 'whenever',
        signal,
        read: readToken,
      });
      const seconds = answer.expires_in ?? DOCUMENTED_LIFETIME_S;
      return { token: answer.access_token, expiresAt: requestedAt + seconds * 1000 };
    } catch (error) {
      throw isRefusal(error) ? new ApiError('badCredentials', error.message, error) : error;
    }
  }
}

const readToken = object<{ readonly access_token: string; readonly expires_in?: number }>({
  access_token: text,
  expires_in: seconds,
});

function isRefusal(error: unknown): error is ApiError {
  if (!ApiError.is(error) || error.blockedBy) return false;
  // The same code comes with a repository that can't be reached: that is no statement about a password.
  return error.status === 401 || (error.errorCode === BAD_CREDENTIALS && error.reason !== 'noRepository');
}
