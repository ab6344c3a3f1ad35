import { closeSharedBrowser } from './sharedBrowser';

/** Loaded once by the run: ends the browser of all suites. */
export const mochaHooks = { afterAll: closeSharedBrowser };
