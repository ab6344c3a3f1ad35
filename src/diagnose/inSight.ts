import * as vscode from 'vscode';
import { cancelled } from '../api';
import { oneLine } from '../domain';
import type { ConnectionAccess } from '../connections';
import { showProgress } from '../ui';
import { diagnose, type DiagnosisReport } from './checks';
import { realProbes } from './probes';
import { networkSettings } from './settings';

/** Diagnoses with progress and Cancel. Rejects with `ApiError` reason `cancelled`. */
export function diagnoseInSight(access: ConnectionAccess): Thenable<DiagnosisReport> {
  const { connection, baseUrl, signIn, transport, onExchange, readOnly } = access;
  const { id: connectionId, name, kind, repoId } = connection;
  return showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Diagnosing ${oneLine(name)}`,
      cancellable: true,
    },
    async (report, token) => {
      const controller = new AbortController();
      const listening = token.onCancellationRequested(() => controller.abort(cancelled()));
      try {
        return await diagnose({
          subject: { connectionId, name, kind, baseUrl, repoId, signIn, readOnly },
          network: networkSettings(),
          probes: realProbes(transport),
          onExchange,
          signal: controller.signal,
          onStep: (message) => report({ message }),
        });
      } finally {
        listening.dispose();
      }
    },
  );
}
