// Measures from inside a fresh extension host what it takes to load and activate the extension.
const diagnostics = require('node:diagnostics_channel');
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
  const connections = countConnections();
  const started = performance.now();
  require(vscode.Uri.joinPath(extension.extensionUri, manifest.main).fsPath); // VS Code finds it loaded then
  const loaded = performance.now();
  await extension.activate();
  return {
    loadMs: loaded - started,
    activateMs: performance.now() - loaded,
    connections: connections.stop(),
  };
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
