import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes';

/** On each system: the browsers whose engine is Chromium, by the names they are installed under. */
const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];

const HOW_TO_GET_ONE =
  'No Chromium browser was found. Install Chrome, Edge or Chromium (Debian, Ubuntu: sudo apt-get install chromium; ' +
  'macOS: brew install --cask google-chrome; Windows: Edge is part of it), ' +
  'or name one in the environment variable BROWSER_EXECUTABLE.';

/**
 * Gives the executable of a Chromium browser: the one named by BROWSER_EXECUTABLE, else an installed one, else (as root
 * on Debian) one that it installs. Rejects with a sentence that says how to get one.
 */
export async function findBrowser(say: (line: string) => void): Promise<string> {
  const named = process.env['BROWSER_EXECUTABLE'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`BROWSER_EXECUTABLE names ${named}, which does not exist.`);
  }
  const found = installed();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(HOW_TO_GET_ONE);
  say('No Chromium browser was found: installing the package chromium');
  await installOnDebian();
  const fresh = installed();
  if (!fresh) throw new Error(HOW_TO_GET_ONE);
  return fresh;
}

function installed(): string | undefined {
  return candidates().find((file) => existsSync(file));
}

function candidates(): string[] {
  if (process.platform === 'darwin') {
    return MAC.map((name) => path.join('/Applications', `${name}.app`, 'Contents', 'MacOS', name));
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    return WINDOWS.flatMap((services) => roots.map((root) => path.join(root, ...services)));
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return LINUX.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

async function installOnDebian(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
  } catch (error) {
    throw new Error(`apt-get could not install chromium. ${HOW_TO_GET_ONE}`, { cause: error });
  }
}
