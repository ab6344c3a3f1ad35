// Builds one bundle for the extension host, the parts of it that load on first use, and one bundle a webview app.
// Usage: node esbuild.js [--watch] [--development]
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

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
    external: ['vscode'],
    outdir: modules,
    plugins: [
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

/** @param {string} modules */
async function toCommonJs(modules) {
  const dist = path.join(root, 'dist');
  fs.rmSync(path.join(dist, 'host'), { recursive: true, force: true });
  await esbuild.build({
    ...node,
    bundle: false,
    logLevel: 'warning',
    entryPoints: fs
      .readdirSync(modules, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => path.join(modules, file)),
    format: /** @type {const} */ ('cjs'),
    outbase: modules,
    outdir: dist,
  });
}

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
