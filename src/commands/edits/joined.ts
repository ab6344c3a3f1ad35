import { joinEdits } from '../../domain';
import type { SourceEdit } from '../support/changes';

/** The same edits with those of one entry as one, so that they take one PUT; in the order of their first ones. */
export function joined(edits: readonly SourceEdit[]): SourceEdit[] {
  const bySource = new Map<string, SourceEdit[]>();
  for (const edit of edits) {
    const key = `${edit.connectionId} ${edit.sourceId}`;
    const same = bySource.get(key);
    if (same) same.push(edit);
    else bySource.set(key, [edit]);
  }
  return [...bySource.values()].flatMap((same) => {
    const [first] = same;
    return first && same.length > 1 ? [{ ...first, edit: joinEdits(same.map(({ edit }) => edit)) }] : same;
  });
}
