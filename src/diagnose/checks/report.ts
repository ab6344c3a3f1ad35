import { plainLine } from '../../domain';
import type { Check, Outcome } from './types';

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
const MARKS: Readonly<Record<Outcome, string>> = {
  ok: '✓\u00A0OK',
  warning: '⚠\u00A0Warning',
  failed: '✗\u00A0Failed',
  skipped: '○\u00A0Skipped',
};

/** The report as a page for people, in Markdown. */
export function reportText(report: DiagnosisReport): string {
  const { name, baseUrl, repoId, signIn, time, checks } = report;
  const advised = checks.filter(({ advice, outcome }) => advice !== undefined && outcome !== 'ok');
  return [
    `# Diagnosis of ${plain(name)}`,
    '',
    `**${summary(checks)}**`,
    '',
    `- Server: ${plain(baseUrl)}`,
    `- Repository: ${plain(repoId)}`,
    `- Sign-in: ${plain(signIn)}`,
    `- Time: ${plain(time)}`,
    '',
    ...(advised.length > 0
      ? [
          '## What to do',
          '',
          ...advised.flatMap(({ name: check, found, advice = '' }) => [
            `- **${check}**: ${plain(found)}`,
            '',
            `  → ${plain(advice)}`,
            '',
          ]),
        ]
      : []),
    '## Checks',
    '',
    '| Check | Result | Found |',
    '| --- | --- | --- |',
    ...checks.map(({ name: check, outcome, found }) => `| ${check} | ${MARKS[outcome]} | ${plain(found)} |`),
    '',
    'Nothing was written to the repository. This report holds no password, key or token.',
    '',
  ].join('\n');
}

/** How it stands, in a few words. */
export function summary(checks: readonly Check[]): string {
  const count = (wanted: Outcome) => checks.filter(({ outcome }) => outcome === wanted).length;
  const [failures, warnings] = [count('failed'), count('warning')];
  const first = checks.find(({ outcome }) => outcome === 'failed');
  if (first)
    return `${first.name} failed${warnings > 0 ? `; ${told(warnings)}` : failures > 1 ? `, and ${failures - 1} more` : ''}`;
  return warnings > 0 ? `It works; ${told(warnings)}` : 'It works';
}

const told = (warnings: number) => (warnings === 1 ? 'one warning' : `${warnings} warnings`);

/** Text of others as text: neither markup, nor links, nor formulas, nor cells of a table. */
function plain(text: string): string {
  // An underscore within a word means nothing, and reports are pasted as plain text as well.
  return plainLine(text).replaceAll(/[\\`*[\]<>|~&$]|(?<!\w)_|_(?!\w)/g, '\\$&');
}
