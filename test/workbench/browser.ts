import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './findBrowser';

/** What keeps a browser from talking to anyone but the page's server. */
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** Starts a browser without a display. Rejects with a sentence on how to get one when there is none. */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
  return chromium.launch({
    executablePath: await findBrowser(say),
    args: ['--disable-gpu', ...QUIET],
    // Whoever starts us decides what an interrupt means.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
