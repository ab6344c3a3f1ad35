import { settings } from '../ui';
import type { Connection } from './saved';

/** Requests a minute that a connection may make: the cloud counts them, one's own server does not. */
export function requestsPerMinute(kind: Connection['kind'] | undefined): number | undefined {
  return kind === 'serviceApp' || kind === 'person' ? settings.cloudRequestsPerMinute() : undefined;
}
