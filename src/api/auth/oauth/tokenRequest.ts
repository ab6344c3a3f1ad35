import { ApiError } from '../../errors';
import type { Send } from '../../http/http';
import { integer, object, optional, text } from '../../v1/shape';

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
  expires_in: optional(integer),
  refresh_token: optional(text),
});

/** A client that the server does not know or does not believe has bad credentials, for whoever waits for a token. */
export function asBadCredentials(error: unknown): unknown {
  return error instanceof ApiError && error.status === 401
    ? new ApiError('badCredentials', error.message, error)
    : error;
}
