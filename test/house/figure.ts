/** One row of the table. */
export interface Figure {
  readonly what: string;
  readonly value: number | undefined;
  readonly unit?: string;
  /** Why there is no value. */
  readonly missing?: string;
  /** What it may be at most, and whether that is `about` so much. */
  readonly bar?: { readonly most: number; readonly about?: true };
  /** What was counted, one line each: shown with `--list`. */
  readonly list?: readonly string[];
  /** What more there is to say of this value. */
  readonly note?: string;
  /** How it was counted, and those of its sort below it, where the name does not say it all. */
  readonly about?: string;
}

/** A bar of about so much is kept within a tenth. */
const ABOUT = 1.1;

export function isKept({ value, bar }: Figure): boolean | undefined {
  if (value === undefined || bar === undefined) return undefined;
  return value <= bar.most * (bar.about ? ABOUT : 1);
}

/** The figures as a table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, value, unit, bar, missing = '' } = figure;
    const number = value === undefined ? missing : `${Math.round(value * 10) / 10}`;
    const limit = bar ? `${bar.about ? 'about' : '≤'} ${bar.most}` : '';
    const kept = isKept(figure);
    const mark = kept === undefined ? '' : kept ? 'kept' : 'MISSED';
    return [what, value !== undefined && unit ? `${number} ${unit}` : number, limit, mark];
  });
  const all = [['figure', 'now', 'bar', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length), 3));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...body] = all.map(line);
  return [head, rule, ...body].join('\n');
}
