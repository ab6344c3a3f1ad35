import fetch from 'node-fetch';
import type { Transport } from './transport';

/** node-fetch, for use outside VS Code and where a setting asks for it. A bundle of its own, loaded on first use. */
export const nodeFetchTransport: Transport = (url, request) => fetch(url, request);
