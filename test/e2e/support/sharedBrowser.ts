import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../workbench/browser';

let browser: Promise<Browser> | undefined;

/** A window with a profile of its own, in the one browser that all suites of a run share. */
export async function newWindow(): Promise<BrowserContext> {
  browser ??= launchBrowser(console.log);
  const context = await (
    await browser
  ).newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  // Shorter than a test's time, so that a failure says what was waited for.
  context.setDefaultTimeout(15_000);
  return context;
}

/** Ends the browser, if one was started. */
export async function closeSharedBrowser(): Promise<void> {
  const started = browser;
  browser = undefined;
  await (await started)?.close();
}
