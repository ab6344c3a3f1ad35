import * as vscode from 'vscode';
import { type AuditProgress, type Report, type ReportWords, toCsv, toJson, toMarkdown } from '../../audit';
import { failingAs } from '../../changeFlow';
import { byCount, formatNumber, formatUnit } from '../../ui';
import { FILE_ENDING } from './auditArguments';
import { nameOfCheck } from './describeFinding';

const { l10n } = vscode;

/** Writes a report as the ending of the file says. */
export function writeReport(report: Report, uri: vscode.Uri): Promise<void> {
  const ending = FILE_ENDING.exec(uri.path)?.[1]?.toLowerCase();
  const text =
    ending === 'csv'
      ? toCsv(report.findings)
      : ending === 'md'
        ? toMarkdown(report.findings, wordsOf(report))
        : toJson(report);
  return failingAs(l10n.t('Could not write {0}', uri.fsPath), async () =>
    vscode.workspace.fs.writeFile(uri, Buffer.from(text)),
  );
}

/** What a report says around its findings. */
export function wordsOf({ looked, complete, findings }: Report): ReportWords {
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

/** How far an audit is, and how long it still takes. */
export function describeProgress(progress: AuditProgress): string {
  const far = describeStep(progress);
  const { msLeft } = progress;
  if (msLeft === undefined) return far;
  const left =
    msLeft < 60_000
      ? formatUnit(Math.max(1, Math.ceil(msLeft / 1000)), 'second')
      : formatUnit(Math.ceil(msLeft / 60_000), 'minute');
  return l10n.t('{0}, about {1} left', far, left);
}

function describeStep({ doing, done, of, entries }: AuditProgress): string {
  switch (doing) {
    case 'listing':
      return l10n.t('{0} entries found', formatNumber(Math.max(done, entries)));
    case 'searching':
      return l10n.t('Searching for entries with links');
    case 'readingLinks':
      return l10n.t('Links of {0} of {1} entries read', formatNumber(done), formatNumber(of ?? done));
    case 'readingTargets':
      return l10n.t('{0} of {1} linked entries looked at', formatNumber(done), formatNumber(of ?? done));
  }
}
