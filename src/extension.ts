import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { createConnections } from './connections';
import { CONTEXT_KEYS, createLog, explain, settings } from './host';
import { previewReview } from './review';
import { createRepositoryView } from './tree';
import { registerAssignLinksForms } from './webviews';

/** Builds the parts, joins them and returns: no request is sent and nothing is read before a person asks for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  const connections = createConnections({ context, onExchange: log.exchange });
  const view = createRepositoryView({ connections, pageSize: settings.pageSize, explain, log: log.failure });
  const forms = registerAssignLinksForms(context, {
    connections,
    explain,
    log: log.failure,
    preview: previewReview,
  });

  const showState = () =>
    vscode.commands.executeCommand('setContext', CONTEXT_KEYS.hasConnections, connections.list().length > 0);
  void showState();

  context.subscriptions.push(
    log,
    connections,
    view,
    forms,
    connections.onDidChange(showState),
    registerCommands({ connections, view, forms, log }),
  );
}
