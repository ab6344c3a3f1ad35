import type { ReportHead, ReportProgress, ReportRow, ReportView } from '../protocol';

/** What the page shows. */
export interface PageState {
  readonly head: ReportHead | undefined;
  readonly rows: readonly ReportRow[];
  readonly mended: ReadonlySet<number>;
  readonly progress: ReportProgress | undefined;
  readonly view: ReportView;
}

/** The rows that show, in their order. */
export function shownRows(
  rows: readonly ReportRow[],
  { text, hidden, sort, isDescending }: ReportView,
): readonly ReportRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const off = new Set(hidden);
  const shown = rows.filter(
    (row) => !off.has(row.check) && words.every((word) => textOf(row).includes(word)),
  );
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const keyOf = (row: ReportRow): string =>
    ({ check: row.check, entry: row.path || row.entryName, link: row.link, why: row.why })[sort];
  const way = isDescending ? -1 : 1;
  return shown.toSorted((a, b) => way * collator.compare(keyOf(a), keyOf(b)) || a.id - b.id);
}

const textOf = ({ entryName, path, link, why, entryId }: ReportRow): string =>
  `${entryName}\n${path}\n${link}\n${why}\n#${entryId}`.toLowerCase();

/** How many findings each check has. */
export function countsOf(rows: readonly ReportRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { check } of rows) counts.set(check, (counts.get(check) ?? 0) + 1);
  return counts;
}

/** Rows near what shows of a list; all have the same height, in pixels. */
export function windowOf(
  { scrollTop, height }: { readonly scrollTop: number; readonly height: number },
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const beyond = 10;
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
  return { from, to: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + beyond) };
}
