import { createPrivateKey, sign } from 'node:crypto';
import { ApiError } from '../../errors';
import type { AccessToken, SignIn, SignInHttp } from '../token';
import type { AccessKey } from './accessKey';
import { signInEndpoints, type SignInPlace } from './endpoints';
import { asBadCredentials, requestOAuthToken, SCOPE } from './tokens';

/** Laserfiche takes assertions for up to an hour. Seconds. */
const ASSERTION_LIFETIME_S = 3600;
/** Issued a little earlier than now, so that a server whose clock is slightly behind takes it too. Seconds. */
const ISSUED_EARLIER_S = 30;
/** Seconds a token of a service app lives, where the answer does not say. */
const DOCUMENTED_LIFETIME_S = 43_200;
/** Clocks further apart than this can be why an assertion was refused. Milliseconds. */
const NOTABLE_SKEW_MS = 10_000;

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
      expiresAt: requestedAt + (answer.expires_in ?? DOCUMENTED_LIFETIME_S) * 1000,
    };
  }

  /** Whether the refusal shows that the server's clock is not what we took it for. */
  #learnedTime(error: unknown): boolean {
    if (!ApiError.is(error) || error.serverTime === undefined) return false;
    if (error.status !== 400 && error.status !== 401) return false;
    const skew = error.serverTime - this.#now();
    if (Math.abs(skew - this.#skew) < NOTABLE_SKEW_MS) return false;
    this.#skew = skew;
    return true;
  }
}

/**
 * The assertion a service app proves itself with: a JWT signed with ES256 (guide "Creating an OAuth Service App"),
 * claims and header as Laserfiche's own client libraries write them.
 * @param now the server's time as far as it is known, in milliseconds since the epoch.
 */
export function clientAssertion(accessKey: AccessKey, servicePrincipalKey: string, now: number): string {
  const { clientId, jwk } = accessKey;
  const issuedAt = Math.floor(now / 1000) - ISSUED_EARLIER_S;
  const header = { alg: 'ES256', typ: 'JWT', kid: jwk.kid };
  const claims = {
    client_id: clientId,
    client_secret: servicePrincipalKey,
    aud: 'laserfiche.com',
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + ASSERTION_LIFETIME_S,
  };
  const signed = `${encode(header)}.${encode(claims)}`;
  // A JWT has the two numbers of the signature side by side, not in ASN.1.
  const signature = sign('sha256', Buffer.from(signed), {
    key: createPrivateKey({ key: { ...jwk }, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  });
  return `${signed}.${signature.toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
