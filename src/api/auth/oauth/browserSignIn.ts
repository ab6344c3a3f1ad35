import { createHash, randomBytes } from 'node:crypto';
import type { Send } from '../../http/request';
import { listenForCallback, type LoopbackOptions } from '../loopback';
import { LoopbackError } from '../errors';
import { signInEndpoints, type SignInPlace } from './endpoints';
import { asBadCredentials, requestOAuthToken, SCOPE, tokensOf, type StoredTokens } from './tokens';

export interface BrowserSignInOptions
  extends SignInPlace, AuthorizationClient, Pick<LoopbackOptions, 'port' | 'timeoutMs' | 'signal'> {
  readonly send: Send;
  /** Opens an address in the person's browser; false when the person did not want that. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  /** Milliseconds since the epoch; the system's clock unless told. */
  readonly now?: (() => number) | undefined;
}

/**
 * Signs a person in: opens the browser, waits on loopback, exchanges the code. Works where browser and extension run
 * on one machine only. Nothing is stored: that is for `OAuthSignIn.accept`.
 * Rejects with `LoopbackError` (no code came back), `ApiError` (the code was not exchanged), or as `openBrowser` does.
 * @throws SignInAddressError
 */
export async function signInInBrowser(options: BrowserSignInOptions): Promise<StoredTokens> {
  const { clientId, send, openBrowser, port, timeoutMs, signal, now = Date.now } = options;
  const { authorizeUrl, tokenUrl } = signInEndpoints(options);
  const state = randomText();
  const loopback = await listenForCallback({ state, port, timeoutMs, signal });
  try {
    const { url, redirectUri, verifier } = beginAuthorization(
      authorizeUrl,
      options,
      loopback.redirectUri,
      state,
    );
    const opened = openBrowser(url).then((didOpen) => {
      if (!didOpen) throw new LoopbackError('cancelled');
      return loopback.code;
    });
    // Some systems say only after the sign-in whether a browser was opened.
    const code = await Promise.race([opened, loopback.code]);
    return await exchangeCode(send, { tokenUrl, clientId, code, redirectUri, verifier, now, signal });
  } finally {
    await loopback.close();
  }
}

/** An app that people sign in with: a single-page app of the Developer Console, which has no secret. */
export interface AuthorizationClient {
  readonly clientId: string;
  /** The Laserfiche Cloud account ID, where it is known: whoever signs in must belong to it. */
  readonly customerId?: string | undefined;
}

/** A sign-in that was begun. `state` and `verifier` stay in memory until the browser comes back. */
export interface Authorization {
  /** To be opened in a browser. */
  readonly url: string;
  readonly redirectUri: string;
  /** Comes back with the code; another one means that somebody else's sign-in came back. */
  readonly state: string;
  /** Proves that who exchanges the code is who asked for it (PKCE, RFC 7636). */
  readonly verifier: string;
}

/** Begins the authorization code flow (guide "Creating an OAuth Single-Page App") with S256 and a random state. */
export function beginAuthorization(
  authorizeUrl: string,
  { clientId, customerId }: AuthorizationClient,
  redirectUri: string,
  state: string = randomText(),
): Authorization {
  const verifier = randomText();
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    code_challenge: codeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(customerId !== undefined && { customerId }),
  });
  return { url: `${authorizeUrl}?${query.toString()}`, redirectUri, state, verifier };
}

/** RFC 7636, 4.2: base64url of the verifier's SHA-256. */
export function codeChallenge(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

/** 256 bits in 43 characters: what RFC 7636 recommends for a verifier, and more than enough for a state. */
export function randomText(): string {
  return randomBytes(32).toString('base64url');
}

export interface CodeExchange extends Pick<Authorization, 'redirectUri' | 'verifier'> {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly code: string;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Exchanges a code for tokens. Rejects with `ApiError`; `badCredentials`: the code was used before, is too old or of another sign-in. */
export async function exchangeCode(send: Send, exchange: CodeExchange): Promise<StoredTokens> {
  const { tokenUrl, clientId, code, redirectUri, verifier, now, signal } = exchange;
  const requestedAt = now();
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: clientId,
    code_verifier: verifier,
  };
  try {
    const answer = await requestOAuthToken(send, { tokenUrl, form, secrets: [code, verifier], signal });
    return tokensOf(answer, requestedAt);
  } catch (error) {
    throw asBadCredentials(error);
  }
}
