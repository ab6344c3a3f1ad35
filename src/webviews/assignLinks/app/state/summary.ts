import type { Saved, TakenBack } from '../../protocol';
import type { Form, Row, RowStatus } from './model';
import type { RowProblems } from './validate';
import { statusOf } from './rows';

export type Counts = Readonly<Record<RowStatus, number>>;

export function countsOf(rows: readonly Row[]): Counts {
  const counts = { added: 0, removed: 0, changed: 0, kept: 0 };
  for (const row of rows) counts[statusOf(row)] += 1;
  return counts;
}

/** For example `1 added, 2 changed, 248 kept`; what is zero is left out. */
export function formatCounts(counts: Counts): string {
  const words = (['added', 'removed', 'changed', 'kept'] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status].toLocaleString('en-US')} ${status}`);
  return words.join(', ') || 'no links';
}

/**
 * What a save did, in the words of the rows: a link that got another type is one added and one removed
 * for the server, but one changed row for the person.
 */
export function describeSaved(saved: Saved, rows: readonly Row[]): string {
  const retyped = rows.filter(
    (row) => row.base && !row.removed && row.linkTypeId !== row.base.linkTypeId,
  ).length;
  const folded = Math.min(retyped, saved.added, saved.removed);
  const counts = formatCounts({
    added: saved.added - folded,
    removed: saved.removed - folded,
    changed: saved.changed + folded,
    kept: saved.kept,
  });
  const { added, removed, changed } = saved.others;
  if (added + removed + changed === 0) return `Saved: ${counts}.`;
  const what = formatCounts({ added, removed, changed, kept: 0 });
  return `Saved: ${counts}. Others changed other links meanwhile, and that stays: ${what}.`;
}

/** What an undo did. */
export function describeUndone({ added, removed, changed, kept, cannotReturn }: TakenBack): string {
  const counts = { added, removed, changed, kept };
  const done =
    added + removed + changed > 0
      ? `Taken back: ${formatCounts(counts)}.`
      : 'Nothing to take back: the links are so already.';
  if (cannotReturn === 0) return done;
  const gone =
    cannotReturn === 1
      ? '1 link could not come back: its target or type is gone.'
      : `${cannotReturn.toLocaleString('en-US')} links could not come back: their targets or types are gone.`;
  return added + removed + changed > 0 ? `${done} ${gone}` : gone;
}

/** Whether nothing can be sent to the form's repository, whatever is typed. */
export function isCutOff({ disconnected, elsewhere }: Pick<Form, 'disconnected' | 'elsewhere'>): boolean {
  return disconnected || elsewhere !== undefined;
}

/** Why nothing can be changed at all; `undefined` when it can. */
export function lockedBecause({
  contents: { readOnly, connectionName },
}: Pick<Form, 'contents'>): string | undefined {
  switch (readOnly) {
    case 'setting':
      return 'Links are read-only: the setting laserficheLinks.readOnly is on.';
    case 'connection':
      return `Links are read-only: the connection ${connectionName} is set to read-only.`;
    case 'no':
      return undefined;
  }
}

/** Why links can't be assigned now; `undefined` when they can. */
export function blockedBecause(
  form: Form,
  dirty: boolean,
  problems: ReadonlyMap<string, RowProblems>,
): string | undefined {
  if (form.saving) return 'Assigning…';
  if (form.disconnected) return 'The connection was removed.';
  if (form.elsewhere !== undefined) return 'The connection leads to another repository.';
  if (form.contents.readOnly !== 'no') return 'Links are read-only.';
  if (form.dispute) return 'Choose whose changes to keep first.';
  if (form.untyped.length > 0)
    return form.untyped.every(({ why }) => why === 'unknown' || why === 'ambiguous')
      ? 'The type of some links is unknown.'
      : 'Some links can’t be sent back as they are.';
  if (problems.size > 0)
    return problems.size === 1 ? '1 row needs a look.' : `${problems.size} rows need a look.`;
  return dirty ? undefined : 'Nothing changed.';
}
