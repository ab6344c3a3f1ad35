import * as vscode from 'vscode';
import { openAddress, UserError } from '../ui';

/** Whether people can sign in through the browser in this window. */
export function isBrowserHere(signInOrigin?: string): boolean {
  const { env, UIKind } = vscode;
  const { remoteName, uiKind } = env;
  return browserComesBack({ isWeb: uiKind === UIKind.Web, remoteName, signInOrigin });
}

/** Says so where people can't. */
export function requireBrowserHere(signInOrigin?: string): void {
  if (isBrowserHere(signInOrigin)) return;
  throw new UserError(
    vscode.l10n.t(
      'In a remote or browser window, Laserfiche can not come back to VS Code after the sign-in. Add a connection with a service app instead, or open a window on your own computer.',
    ),
  );
}

/** Opens an address in the person's browser; false when they did not want that. */
export async function openBrowser(url: string): Promise<boolean> {
  return openAddress(url);
}

/** Where VS Code shows itself, and where extensions run. */
export interface WindowPlace {
  readonly isWeb: boolean;
  readonly remoteName: string | undefined;
  /** The sign-in server of a test or demo, on the machine that extensions run on. */
  readonly signInOrigin?: string | undefined;
}

/**
 * Whether the person's browser reaches a listener on the loopback of the machine that extensions run on: only if it is
 * the same machine. A sign-in server that is on that loopback itself could not be reached otherwise either.
 */
export function browserComesBack({ isWeb, remoteName, signInOrigin }: WindowPlace): boolean {
  return signInOrigin !== undefined || (!isWeb && remoteName === undefined);
}
