import * as vscode from 'vscode';
import { UserError } from '../ui';
import { browserComesBack } from './loopbackReachable';

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
    'In a remote or browser window, Laserfiche can not come back to VS Code after the sign-in. Add a connection with a service app instead, or open a window on your own computer.',
  );
}

/** Opens an address in the person's browser; false when they did not want that. */
export async function openBrowser(url: string): Promise<boolean> {
  return vscode.env.openExternal(vscode.Uri.parse(url, true));
}
