import { mkdirSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** Changes that come within this time are told at once: one write is several of them. */
const SETTLED_MS = 40;
const AGAIN_MS = 1_000;

/**
 * Tells that other windows may have changed files of a folder. Systems forget changes on network drives and while they
 * sleep, and a folder can vanish with its watcher: so that is told as well whenever the window comes to the front.
 * @param isMeant whether the file of this name matters.
 */
export function watchFolder(
  folder: string,
  isMeant: (name: string) => boolean,
  tell: () => void,
): vscode.Disposable {
  let watcher: FSWatcher | undefined;
  let telling: NodeJS.Timeout | undefined;
  let beginning: NodeJS.Timeout | undefined;

  const tellSoon = () => {
    telling ??= setTimeout(() => {
      telling = undefined;
      tell();
    }, SETTLED_MS);
  };
  const beginAgain = () => {
    watcher?.close();
    watcher = undefined;
    beginning ??= setTimeout(begin, AGAIN_MS).unref();
  };
  function begin(): void {
    beginning = undefined;
    try {
      mkdirSync(folder, { recursive: true });
      watcher = watch(folder, { persistent: false }, (_event, name) => {
        // Some systems name the folder itself when it goes, and some name nothing.
        if (name === path.basename(folder)) beginAgain();
        if (name === null || isMeant(name)) tellSoon();
      }).on('error', beginAgain);
      tellSoon();
    } catch {
      beginAgain();
    }
  }

  begin();
  const focus = vscode.window.onDidChangeWindowState(({ focused }) => {
    if (focused) tellSoon();
  });
  return new vscode.Disposable(() => {
    focus.dispose();
    watcher?.close();
    clearTimeout(telling);
    clearTimeout(beginning);
  });
}
