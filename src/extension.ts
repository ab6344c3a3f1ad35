import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { createConnections } from './connections';
import { CONTEXT_KEYS, createLog, explain, settings, tellJournalNotice } from './host';
import { showReadOnly } from './readOnly';
import { previewReview, registerPreviews } from './review';
import { createRepositoryView } from './tree';
import { registerAssignLinksForms } from './webviews';

/** Builds the parts, joins them and returns: no request is sent and nothing is read before a person asks for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  const connections = createConnections({
    context,
    onExchange: log.exchange,
    onJournalNotice: (notice, folder) =>
      void tellJournalNotice(notice, folder, log).catch((error: unknown) =>
        log.failure(error, 'show the file of the link history'),
      ),
  });
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
    showReadOnly(connections, log.failure),
    registerPreviews(),
    registerCommands({ connections, view, forms, log }),
  );
}
