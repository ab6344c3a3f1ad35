import type { ReadOnlySwitch } from '../changes';
import { settings } from '../ui';
import type { Connection } from './types';

/** What refuses writes through a connection; the setting counts first, since it holds for all of them. */
export function readOnlyBy(connection: Connection | undefined): ReadOnlySwitch | false {
  if (settings.readOnly()) return 'setting';
  return connection?.readOnly ? 'connection' : false;
}
