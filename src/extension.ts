import type * as vscode from 'vscode';
import { registerCommands } from './commands';
import { createConnections, registerAuthentication } from './connections';
import { registerReports } from './diagnose/reports';
import { createLog, explain, settings, tellJournalNotice } from './host';
import { previewReview, registerPreviews } from './review';
import { showStatus } from './status';
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

  const status = showStatus({ connections, view, forms, log: log.failure });

  context.subscriptions.push(
    log,
    connections,
    view,
    forms,
    status,
    registerAuthentication(connections),
    registerPreviews(),
    registerReports(),
    registerCommands({ connections, view, forms, log, status }),
  );
}
