import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { AUTHENTICATION, Lazy, PANELS, VIEWS } from './ui';
import type { Services } from './services';
import { type Node, registerView } from './tree';

/**
 * Registers what VS Code has to know and returns: no request is sent, and none of the code behind the names is loaded.
 */
export function activate(context: vscode.ExtensionContext): void {
  const services = new Lazy(async (): Promise<Services> =>
    (await import('./services')).buildServices(context, view),
  );
  const view: vscode.TreeView<Node> = registerView(services, VIEWS.repository, (part) => part.view);
  context.subscriptions.push(
    services,
    view,
    ...registerCommands(services),
    registerPeople(services),
    // Forms of the last window come back with what was typed in them.
    vscode.window.registerWebviewPanelSerializer(PANELS.assignLinks, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        services.use(({ forms }) => forms.restore(panel, state)),
    }),
  );
  // VS Code goes on first; then comes what shows unasked. A failure is told to whoever needs the parts next.
  setImmediate(() => void services.get().catch(() => undefined));
}

function registerPeople(services: Lazy<Services>): vscode.Disposable {
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: services.event(({ people }) => people.onDidChangeSessions),
    getSessions: async (scopes, options) => (await services.get()).people.getSessions(scopes, options),
    createSession: async (scopes, options) => (await services.get()).people.createSession(scopes, options),
    removeSession: async (sessionId) => (await services.get()).people.removeSession(sessionId),
  };
  return vscode.authentication.registerAuthenticationProvider(
    AUTHENTICATION.id,
    AUTHENTICATION.label,
    provider,
    { supportsMultipleAccounts: true },
  );
}
