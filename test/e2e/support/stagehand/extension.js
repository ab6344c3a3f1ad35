// Sets the stage for end-to-end tests from inside VS Code: runs commands and changes settings on behalf of the test,
// which listens on the port in STAGE_PORT. One JSON object a line: { id, command, args },
// { id, settings }, { id, busyMs }: nothing else runs for so long, or { id, crash }: the extension host ends at once.
const net = require('node:net');
const readline = require('node:readline');
const vscode = require('vscode');

/**
 * @typedef {{ id: number, command: string, args: unknown[] }} Run
 * @typedef {{ id: number, settings: Record<string, unknown> }} Change
 * @typedef {{ id: number, crash: true }} Crash
 * @typedef {{ id: number, busyMs: number }} Busy
 */

/** @param {Run | Change | Crash | Busy} request */
async function perform(request) {
  if ('command' in request) return await vscode.commands.executeCommand(request.command, ...request.args);
  if ('busyMs' in request) for (const until = Date.now() + request.busyMs; Date.now() < until;);
  if ('crash' in request) process.kill(process.pid, 'SIGKILL');
  const settings = vscode.workspace.getConfiguration();
  for (const [key, value] of Object.entries('settings' in request ? request.settings : {})) {
    await settings.update(key, value, vscode.ConfigurationTarget.Global);
  }
  return undefined;
}

/** @param {import('vscode').ExtensionContext} context */
function activate(context) {
  const socket = net.connect(Number(process.env['STAGE_PORT']), '127.0.0.1');
  context.subscriptions.push({ dispose: () => socket.destroy() });
  socket.on('error', () => socket.destroy()); // the test is over
  readline.createInterface({ input: socket }).on('line', (line) => {
    /** @type {unknown} */
    const parsed = JSON.parse(line);
    const request = /** @type {Run | Change | Crash | Busy} */ (parsed);
    /** @param {object} answer */
    const reply = (answer) => socket.write(`${JSON.stringify({ id: request.id, ...answer })}\n`);
    perform(request).then(
      (result) => reply({ result }),
      (/** @type {unknown} */ error) =>
        reply({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
}

module.exports = { activate };
