import { UserError } from '../ui';
import type { OwnConnection } from './saved';
import type { ConnectionStore } from './store';

/** Throws a `UserError` where there is none, or it is the sandbox. */
export function findOwn(store: ConnectionStore, connectionId: string): OwnConnection {
  const connection = store.find(connectionId);
  if (connection.kind === 'sandbox')
    throw new UserError('The sandbox needs no sign-in and has nothing to set. Choose another connection.');
  return connection;
}
