import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { AUTHENTICATION, PANELS } from './host/ids';
import { Lazy } from './host/lazy';
import type { Parts } from './parts';
import type { Node } from './tree';
import { registerView } from './tree/registerView';

/**
 * Registers what VS Code has to know and returns: no request is sent, and none of the code behind the names is loaded.
 */
export function activate(context: vscode.ExtensionContext): void {
  const parts = new Lazy(async (): Promise<Parts> => (await import('./parts')).buildParts(context, view));
  const view: vscode.TreeView<Node> = registerView(parts);
  context.subscriptions.push(
    parts,
    view,
    ...registerCommands(parts),
    registerPeople(parts),
    // Forms of the last window come back with what was typed in them.
    vscode.window.registerWebviewPanelSerializer(PANELS.assignLinks, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        parts.use(({ forms }) => forms.restore(panel, state)),
    }),
  );
  // VS Code goes on first; then comes what shows unasked. A failure is told to whoever needs the parts next.
  setImmediate(() => void parts.get().catch(() => undefined));
}

function registerPeople(parts: Lazy<Parts>): vscode.Disposable {
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: parts.event(({ people }) => people.onDidChangeSessions),
    getSessions: async (scopes, options) => (await parts.get()).people.getSessions(scopes, options),
    createSession: async (scopes, options) => (await parts.get()).people.createSession(scopes, options),
    removeSession: async (sessionId) => (await parts.get()).people.removeSession(sessionId),
  };
  return vscode.authentication.registerAuthenticationProvider(
    AUTHENTICATION.id,
    AUTHENTICATION.label,
    provider,
    { supportsMultipleAccounts: true },
  );
}
