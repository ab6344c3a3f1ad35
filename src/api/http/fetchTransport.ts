import type { Transport } from './transport';

/**
 * The global `fetch`, looked up at each call: VS Code replaces it after start with one that honours its proxy and
 * certificate settings.
 */
export const fetchTransport: Transport = (url, request) => globalThis.fetch(url, request);
