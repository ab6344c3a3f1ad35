import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../workbench/paths';

export interface Sizes {
  /** Bytes of the bundle of each webview. */
  readonly webviews: Readonly<Record<string, number>>;
  /** Bytes of the host's code that VS Code waits for as it starts. */
  readonly hostEagerBytes: number;
  /** Those, and what comes right after them, for the view and the status bar. */
  readonly hostStartBytes: number;
  /** What is loaded on first use beyond the start, by what it is for; some of it is in several of them. */
  readonly hostLazy: Readonly<Record<string, number>>;
  /** The VSIX and its files without the pictures of README.md, which are on top. */
  readonly vsixBytes: number;
  readonly vsixFiles: number;
  readonly pictureBytes: number;
}

const MAIN = 'extension.js';
const PARTS = 'services';
const PICTURES = 'media/readme/';
const VSCE = path.join(PROJECT, 'node_modules/@vscode/vsce/vsce');

/** Sizes of what people download, as `npm run package` left them. */
export function measureSizes(): Sizes {
  const dist = path.join(PROJECT, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => [file.replaceAll('\\', '/'), statSync(path.join(dist, file)).size] as const);
  const packed = execFileSync(process.execPath, [VSCE, 'ls', '--no-dependencies'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  const packedFiles = packed.trim().split(/\r?\n/);
  const pictures = packedFiles.filter((file) => file.startsWith(PICTURES));
  const pictureBytes = pictures.reduce((sum, file) => sum + statSync(path.join(PROJECT, file)).size, 0);
  const size = new Map(files);
  const bytes = (some: Iterable<string>) => [...some].reduce((sum, file) => sum + (size.get(file) ?? 0), 0);
  const named = new Map(
    [...size.keys()].flatMap((file) => {
      const name = /^host\/(?!chunk-)(.+)-[A-Z0-9]+\.js$/.exec(file)?.[1];
      return name === undefined ? [] : [[name, loadedWith(dist, file)] as const];
    }),
  );
  const eager = loadedWith(dist, MAIN);
  const start = new Set([...eager, ...(named.get(PARTS) ?? [])]);
  return {
    webviews: Object.fromEntries(files.filter(([file]) => file.startsWith('webviews/'))),
    hostEagerBytes: bytes(eager),
    hostStartBytes: bytes(start),
    hostLazy: Object.fromEntries(
      [...named]
        .filter(([name]) => name !== PARTS)
        .map(([name, loaded]) => [name, bytes(loaded.filter((file) => !start.has(file)))]),
    ),
    // Pictures are compressed already: in the VSIX they take what they take on disk.
    vsixBytes: statSync(path.join(PROJECT, 'laserfiche-links.vsix')).size - pictureBytes,
    vsixFiles: packedFiles.length - pictures.length,
    pictureBytes,
  };
}

/** A file of the bundle with all that it requires as it loads: what is behind an `import(...)` comes in a callback. */
function loadedWith(dist: string, file: string, seen: readonly string[] = []): readonly string[] {
  if (seen.includes(file)) return seen;
  const code = readFileSync(path.join(dist, file), 'utf8');
  const required = [...code.matchAll(/(=>[\w$]*\(?)?\brequire\("(\.[^"]+)"\)/g)]
    .filter(([, setTimer]) => setTimer === undefined)
    .map(([, , name = '']) => path.posix.join(path.posix.dirname(file), name));
  return required.reduce<readonly string[]>((all, next) => loadedWith(dist, next, all), [...seen, file]);
}
