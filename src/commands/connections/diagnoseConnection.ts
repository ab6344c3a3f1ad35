import * as vscode from 'vscode';
import { notify } from '../../ui';
import { defineCommand } from '../define';
import { flag, form, optional, text } from '../schema';
import { copyText } from '../support/clipboard';
import { failingAs } from '../../changeFlow';
import { choose } from '../support/pickConnection';

/**
 * Looks at a connection from its address to the rights of whoever signs in, and opens a report. Writes nothing to the
 * repository.
 */
export const diagnoseConnection = defineCommand({
  id: 'laserficheLinks.diagnoseConnection',
  title: vscode.l10n.t('Diagnose Connection'),
  args: form({ connectionId: text(), show: optional(flag()) }, { note: '`show: false` opens no report' }),
  answer:
    '`{ name, baseUrl, repoId, signIn, time, checks: [{ name, outcome, found, advice? }] }`; `outcome` is `ok`, `warning`, `failed` or `skipped`',
  ask: async (targets, { connections }) => {
    const [row] = targets.candidates();
    const connectionId = row?.connectionId ?? (await choose(connections.list(), targets.title))?.id;
    return connectionId === undefined ? undefined : { connectionId };
  },
  run: async (args: { readonly connectionId: string; readonly show?: boolean }, services) => {
    const { connectionId, show = true } = args;
    const { diagnoseInSight, showReport, summary } = await import('../../diagnose/index');
    const report = await failingAs(
      vscode.l10n.t('Could not diagnose the connection'),
      async () => diagnoseInSight(await services.connections.access(connectionId)),
      connectionId,
    );
    services.log.info(`Diagnosis of ${report.name}: ${summary(report.checks)}`);
    if (show) await showReport(report);
    return report;
  },
});

/** Copies the report that shows. */
export const copyDiagnosis = defineCommand({
  id: 'laserficheLinks.copyDiagnosis',
  title: vscode.l10n.t('Copy Report'),
  isOfDocument: true,
  ask: async ({ document }) => {
    const { shownReport } = await import('../../diagnose/index');
    const report = shownReport(document);
    if (report !== undefined) return { report };
    await notify.info(
      vscode.l10n.t('No report shows. Choose Diagnose Connection first, then copy from the report.'),
    );
    return undefined;
  },
  run: ({ report }: { readonly report: string }) => copyText(report, vscode.l10n.t('Copied the report')),
});
