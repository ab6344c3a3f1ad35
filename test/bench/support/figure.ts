/** One measured figure, and the bar that it is held against where there is one. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  /** The middle half of the samples. */
  readonly spread?: Spread;
  readonly bar?: Bar;
  /** What a reader should know of it. */
  readonly note?: string;
}

export type Unit = 'ms' | '×' | 'MB' | 'kB' | '%' | '';
export type Spread = readonly [low: number, high: number];
export type Bar = { readonly most: number } | { readonly least: number };

/** `undefined`: nothing was asked of it. */
export function passed({ value, bar }: Figure): boolean | undefined {
  if (!bar) return undefined;
  return 'most' in bar ? value <= bar.most : value >= bar.least;
}

/** Lines of a table: what, measured, spread, bar, result. */
export function tableOf(figures: readonly Figure[]): string[] {
  const rows = figures.map((figure) => [
    figure.what,
    withUnit(figure.value, figure.unit),
    figure.spread ? `${rounded(figure.spread[0])}–${rounded(figure.spread[1])}` : '',
    figure.bar ? barWords(figure.bar, figure.unit) : '',
    { true: 'passed', false: 'MISSED', undefined: '' }[`${passed(figure)}`],
    figure.note ?? '',
  ]);
  const heads = ['what', 'measured', 'middle half', 'bar', 'result', ''];
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function barWords(bar: Bar, unit: Unit): string {
  return 'most' in bar ? `≤ ${withUnit(bar.most, unit)}` : `≥ ${withUnit(bar.least, unit)}`;
}

function withUnit(value: number, unit: Unit): string {
  return unit === '' ? rounded(value) : `${rounded(value)} ${unit}`;
}

function rounded(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
