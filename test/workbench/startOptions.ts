import { parseArgs } from 'node:util';
import { isTheme, THEMES, type Theme } from './settings';

export interface StartOptions {
  /** Left out: the theme of the last start. */
  readonly theme: Theme | undefined;
  /** Left out: always the same one, since a browser keeps what it knows by address. */
  readonly port: number | undefined;
}

export const START_USAGE = `npm start -- [--theme ${Object.keys(THEMES).join('|')}] [--port N]`;

/** Reads the command line of `npm start`. Throws a sentence when it makes no sense. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { theme, port } = parseArgs({
    args: [...args],
    options: { theme: { type: 'string' }, port: { type: 'string' } },
  }).values;
  if (theme !== undefined && !isTheme(theme))
    throw new Error(`There is no theme "${theme}". Usage: ${START_USAGE}`);
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) < 65536)) {
    throw new Error(`"${port}" is no port. Usage: ${START_USAGE}`);
  }
  return { theme, port: port === undefined ? undefined : Number(port) };
}
