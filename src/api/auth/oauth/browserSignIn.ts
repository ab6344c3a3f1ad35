import type { Send } from '../../http/http';
import { listenForCallback, type LoopbackOptions } from '../loopback';
import { LoopbackError } from '../loopbackError';
import { beginAuthorization, exchangeCode, randomText, type AuthorizationClient } from './authorization';
import { signInEndpoints, type SignInPlace } from './endpoints';
import type { StoredTokens } from './tokenStore';

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
