import { SETTINGS } from '../ui';
import type { ShownHoldup } from './debouncedThrottle';

/** Seconds below which it is not worth counting. */
const COUNTED = 2;

/** What calls wait for, for the status bar. */
export function describeThrottle({ why, seconds }: ShownHoldup): string {
  const what =
    why === 'serverLimit'
      ? "waiting for Laserfiche's limit of calls"
      : "keeping to Laserfiche's limit of calls";
  return seconds >= COUNTED ? `${what}, goes on in ${seconds} s` : what;
}

/** The same for the tooltip. */
export function holdupNote({ why }: ShownHoldup): readonly [name: string, value: string] {
  const reason =
    why === 'serverLimit'
      ? 'the server takes no more calls for a moment'
      : `the setting ${SETTINGS.section}.${SETTINGS.cloudRequestsPerMinute} allows so many a minute`;
  return ['Limit of calls', `${reason}; what waits goes on by itself`];
}
