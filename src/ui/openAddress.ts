import * as vscode from 'vscode';

/**
 * Opens an address in the person's browser, exactly as it is written; false when they did not want that. As a `Uri` it
 * would be written anew: what is encoded in a query (`R%26D`, `C%23`) would become something else. VS Code takes a text
 * as well, and hands on that one, though its type does not say so.
 */
export function openAddress(url: string): Thenable<boolean> {
  const open = vscode.env.openExternal as unknown as (target: string) => Thenable<boolean>;
  // Only for addresses of the web, whoever wrote them.
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? open(new URL(url).href) : Promise.resolve(false);
}
