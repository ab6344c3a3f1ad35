import { ApiError } from '../../errors';
import type { AccessToken, SignIn, SignInHttp } from '../signIn';
import type { AccessKey } from './accessKey';
import { clientAssertion } from './assertion';
import { signInEndpoints, type SignInPlace } from './endpoints';
import { asBadCredentials, requestOAuthToken, SCOPE } from './tokenRequest';

/** Seconds a token of a service app lives, where the answer does not say. */
const DOCUMENTED_LIFE = 43_200;
/** Clocks further apart than this can be why an assertion was refused. Milliseconds. */
const NOTABLE_SKEW = 10_000;

export interface ServiceAppOptions extends Pick<SignInPlace, 'signInOrigin'> {
  readonly accessKey: AccessKey;
  /** The key of the service principal that the app acts as. */
  readonly servicePrincipalKey: string;
  /** Milliseconds since the epoch; the system's clock unless told. */
  readonly now?: (() => number) | undefined;
}

/**
 * A service app of Laserfiche Cloud: `POST https://signin.{domain}/oauth/Token` with a signed assertion. There is no
 * refresh token: each token is asked for anew. Where the server refuses and its clock differs from ours, the assertion
 * is made once more with the server's time.
 */
export class ServiceAppSignIn implements SignIn {
  readonly #accessKey: AccessKey;
  readonly #servicePrincipalKey: string;
  readonly #tokenUrl: string;
  readonly #now: () => number;
  /** The server's clock minus ours, in milliseconds; 0 until a refusal teaches better. */
  #skew = 0;

  /** @throws SignInAddressError */
  constructor({ accessKey, servicePrincipalKey, signInOrigin, now = Date.now }: ServiceAppOptions) {
    this.#accessKey = accessKey;
    this.#servicePrincipalKey = servicePrincipalKey.trim();
    this.#tokenUrl = signInEndpoints({ domain: accessKey.domain, signInOrigin }).tokenUrl;
    this.#now = now;
  }

  async requestToken(http: SignInHttp, signal?: AbortSignal): Promise<AccessToken> {
    try {
      return await this.#request(http, signal);
    } catch (error) {
      if (!this.#learnedTime(error)) throw asBadCredentials(error);
    }
    try {
      return await this.#request(http, signal);
    } catch (error) {
      throw asBadCredentials(error);
    }
  }

  async #request({ send }: SignInHttp, signal: AbortSignal | undefined): Promise<AccessToken> {
    const requestedAt = this.#now();
    const answer = await requestOAuthToken(send, {
      tokenUrl: this.#tokenUrl,
      form: { grant_type: 'client_credentials', scope: SCOPE },
      bearer: clientAssertion(this.#accessKey, this.#servicePrincipalKey, requestedAt + this.#skew),
      secrets: [this.#servicePrincipalKey, this.#accessKey.jwk.d],
      signal,
    });
    return {
      token: answer.access_token,
      expiresAt: requestedAt + (answer.expires_in ?? DOCUMENTED_LIFE) * 1000,
    };
  }

  /** Whether the refusal shows that the server's clock is not what we took it for. */
  #learnedTime(error: unknown): boolean {
    if (!(error instanceof ApiError) || error.serverTime === undefined) return false;
    if (error.status !== 400 && error.status !== 401) return false;
    const skew = error.serverTime - this.#now();
    if (Math.abs(skew - this.#skew) < NOTABLE_SKEW) return false;
    this.#skew = skew;
    return true;
  }
}
