import os from 'node:os';
import path from 'node:path';

/** The project's root folder. */
export const PROJECT = path.join(__dirname, '../..');
/** What tests write for people to look at; ignored by git. */
export const ARTIFACTS = path.join(PROJECT, 'artifacts');
/** What tests build before they run; ignored by git. */
export const BUILT_TESTS = path.join(PROJECT, 'dist-test');
/** `publisher.name` of package.json. */
export const EXTENSION_ID = 'laserfiche-links.laserfiche-links';

/** Our folder among the caches of this person, by the custom of each system. */
export function userCache(): string {
  return path.join(cacheHome(), 'laserfiche-links');
}

function cacheHome(): string {
  const home = os.homedir();
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches');
  return process.env['XDG_CACHE_HOME'] ?? path.join(home, '.cache');
}
