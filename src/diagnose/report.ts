import { l10n } from 'vscode';
import { plainLine } from '../domain';
import { byCount, formatNumber } from '../ui';
import type { Outcome } from './checks';
import type { Check } from './describeFinding';

/** What a diagnosis answers: plain data, without any secret. */
export interface DiagnosisReport {
  readonly connectionId: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly repoId: string;
  /** The way to sign in, in words. */
  readonly signIn: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly checks: readonly Check[];
}

/** In one line each, however narrow the table. */
function markOf(outcome: Outcome): string {
  switch (outcome) {
    case 'ok':
      return `✓\u00A0${l10n.t('OK')}`;
    case 'warning':
      return `⚠\u00A0${l10n.t('Warning')}`;
    case 'failed':
      return `✗\u00A0${l10n.t('Failed')}`;
    case 'skipped':
      return `○\u00A0${l10n.t('Skipped')}`;
  }
}

/** What a report is called: its heading, and the tab that shows it. */
export function reportTitle(name: string): string {
  return l10n.t('Diagnosis of {0}', name);
}

/** The report as a page for people, in Markdown. */
export function reportText(report: DiagnosisReport): string {
  const { name, baseUrl, repoId, signIn, time, checks } = report;
  const advised = checks.filter(({ advice, outcome }) => advice !== undefined && outcome !== 'ok');
  return [
    `# ${reportTitle(plain(name))}`,
    '',
    `**${summary(checks)}**`,
    '',
    `- ${l10n.t('Server: {0}', plain(baseUrl))}`,
    `- ${l10n.t('Repository: {0}', plain(repoId))}`,
    `- ${l10n.t('Sign-in: {0}', plain(signIn))}`,
    `- ${l10n.t('Time: {0}', plain(time))}`,
    '',
    ...(advised.length > 0
      ? [
          `## ${l10n.t('What to do')}`,
          '',
          ...advised.flatMap(({ name: check, found, advice = '' }) => [
            `- **${check}**: ${plain(found)}`,
            '',
            `  → ${plain(advice)}`,
            '',
          ]),
        ]
      : []),
    `## ${l10n.t('Checks')}`,
    '',
    `| ${l10n.t('Check')} | ${l10n.t('Result')} | ${l10n.t('Found')} |`,
    '| --- | --- | --- |',
    ...checks.map(({ name: check, outcome, found }) => `| ${check} | ${markOf(outcome)} | ${plain(found)} |`),
    '',
    l10n.t('Nothing was written to the repository. This report holds no password, key or token.'),
    '',
  ].join('\n');
}

/** How it stands, in a few words. */
export function summary(checks: readonly Check[]): string {
  const count = (outcome: Outcome) => checks.filter((check) => check.outcome === outcome).length;
  const [failures, warnings] = [count('failed'), count('warning')];
  const first = checks.find(({ outcome }) => outcome === 'failed');
  if (!first)
    return warnings === 0
      ? l10n.t('It works')
      : byCount(
          warnings,
          l10n.t('It works; one warning'),
          l10n.t('It works; {0} warnings', formatNumber(warnings)),
        );
  if (warnings > 0)
    return byCount(
      warnings,
      l10n.t('{0} failed; one warning', first.name),
      l10n.t('{0} failed; {1} warnings', first.name, formatNumber(warnings)),
    );
  return failures > 1
    ? l10n.t('{0} failed, and {1} more', first.name, formatNumber(failures - 1))
    : l10n.t('{0} failed', first.name);
}

/** Text of others as text: neither markup, nor links, nor formulas, nor cells of a table. */
function plain(text: string): string {
  // An underscore within a word means nothing, and reports are pasted as plain text as well.
  return plainLine(text).replaceAll(/[\\`*[\]<>|~&$]|(?<!\w)_|_(?!\w)/g, '\\$&');
}
