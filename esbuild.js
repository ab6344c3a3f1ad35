// Builds one bundle for the extension host, the parts of it that load on first use, and one bundle a webview app.
// Usage: node esbuild.js [--watch] [--development]
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { withDirectImports } = require('./esbuild.direct.js');
const { iconShapes } = require('./esbuild.icons.js');

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');
const root = __dirname;

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: !development,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'info',
  absWorkingDir: root,
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...shared, platform: 'node', target: 'node20' };

/**
 * The host's bundles: what starts with VS Code, and a chunk for everything behind an `await import(...)`.
 * esbuild splits ES modules only, and the host loads CommonJS fastest: so it is bundled as the one, then turned into the other.
 * @returns {import('esbuild').BuildOptions}
 */
function hostBuild() {
  const modules = path.join(root, 'dist-tools/host');
  return {
    ...node,
    entryPoints: [{ in: 'src/extension.ts', out: 'extension' }],
    format: /** @type {const} */ ('esm'),
    splitting: true,
    chunkNames: 'host/[name]-[hash]',
    // The second one reads forms that a server answers with, which ours does not.
    external: ['vscode', './utils/multipart-parser.js'],
    outdir: modules,
    plugins: [
      startFirst,
      {
        // `node-fetch` brings what old versions of Node.js lack: more than the rest of it, and all there in VS Code's.
        name: 'no-polyfills',
        setup(build) {
          build.onResolve({ filter: /^\.\/streams\.cjs$/ }, ({ path: file }) => ({
            path: file,
            external: true,
            sideEffects: false,
          }));
          build.onLoad({ filter: /node-domexception[\\/]index\.js$/ }, () => ({
            contents: 'export default DOMException;',
          }));
        },
      },
      {
        name: 'to-commonjs',
        setup(build) {
          // Chunks are named by their content: those of an earlier build are nobody's.
          build.onStart(() => fs.rmSync(modules, { recursive: true, force: true }));
          build.onEnd(() => toCommonJs(modules));
        },
      },
    ],
  };
}

/** What works with links, of what loads later. */
const WITH_LINKS = [
  'commands/run.ts',
  'connections/connectionBackend.ts',
  'connections/linkEditors.ts',
  'diagnose/index.ts',
  'webviews/assignLinks/forms.ts',
];

/** Small files that most of those need: together in one chunk, where esbuild would make one of each few bytes. */
const SHARED = [
  'api/http/transport.ts',
  'api/v1/payload.ts',
  'changes/batch.ts',
  'changes/clock.ts',
  'changes/journal/lines.ts',
  'connections/connectionSettings.ts',
  'domain/entryLinks.ts',
];

/**
 * What loads later finds the start loaded. Told so by an import, esbuild keeps the start in one file; else it would
 * make one for each set of later chunks that share some of it.
 * @type {import('esbuild').Plugin}
 */
const startFirst = {
  name: 'start-first',
  setup(build) {
    const start = path.join(root, 'src/services.ts');
    /** @type {Set<string>} */
    const later = new Set();
    build.onResolve({ filter: /^\./ }, async ({ path: wanted, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === startFirst) return undefined;
      const found = await build.resolve(wanted, { kind, importer, resolveDir, pluginData: startFirst });
      if (found.path === start) return { path: start };
      later.add(found.path);
      return found;
    });
    // Not as the package says: an import that takes nothing would be dropped.
    build.onResolve({ filter: /^start:$/ }, () => ({ path: start }));
    build.onResolve({ filter: /^shared:/ }, ({ path: wanted }) => ({
      path: path.join(root, 'src', wanted.slice('shared:'.length)),
    }));
    const withLinks = new Set(WITH_LINKS.map((file) => path.join(root, 'src', file)));
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      if (file.includes('node_modules')) return undefined;
      const contents = [
        withDirectImports(file),
        ...(later.has(file) ? ['start:'] : []).map(importOf),
        ...(withLinks.has(file) ? SHARED.map((one) => `shared:${one}`) : []).map(importOf),
      ];
      return { contents: contents.join('\n'), loader: 'ts' };
    });
  },
};

/** @param {string} wanted */
const importOf = (wanted) => `import '${wanted}';`;

/** @param {string} modules */
async function toCommonJs(modules) {
  const dist = path.join(root, 'dist');
  fs.rmSync(path.join(dist, 'host'), { recursive: true, force: true });
  const { outputFiles } = await esbuild.build({
    ...node,
    // For Node.js, esbuild would name all exports a second time, for ES modules that import this: none does.
    platform: /** @type {const} */ ('neutral'),
    bundle: false,
    logLevel: 'warning',
    entryPoints: fs
      .readdirSync(modules, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => path.join(modules, file)),
    format: /** @type {const} */ ('cjs'),
    outbase: modules,
    outdir: dist,
    // VS Code loads ES modules, which `import(...)` is for, more slowly.
    supported: { 'dynamic-import': false },
    write: false,
  });
  for (const { path: file, contents, text } of outputFiles) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, file.endsWith('.js') ? withOneApi(text) : contents);
  }
}

/**
 * esbuild copies a CommonJS module property by property for each file that imports all of it. Of VS Code's API, with
 * hundreds of properties, that would be most of the time that the extension takes to load; and it needs no copy.
 * @param {string} text
 */
function withOneApi(text) {
  // As many spaces, so that source maps stay true.
  const direct = text.replaceAll(/[\w$]+(?=\(require\("vscode"\)\))/g, (name) => ' '.repeat(name.length));
  if (/[\w$]\(require\("vscode"\)/.test(direct)) throw new Error("VS Code's API is still copied.");
  return direct;
}

/** Each src/webviews/<name>/app/main.tsx becomes dist/webviews/<name>.js, and media/<name>/index.css the style beside it. */
function webviewApps() {
  const folder = path.join(root, 'src/webviews');
  return fs
    .readdirSync(folder)
    .flatMap((name) => [
      { in: path.join(folder, name, 'app/main.tsx'), out: name },
      { in: path.join(root, 'media', name, 'index.css'), out: name },
    ])
    .filter((entry) => fs.existsSync(entry.in));
}

async function main() {
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const builds = [
    hostBuild(),
    {
      ...node,
      format: /** @type {const} */ ('cjs'),
      entryPoints: [{ in: 'src/sandbox/cli.ts', out: 'sandbox-cli' }],
      outdir: 'dist-tools',
    },
    {
      ...shared,
      entryPoints: webviewApps(),
      platform: /** @type {const} */ ('browser'),
      format: /** @type {const} */ ('iife'),
      target: 'es2022',
      outdir: 'dist/webviews',
      jsx: /** @type {const} */ ('automatic'),
      jsxImportSource: 'preact',
      // Icons: only those that an app names come along.
      plugins: [iconShapes],
    },
  ];
  if (!watch) {
    await Promise.all(builds.map((options) => esbuild.build(options)));
    return;
  }
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error);
  process.exitCode = 1;
});
