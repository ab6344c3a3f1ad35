import * as vscode from 'vscode';
import {
  auditLinks as runAudit,
  type AuditProgress,
  type Report,
  type ReportWords,
  toCsv,
  toJson,
  toMarkdown,
} from '../../audit';
import { failingAs, openSession, watched } from '../../changeFlow';
import { byCount, formatNumber } from '../../ui';
import { defineCommand } from '../define';
import { AUDIT_ARGUMENTS, type AuditArguments, FILE_ENDING } from './auditArguments';
import { nameOfCheck, toRow } from './describeFinding';

const { l10n } = vscode;

/** Looks at a set of entries and answers what is not as it should be. */
export const auditLinks = defineCommand<AuditArguments, AuditArguments, Report>({
  id: 'laserficheLinks.auditLinks',
  title: l10n.t('Audit Links…'),
  args: AUDIT_ARGUMENTS,
  answer:
    '`{ looked, complete, findings: [{ check, entryId, path, targetId?, linkTypeId?, message }] }`; `file` takes the report, as its ending `.csv`, `.json` or `.md` says',
  async run({ connectionId, set, checks, options, file }, services) {
    const { repository, searches, linkTypes } = await openSession(services, connectionId);
    const report = await watched(l10n.t('Auditing links'), ({ signal, report: say }) =>
      failingAs(
        l10n.t('Could not audit the links'),
        async (): Promise<Report> => {
          const {
            looked,
            complete,
            findings,
            linkTypes: types,
          } = await runAudit({
            ...{ api: repository, searches, linkTypes, set, signal },
            ...(checks && { checks }),
            ...(options && { options }),
            onProgress: (at) => say(describeProgress(at), at.of ? at.done / at.of : 0),
          });
          return { looked, complete, findings: findings.map((one) => toRow(one, types)) };
        },
        connectionId,
      ),
    );
    if (file !== undefined) await writeReport(report, vscode.Uri.file(file));
    return report;
  },
});

/** Writes a report as the ending of the file says. */
export function writeReport(report: Report, uri: vscode.Uri): Promise<void> {
  const ending = FILE_ENDING.exec(uri.path)?.[1]?.toLowerCase();
  const text =
    ending === 'csv'
      ? toCsv(report.findings)
      : ending === 'md'
        ? toMarkdown(report.findings, wordsOf(report))
        : toJson(report);
  return failingAs(l10n.t('Could not write {0}', uri.path), async () =>
    vscode.workspace.fs.writeFile(uri, Buffer.from(text)),
  );
}

function wordsOf({ looked, complete, findings }: Report): ReportWords {
  return {
    title: l10n.t('Link Audit'),
    summary: [
      byCount(
        looked,
        l10n.t('One entry was looked at.'),
        l10n.t('{0} entries were looked at.', formatNumber(looked)),
      ),
      ...(complete ? [] : [l10n.t('There is more: not all entries could be read.')]),
      findings.length === 0
        ? l10n.t('Nothing was found.')
        : byCount(
            findings.length,
            l10n.t('One thing was found.'),
            l10n.t('{0} things were found.', formatNumber(findings.length)),
          ),
    ],
    columns: {
      check: l10n.t('Check'),
      entryId: l10n.t('Entry ID'),
      path: l10n.t('Path'),
      targetId: l10n.t('Target ID'),
      linkTypeId: l10n.t('Link Type ID'),
      message: l10n.t('Finding'),
    },
    nameOf: nameOfCheck,
  };
}

function describeProgress({ doing, done, of, entries }: AuditProgress): string {
  switch (doing) {
    case 'listing':
      return l10n.t('{0} entries found', formatNumber(Math.max(done, entries)));
    case 'searching':
      return l10n.t('Searching for links');
    case 'readingLinks':
      return l10n.t('Links of {0} of {1} entries read', formatNumber(done), formatNumber(of ?? done));
    case 'readingTargets':
      return l10n.t('{0} of {1} targets read', formatNumber(done), formatNumber(of ?? done));
  }
}
