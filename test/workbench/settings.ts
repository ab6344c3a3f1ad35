import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/** The four looks that VS Code ships, by the word the tests use. */
export const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  hcDark: 'Default High Contrast',
  hcLight: 'Default High Contrast Light',
} as const;

export type Theme = keyof typeof THEMES;

export function isTheme(word: string): word is Theme {
  return Object.hasOwn(THEMES, word);
}

/** Settings that keep VS Code from talking about itself: no welcome, no chat, no tips, no updates. */
const QUIET: Settings = {
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

export function quietSettings(theme: Theme, more: Settings = {}): Settings {
  return { ...QUIET, 'workbench.colorTheme': THEMES[theme], ...more };
}

/** Where a server keeps the settings of its user. */
export function settingsFile(dataFolder: string): string {
  return path.join(dataFolder, 'data', 'User', 'settings.json');
}

/** Merges settings into a settings file, for the VS Code that starts next. */
export async function writeSettings(file: string, settings: Settings): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const merged = { ...(await readSettings(file)), ...settings };
  await writeFile(file, JSON.stringify(merged, null, 2));
}

async function readSettings(file: string): Promise<Settings> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Settings;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
