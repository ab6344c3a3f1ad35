import { fetchTransport, nodeFetchTransport, type Transport } from '../api';
import type { ReadOnlySwitch } from '../changes';
import { settings } from '../ui';
import type { Connection } from './saved';

/** What the settings say of connections, looked up at each request. */

/** VS Code's own fetch, which honours its proxy and certificates; node-fetch where the setting asks for it. */
export const transport: Transport = (url, request) =>
  settings.transport() === 'node-fetch' ? nodeFetchTransport(url, request) : fetchTransport(url, request);

/** Requests a minute that a connection may make: the cloud counts them, one's own server does not. */
export function requestsPerMinute(kind: Connection['kind'] | undefined): number | undefined {
  return kind === 'serviceApp' || kind === 'person' ? settings.cloudRequestsPerMinute() : undefined;
}

/** What refuses writes through a connection; the setting counts first, since it holds for all of them. */
export function readOnlyBy(connection: Connection | undefined): ReadOnlySwitch | false {
  if (settings.readOnly()) return 'setting';
  return connection?.readOnly ? 'connection' : false;
}
