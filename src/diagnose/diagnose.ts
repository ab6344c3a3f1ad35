import * as vscode from 'vscode';
import { cancelled } from '../api';
import { oneLine } from '../domain';
import type { ConnectionAccess } from '../connections';
import * as documents from '../documents';
import { settings, showProgress } from '../ui';
import { type NetworkSettings, runChecks, type RunOptions } from './checks';
import { describeFinding, nameOf } from './describeFinding';
import { describeSignInKind } from './describeServer';
import { realProbes } from './probes';
import { type DiagnosisReport, reportText, reportTitle } from './report';

/** Diagnoses with progress and Cancel. Rejects with `ApiError` reason `cancelled`. */
export function diagnoseInSight(access: ConnectionAccess): Thenable<DiagnosisReport> {
  const { connection, baseUrl, signIn, transport, onExchange, readOnly } = access;
  const { id: connectionId, name, kind, repoId } = connection;
  return showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Diagnosing {0}', oneLine(name)),
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
          onStep: (check) => report({ message: nameOf(check) }),
        });
      } finally {
        listening.dispose();
      }
    },
  );
}

/** Makes all checks and puts what they find into words. Nothing is written. */
export async function diagnose(options: RunOptions): Promise<DiagnosisReport> {
  const { subject, probes } = options;
  const time = new Date(probes.now()).toISOString();
  const { findings, holdsSecret } = await runChecks(options);
  const { connectionId, name, repoId, kind } = subject;
  // A base URL that is none could hold anything.
  const baseUrl = findings[0]?.outcome === 'failed' ? vscode.l10n.t('(not a base URL)') : subject.baseUrl;
  return {
    connectionId,
    name,
    baseUrl,
    repoId,
    signIn: describeSignInKind(kind),
    time,
    checks: findings.map((finding) => describeFinding(finding, holdsSecret)),
  };
}

/** Opens a report as a page to read. */
export function showReport(report: DiagnosisReport): Promise<void> {
  return documents.showReport({ title: reportTitle(report.name), text: reportText(report) });
}

const EXTENSION_ID = 'laserfiche-links.laserfiche-links';
const VARIABLES = ['https_proxy', 'http_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

/** What VS Code's own network goes by. */
export function networkSettings(transport = settings.transport()): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  // Anything may stand in a settings file: what is of another kind counts as not set.
  const text = (key: string, unset: string) => {
    const value = http.get<unknown>(key);
    return typeof value === 'string' ? value : unset;
  };
  const flag = (key: string) => http.get<unknown>(key) !== false;
  const noProxy = http.get<unknown>('noProxy');
  return {
    proxy: text('proxy', ''),
    noProxy: Array.isArray(noProxy) ? noProxy.filter((host) => typeof host === 'string') : [],
    proxySupport: text('proxySupport', 'override') || 'off',
    usesFetch: transport === 'vscode',
    // The setting is about fetch alone: what node-fetch calls always goes by proxies and certificates.
    fetchSupport: transport === 'node-fetch' || flag('fetchAdditionalSupport'),
    systemProxy: systemProxy(flag('useLocalProxyConfiguration')),
    systemCertificates: flag('systemCertificates'),
    environment: Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]])),
  };
}

/** On a remote host VS Code asks the desktop, where a setting says so. */
function systemProxy(asksDesktop: boolean): NetworkSettings['systemProxy'] {
  const kind = vscode.extensions.getExtension(EXTENSION_ID)?.extensionKind;
  if (vscode.env.remoteName === undefined || kind === vscode.ExtensionKind.UI) return 'own';
  return asksDesktop ? 'desktop' : 'notAsked';
}
