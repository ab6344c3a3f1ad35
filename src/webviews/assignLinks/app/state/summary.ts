import * as l10n from '@vscode/l10n';
import { byCount, formatNumber, listOfParts } from '../../../shared/language';
import type { Saved, Undone } from '../../protocol';
import type { Form, Row, RowStatus } from './model';
import { statusOf } from './rows';
import type { RowProblems } from './validate';

export type Counts = Readonly<Record<RowStatus, number>>;

export function countsOf(rows: readonly Row[]): Counts {
  const counts = { added: 0, removed: 0, changed: 0, kept: 0 };
  for (const row of rows) counts[statusOf(row)] += 1;
  return counts;
}

/** For example `1 added, 2 changed, 248 kept`; what is zero is left out. */
export function formatCounts({ added, removed, changed, kept }: Counts): string {
  const parts = [
    added > 0 && l10n.t('{0} added', formatNumber(added)),
    removed > 0 && l10n.t('{0} removed', formatNumber(removed)),
    changed > 0 && l10n.t('{0} changed', formatNumber(changed)),
    kept > 0 && l10n.t('{0} kept', formatNumber(kept)),
  ].filter((part) => part !== false);
  return parts.length > 0 ? listOfParts(parts) : l10n.t('no links');
}

/**
 * What a save did, as the rows tell it: a link that got another type is one added and one removed
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
  if (added + removed + changed === 0) return l10n.t('Saved: {0}.', counts);
  return l10n.t(
    'Saved: {0}. Others changed other links meanwhile, and that stays: {1}.',
    counts,
    formatCounts({ added, removed, changed, kept: 0 }),
  );
}

/** What an undo did. */
export function describeUndone({ added, removed, changed, kept, cannotReturn }: Undone): string {
  const hasEffect = added + removed + changed > 0;
  const done = hasEffect
    ? l10n.t('Taken back: {0}.', formatCounts({ added, removed, changed, kept }))
    : l10n.t('Nothing to take back: the links are so already.');
  if (cannotReturn === 0) return done;
  const gone = byCount(
    cannotReturn,
    l10n.t('1 link could not come back: its target or type is gone.'),
    l10n.t('{0} links could not come back: their targets or types are gone.', formatNumber(cannotReturn)),
  );
  return hasEffect ? `${done} ${gone}` : gone;
}

/** Whether nothing can be sent to the form's repository, whatever is typed. */
export function isCutOff({
  disconnected,
  otherRepository,
}: Pick<Form, 'disconnected' | 'otherRepository'>): boolean {
  return disconnected || otherRepository !== undefined;
}

/** Why nothing can be changed at all; `undefined` when it can. */
export function lockedBecause({
  contents: { readOnly, connectionName },
}: Pick<Form, 'contents'>): string | undefined {
  switch (readOnly) {
    case 'setting':
      return l10n.t('Links are read-only: the setting laserficheLinks.readOnly is on.');
    case 'connection':
      return l10n.t('Links are read-only: the connection {0} is set to read-only.', connectionName);
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
  if (form.saving) return l10n.t('Assigning…');
  if (form.disconnected) return l10n.t('The connection was removed.');
  if (form.otherRepository !== undefined) return l10n.t('The connection leads to another repository.');
  if (form.contents.readOnly !== 'no') return l10n.t('Links are read-only.');
  if (form.mergeConflicts) return l10n.t('Choose whose changes to keep first.');
  if (form.undoConflicts) return l10n.t('Choose what to undo first.');
  if (form.untyped.length > 0)
    return form.untyped.every(({ why }) => why === 'unknown' || why === 'ambiguous')
      ? l10n.t('The type of some links is unknown.')
      : l10n.t('Some links can’t be sent back as they are.');
  if (problems.size > 0)
    return byCount(
      problems.size,
      l10n.t('1 row needs a look.'),
      l10n.t('{0} rows need a look.', formatNumber(problems.size)),
    );
  return dirty ? undefined : l10n.t('Nothing changed.');
}

/** What a link is that can't be written back as it is, and why, for each code of `EntryLinks.untyped`. */
export function describeUntyped(why: string): { readonly state: string; readonly text: string } {
  switch (why) {
    case 'unknown':
      return {
        state: l10n.t('Type unknown'),
        text: l10n.t(
          'The server does not tell the type of this link. Links can’t be assigned without losing it.',
        ),
      };
    case 'ambiguous':
      return {
        state: l10n.t('Type ambiguous'),
        text: l10n.t('Several types have these labels. Links can’t be assigned without guessing.'),
      };
    case 'oddProperty':
      return {
        state: l10n.t('Not only text'),
        text: l10n.t(
          'A property of this link is not text on the server. It can’t be sent back as it is, so links can’t be assigned without changing it.',
        ),
      };
    case 'contradictory':
      return {
        state: l10n.t('Told twice'),
        text: l10n.t(
          'The server tells this link twice, each time otherwise. Links can’t be assigned without guessing which one is right.',
        ),
      };
    default:
      return {
        state: l10n.t('Can’t be kept'),
        text: l10n.t(
          'This link can’t be sent back as it is. Links can’t be assigned without losing or changing it.',
        ),
      };
  }
}
