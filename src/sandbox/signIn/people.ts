import { createHash } from 'node:crypto';
import { oauthProblem } from '../http/problems';
import type { OAuthLifetimes } from '../options';
import { constantTimeEqual, SecretMap } from './secrets';

/** What an app asked a person for. */
export interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | undefined;
  /** PKCE, S256. */
  readonly challenge: string;
}

/** One sign-in: all refresh tokens that were issued from one code on. */
interface TokenFamily {
  readonly clientId: string;
  readonly scope: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  isRevoked: boolean;
}

interface Code {
  readonly request: AuthorizeRequest;
  /** Set when the code is used. */
  family?: TokenFamily;
}

/** What a code or a refresh token is exchanged for. The caller adds the access token. */
export interface Grant {
  readonly refreshToken: string;
  readonly scope: string;
}

/** Sign-ins of people: consent, codes, and refresh tokens for one use each. Known to this process only. */
export class PeopleSignIns {
  readonly #consents: SecretMap<AuthorizeRequest>;
  readonly #codes: SecretMap<Code>;
  readonly #refreshTokens: SecretMap<{ readonly family: TokenFamily; isUsed: boolean }>;

  /** `now` in milliseconds since 1970. */
  constructor(
    private readonly lifetimes: Readonly<OAuthLifetimes>,
    private readonly now: () => number,
  ) {
    this.#consents = new SecretMap(now);
    this.#codes = new SecretMap(now);
    this.#refreshTokens = new SecretMap(now);
  }

  /** @returns a ticket, which proves that the consent page was shown. */
  askConsent(request: AuthorizeRequest): string {
    return this.#consents.add(request, this.#in(this.lifetimes.consent));
  }

  /** Takes a ticket, which can be used once. */
  takeConsent(ticket: string): AuthorizeRequest | undefined {
    const request = this.#consents.get(ticket);
    this.#consents.delete(ticket);
    return request;
  }

  issueCode(request: AuthorizeRequest): string {
    return this.#codes.add({ request }, this.#in(this.lifetimes.code));
  }

  /** A code can be used once. Used again, it ends the sign-in that it began (RFC 6749, 4.1.2). */
  redeemCode(code: string, clientId: string, redirectUri: string, verifier: string): Grant {
    const known = this.#codes.get(code);
    if (!known) throw invalidGrant('The authorization code is invalid or expired.');
    if (known.family) {
      known.family.isRevoked = true;
      throw invalidGrant('The authorization code was used before.');
    }
    const { request } = known;
    if (request.clientId !== clientId || request.redirectUri !== redirectUri)
      throw invalidGrant('The authorization code was issued to another client_id or redirect_uri.');
    if (!matchesChallenge(verifier, request.challenge)) throw invalidGrant('The code_verifier does not fit.');
    known.family = {
      clientId,
      scope: request.scope,
      until: this.#in(this.lifetimes.refreshToken),
      isRevoked: false,
    };
    return this.#next(known.family);
  }

  /** A refresh token can be used once. Used again, it ends its sign-in, as the guide says. */
  refresh(refreshToken: string, clientId: string): Grant {
    const known = this.#refreshTokens.get(refreshToken);
    if (known?.family.clientId !== clientId) throw invalidGrant('The refresh token is invalid or expired.');
    if (known.isUsed) {
      known.family.isRevoked = true;
      throw invalidGrant(
        'The use of a previously used refresh token has been detected. As a security precaution, the refresh token has been invalidated.',
      );
    }
    if (known.family.isRevoked) throw invalidGrant('The refresh token has been invalidated.');
    known.isUsed = true;
    return this.#next(known.family);
  }

  #next(family: TokenFamily): Grant {
    const refreshToken = this.#refreshTokens.add({ family, isUsed: false }, family.until);
    return { refreshToken, scope: family.scope };
  }

  #in(seconds: number): number {
    return this.now() + seconds * 1000;
  }
}

function matchesChallenge(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return constantTimeEqual(createHash('sha256').update(verifier).digest('base64url'), challenge);
}

const invalidGrant = (description: string) => oauthProblem(400, 'invalid_grant', description);
