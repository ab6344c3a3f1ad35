import type { Send } from '../http/http';

/** A bearer token. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a way to sign in has to work with. `send` has the limits and the log of all requests, but adds no token. */
export interface SignInHttp {
  readonly baseUrl: string;
  readonly repoId: string;
  readonly send: Send;
  /** The token in use so far, which was refused or is about to expire: another one is wanted. */
  readonly stale?: string | undefined;
}

/** A way to get an access token. One object serves one connection. */
export interface SignIn {
  /** Rejects with `ApiError`; reason `badCredentials` when the server refuses who is asking. */
  requestToken(http: SignInHttp, signal?: AbortSignal): Promise<AccessToken>;
}
