import { fetchTransport, type Transport } from '../api';
import { settings } from '../ui';

/** VS Code's own fetch, which honours its proxy and certificates; node-fetch where the setting asks for it, loaded then. */
export const transport: Transport = async (url, request) => {
  if (settings.transport() !== 'node-fetch') return fetchTransport(url, request);
  const { nodeFetchTransport } = await import('../api/http/nodeFetchTransport');
  return nodeFetchTransport(url, request);
};
