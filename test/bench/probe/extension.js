// Measures from inside a fresh extension host what it takes to load and activate the extension.
const diagnostics = require('node:diagnostics_channel');
const fs = require('node:fs');
const path = require('node:path');
const { performance } = require('node:perf_hooks');
const vscode = require('vscode');

/** @param {string} id */
async function measure(id) {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`${id} is not installed.`);
  if (extension.isActive) throw new Error(`${id} was active before it was measured.`);
  /** @type {unknown} */
  const packageJson = extension.packageJSON;
  const manifest = /** @type {{ main: string }} */ (packageJson);
  const main = fs.realpathSync(vscode.Uri.joinPath(extension.extensionUri, manifest.main).fsPath);
  const connections = countConnections();
  /** @type {{ activate(context: unknown): unknown }} */
  let own = { activate: () => undefined };
  const load = timed(() => void (own = requireFrom(main))); // VS Code finds it loaded then
  const parts = timed(() => void requireFrom(servicesBeside(main)));
  let call = { ms: NaN, cpuMs: NaN };
  const loaded = require.cache[main];
  if (!loaded) throw new Error(`${main} was not loaded.`);
  loaded.exports = {
    ...own,
    /** @param {unknown} context */
    activate(context) {
      let answer;
      call = timed(() => void (answer = own.activate(context)));
      return answer;
    },
  };
  const started = performance.now();
  await extension.activate();
  return {
    loadMs: load.ms,
    activateMs: call.ms,
    cpuMs: load.cpuMs + call.cpuMs,
    partsMs: parts.ms,
    partsCpuMs: parts.cpuMs,
    wholeMs: load.ms + performance.now() - started,
    connections: connections.stop(),
  };
}

/**
 * The code that the extension loads right after its start.
 * @param {string} main
 */
function servicesBeside(main) {
  const folder = path.join(path.dirname(main), 'host');
  const name = fs.readdirSync(folder).find((file) => /^services-.*\.js$/.test(file));
  if (!name) throw new Error(`${folder} has no code of the services.`);
  return path.join(folder, name);
}

/**
 * @param {string} file
 * @returns {{ activate(context: unknown): unknown }}
 */
function requireFrom(file) {
  /** @type {unknown} */
  const exports = require(file);
  return /** @type {{ activate(context: unknown): unknown }} */ (exports);
}

/** @param {() => void} run */
function timed(run) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  run();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}

/** Counts what leaves this host: sockets, requests of node:http and requests of the global fetch. */
function countConnections() {
  let count = 0;
  const seen = () => void (count += 1);
  const channels = ['net.client.socket', 'http.client.request.start', 'undici:request:create'];
  for (const channel of channels) diagnostics.subscribe(channel, seen);
  const stop = () => {
    for (const channel of channels) diagnostics.unsubscribe(channel, seen);
    return count;
  };
  return { stop };
}

/** @param {import('vscode').ExtensionContext} context */
function activate(context) {
  context.subscriptions.push(vscode.commands.registerCommand('activationProbe.measure', measure));
}

module.exports = { activate };
