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
