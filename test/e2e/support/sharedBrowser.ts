import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../workbench/browser';

let browser: Promise<Browser> | undefined;

/** One browser for all suites of a run: every workbench gets a context of its own in it. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser(console.log);
  return browser;
}

/** Ends the browser, if one was started. */
export async function closeSharedBrowser(): Promise<void> {
  const started = browser;
  browser = undefined;
  await (await started)?.close();
}
