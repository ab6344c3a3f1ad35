import fetch from 'node-fetch';
import type { Transport } from './transport';

/** node-fetch, for use outside VS Code and where a setting asks for it. A bundle of its own, loaded on first use. */
export const nodeFetchTransport: Transport = async (url, request) => {
  const response = await fetch(url, request);
  const { status, headers, body } = response;
  return { status, headers, body, text: () => response.text() };
};
