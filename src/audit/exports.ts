import { plainLine, unlinked } from '../domain';
import type { CheckId } from './types';

/** A finding with its sentence, as a report tells it. */
export interface ReportRow {
  readonly check: CheckId;
  readonly entryId: number;
  /** Empty where the server does not tell it. */
  readonly path: string;
  readonly targetId?: number;
  readonly linkTypeId?: number;
  readonly message: string;
}

export interface Report {
  readonly looked: number;
  /** False where there is more than was looked at. */
  readonly complete: boolean;
  readonly findings: readonly ReportRow[];
}

const COLUMNS = ['check', 'entryId', 'path', 'targetId', 'linkTypeId', 'message'] as const;

/** Excel takes a file for UTF-8 only where it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet takes for a formula: its signs, also the wide ones, even after blanks and what can't be seen; and
 * what it reads past at the beginning of a cell.
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠])/u;

/** For spreadsheets: RFC 4180 with a byte order mark; the columns are called as in the answer of the command. */
export function toCsv(findings: readonly ReportRow[]): string {
  const lines = [COLUMNS, ...findings.map((row) => COLUMNS.map((column) => row[column] ?? ''))];
  return BYTE_ORDER_MARK + lines.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toJson({ looked, complete, findings }: Report): string {
  return `${JSON.stringify({ looked, complete, findings }, undefined, 2)}\n`;
}

/** The words of a report, in the language of who reads it. */
export interface ReportWords {
  readonly title: string;
  /** How much was looked at and found, one paragraph each. */
  readonly summary: readonly string[];
  readonly columns: Readonly<Record<(typeof COLUMNS)[number], string>>;
  readonly nameOf: (check: CheckId) => string;
}

/** A table in Markdown; whatever names and paths contain, it stays text. */
export function toMarkdown(findings: readonly ReportRow[], words: ReportWords): string {
  const row = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => toMarkdownText(String(cell))).join(' | ')} |`;
  const table = [
    row(COLUMNS.map((column) => words.columns[column])),
    `|${COLUMNS.map((column) => (column.endsWith('Id') ? ' ---: |' : ' --- |')).join('')}`,
    ...findings.map((finding) =>
      row(
        COLUMNS.map((column) => (column === 'check' ? words.nameOf(finding.check) : (finding[column] ?? ''))),
      ),
    ),
  ];
  const parts = [
    `# ${toMarkdownText(words.title)}`,
    ...words.summary.map(toMarkdownText),
    ...(findings.length > 0 ? [table.join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Any punctuation may be escaped; a `.` or `-` within a word need not be, and reads better. */
const PUNCTUATION = /[!"#$%&'()*+,/:;<=>?@[\\\]^_`{|}~]|^[-.]|(?<=^\d+)\./g;

const toMarkdownText = (text: string): string =>
  unlinked(plainLine(text)).replaceAll(PUNCTUATION, String.raw`\$&`);
