import { keyOf } from '../../../../links';
import type { Conflict } from '../../protocol';
import { keyOfRow, type Row } from './model';

/** The links that both the person and somebody else changed, for example `Invoice 7 (changed on the server)`. */
export function conflictWords(conflicts: readonly Conflict[], rows: readonly Row[]): readonly string[] {
  const names = new Map<string, string>();
  for (const row of rows) {
    names.set(keyOf(keyOfRow(row)), row.target.name);
    if (row.base) names.set(keyOf(row.base), row.target.name);
  }
  return conflicts.map((conflict) => {
    const name = names.get(keyOf(conflict)) ?? `Entry ${conflict.targetId}`;
    return `${name} (${conflict.meanwhile} on the server)`;
  });
}
