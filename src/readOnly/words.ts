import { oneLine } from '../host/oneLine';
import type { Connection } from '../connections';

/** What the status bar tells about writing that is switched off. */
export interface ReadOnlyWords {
  readonly text: string;
  readonly tooltip: string;
  /** What a click is about. */
  readonly about: 'setting' | 'connections';
}

/** Names told at most; the rest is counted. */
const TOLD = 3;

const which = (locked: readonly { readonly name: string }[]) =>
  locked.length === 1 ? oneLine(locked[0]?.name ?? '') : `${locked.length} connections`;

/** Undefined where nothing is read-only. */
export function readOnlyWords(
  setting: boolean,
  connections: readonly Pick<Connection, 'name' | 'readOnly'>[],
): ReadOnlyWords | undefined {
  const text = 'Laserfiche: read-only';
  if (setting) {
    const tooltip =
      'Every change of links is refused, in all connections: the setting laserficheLinks.readOnly is on. Click to open it.';
    return { text, tooltip, about: 'setting' };
  }
  const locked = connections.filter(({ readOnly }) => readOnly);
  if (locked.length === 0) return undefined;
  const names = locked.slice(0, TOLD).map(({ name }) => oneLine(name));
  const more = locked.length > TOLD ? [`${locked.length - TOLD} more`] : [];
  const told = [...names, ...more].join(', ');
  return {
    text: locked.length === connections.length ? text : `${text} (${which(locked)})`,
    tooltip: `Every change of links is refused in: ${told}. Click to switch a connection.`,
    about: 'connections',
  };
}
