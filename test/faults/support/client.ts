import {
  createRepositoryApi,
  fetchTransport,
  PasswordSignIn,
  type RepositoryApiOptions,
} from '../../../src/api';
import type { Clock } from '../../../src/api/http/clock';
import { editorFor } from '../../support/editing';
import type { Client } from './operations';
import { scaledClock } from './scaledClock';

/** A client with all its defaults, on a clock that is faster than the wall's. */
export function clientOf(
  origin: string,
  options: Partial<RepositoryApiOptions> = {},
  { now, timers, random }: Clock = scaledClock(),
): Client {
  const api = createRepositoryApi({
    baseUrl: `${origin}/LFRepositoryAPI`,
    repoId: 'r-1',
    signIn: new PasswordSignIn({ username: 'anna', password: 'word', now }),
    transport: fetchTransport,
    now,
    timers,
    random,
    ...options,
  });
  const types = [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' }];
  return { api, editor: editorFor(api, () => Promise.resolve(types)) };
}
