// Builds one bundle for the extension host, the parts of it that load on first use, and one bundle a webview app.
// Usage: node esbuild.js [--watch] [--development]
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');
const root = __dirname;

/** Rooms that the host loads on first use with `await import(...)`: each is a bundle of its own beside the host's. */
const LAZY = { sandbox: 'src/sandbox/index.ts', nodeFetchTransport: 'src/api/nodeFetchTransport.ts' };

/** @type {import('esbuild').Plugin} */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    const targets = new Map(
      Object.entries(LAZY).map(([name, file]) => [path.join(root, file), `./${name}.js`]),
    );
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const base = path.resolve(args.resolveDir, args.path);
      const bundle = targets.get(`${base}.ts`) ?? targets.get(path.join(base, 'index.ts'));
      return bundle ? { path: bundle, external: true } : undefined;
    });
  },
};

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
const host = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  outdir: 'dist',
};

/** Each folder src/webviews/<name>/app with a main.tsx becomes dist/webviews/<name>.js. */
function webviewApps() {
  const folder = path.join(root, 'src/webviews');
  return fs
    .readdirSync(folder)
    .map((name) => ({ in: path.join(folder, name, 'app/main.tsx'), out: name }))
    .filter((entry) => fs.existsSync(entry.in));
}

/** Icons of the webviews: the font and its style sheet come from the codicons package. */
function copyCodicons() {
  const from = path.join(root, 'node_modules/@vscode/codicons/dist');
  const to = path.join(root, 'dist/codicons');
  fs.mkdirSync(to, { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf'])
    fs.copyFileSync(path.join(from, file), path.join(to, file));
}

async function main() {
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  copyCodicons();
  const builds = [
    { ...host, entryPoints: [{ in: 'src/extension.ts', out: 'extension' }], plugins: [lazyBundles] },
    { ...host, entryPoints: Object.entries(LAZY).map(([out, file]) => ({ in: file, out })) },
    { ...host, entryPoints: [{ in: 'src/sandbox/cli.ts', out: 'sandbox-cli' }], outdir: 'dist-tools' },
    {
      ...shared,
      entryPoints: webviewApps(),
      platform: /** @type {const} */ ('browser'),
      format: /** @type {const} */ ('iife'),
      target: 'es2022',
      outdir: 'dist/webviews',
      jsx: /** @type {const} */ ('automatic'),
      jsxImportSource: 'preact',
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
