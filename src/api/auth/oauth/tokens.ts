import { ApiError } from '../../errors';
import type { Send } from '../../http/request';
import { object, optional, seconds, text } from '../../http/shape';

/** Seconds an access token of a person lives, where the answer does not say. */
const DOCUMENTED_LIFETIME_S = 3600;

/** What an app may do by Laserfiche's names; everything this extension does. */
export const SCOPE = 'repository.Read repository.Write';

/** The answer of `POST /oauth/Token`. */
export interface OAuthAnswer {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in?: number;
  readonly refresh_token?: string;
}

export interface OAuthTokenRequest {
  readonly tokenUrl: string;
  readonly form: Readonly<Record<string, string>>;
  /** The assertion of a service app. */
  readonly bearer?: string;
  /** Values of the request that no error may repeat; `bearer` counts anyway. */
  readonly secrets: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * `POST /oauth/Token`. Rejects with `ApiError`: `badCredentials` when the server names an invalid grant (code, refresh
 * token); `unauthorized` when it refuses the client (401).
 */
export function requestOAuthToken(send: Send, request: OAuthTokenRequest): Promise<OAuthAnswer> {
  const { tokenUrl, form, bearer, secrets, signal } = request;
  return send({
    method: 'POST',
    url: tokenUrl,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
    },
    body: new URLSearchParams(form).toString(),
    secrets,
    // A code is used up by the first try, and so may be a refresh token.
    retryRule: 'ifNotDone',
    signal,
    read: readAnswer,
  });
}

const readAnswer = object<OAuthAnswer>({
  access_token: text,
  expires_in: seconds,
  refresh_token: optional(text),
});

/** A client that the server does not know or does not believe has bad credentials, for whoever waits for a token. */
export function asBadCredentials(error: unknown): unknown {
  return ApiError.is(error) && error.status === 401 && !error.blockedBy
    ? new ApiError('badCredentials', error.message, error)
    : error;
}

/** The tokens of an answer that must have a refresh token. */
export function tokensOf(answer: OAuthAnswer, requestedAt: number): StoredTokens {
  if (answer.refresh_token === undefined)
    throw new ApiError('unexpectedAnswer', 'The token answer has no refresh token.');
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: requestedAt + (answer.expires_in ?? DOCUMENTED_LIFETIME_S) * 1000,
  };
}

/** What a person's sign-in leaves behind. All of it is secret. */
export interface StoredTokens {
  readonly accessToken: string;
  /** When the access token expires, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Good for one refresh, which gives the next one; about 8 hours from the sign-in on. */
  readonly refreshToken: string;
}

/** Keeps the tokens of one person's sign-in for all windows, in a secret place. */
export interface TokenStore {
  /**
   * The tokens as any window wrote them last. An older answer would make a used refresh token be used again, upon
   * which the server revokes the sign-in.
   */
  read(): Promise<StoredTokens | undefined>;
  /** Resolves when every later `read`, in any window, gives these tokens; `undefined`: nobody is signed in. */
  write(tokens: StoredTokens | undefined): Promise<void>;
}

/** Runs a job while no other job of the same key runs, in any window. */
export type TokenLock = <T>(key: string, job: () => Promise<T>) => Promise<T>;

/** The tokens as text for a store of texts. */
export function serializeTokens({ accessToken, expiresAt, refreshToken }: StoredTokens): string {
  return JSON.stringify({ accessToken, expiresAt, refreshToken });
}

/** The tokens in a text; `undefined` when it is something else. */
export function parseTokens(text: string | undefined): StoredTokens | undefined {
  try {
    const json = JSON.parse(text ?? 'null') as Partial<Record<keyof StoredTokens, unknown>> | null;
    const { accessToken, expiresAt, refreshToken } = json ?? {};
    return typeof accessToken === 'string' &&
      typeof refreshToken === 'string' &&
      Number.isSafeInteger(expiresAt)
      ? { accessToken, refreshToken, expiresAt: expiresAt as number }
      : undefined;
  } catch {
    return undefined;
  }
}
