import path from 'node:path';

/** What desktop VS Code is told on its command line, as far as the headless workbench follows it. */
export interface HeadlessOptions {
  readonly extensions: readonly string[];
  readonly tests: string;
  readonly dataFolder: string | undefined;
  readonly extensionsFolder: string | undefined;
  readonly folder: string | undefined;
}

/** Reads VS Code's own flags (`--name=value`); others are for a desktop and are left out. Throws without tests to run. */
export function readHeadlessOptions(args: readonly string[]): HeadlessOptions {
  const all = (flag: string) =>
    args.filter((arg) => arg.startsWith(`--${flag}=`)).map((arg) => path.resolve(arg.slice(flag.length + 3)));
  const [tests] = all('extensionTestsPath');
  if (!tests)
    throw new Error('The headless workbench runs extension tests: --extensionTestsPath=… is missing.');
  const folder = args.find((arg) => !arg.startsWith('-'));
  return {
    extensions: all('extensionDevelopmentPath'),
    tests,
    dataFolder: all('user-data-dir')[0],
    extensionsFolder: all('extensions-dir')[0],
    folder: folder === undefined ? undefined : path.resolve(folder),
  };
}
