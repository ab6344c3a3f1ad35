import type { Row } from './model';
import type { RowProblems } from './validate';
import { statusOf } from './rows';

export interface Visible {
  readonly rows: readonly Row[];
  /** How many rows the filter lets through. */
  readonly matching: number;
}

/** The rows to draw: those of the filter, as many as the limit allows, and always those with problems. */
export function visibleRows(
  rows: readonly Row[],
  problems: ReadonlyMap<string, RowProblems>,
  filter: { readonly text: string; readonly changesOnly: boolean },
  limit: number,
): Visible {
  const text = filter.text.trim().toLowerCase();
  let matching = 0;
  const shown = rows.filter((row) => {
    const matches = (!filter.changesOnly || statusOf(row) !== 'kept') && (!text || holds(row, text));
    if (matches) matching += 1;
    return (matches && matching <= limit) || problems.has(row.id);
  });
  return { rows: shown, matching };
}

function holds({ target, properties }: Row, text: string): boolean {
  return [
    target.path ?? target.name,
    `#${target.id}`,
    ...properties.flatMap(({ name, value }) => [name, value]),
  ].some((part) => part.toLowerCase().includes(text));
}
