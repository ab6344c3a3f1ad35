import * as l10n from '@vscode/l10n';
import { byCount, formatNumber, listOfParts } from '../../../shared/language';
import type { Saved, Undone } from '../../protocol';
import type { Form, Row, RowStatus } from './model';
import { isDirty, statusOf } from './rows';
import type { RowProblems } from './validate';

/** What becomes of a link that the person leaves alone: a PUT can't carry a description. */
export type Fate = RowStatus | 'undescribed';
export type Counts = Readonly<Record<RowStatus, number>> & Partial<Readonly<Record<'undescribed', number>>>;

/** What becomes of a row when it is sent. */
export function fateOf(row: Row): Fate {
  const status = statusOf(row);
  return status === 'kept' && row.description !== undefined ? 'undescribed' : status;
}

/** What becomes of the rows when they are sent. */
export function countsOf(rows: readonly Row[]): Required<Counts> {
  const counts = { added: 0, removed: 0, changed: 0, kept: 0, undescribed: 0 };
  for (const row of rows) counts[fateOf(row)] += 1;
  return counts;
}

/** For example `1 added, 2 changed, 248 kept`; what is zero is left out. */
export function formatCounts({ added, removed, changed, kept, undescribed = 0 }: Counts): string {
  const parts = [
    added > 0 && l10n.t('{0} added', formatNumber(added)),
    removed > 0 && l10n.t('{0} removed', formatNumber(removed)),
    changed > 0 && l10n.t('{0} changed', formatNumber(changed)),
    kept > 0 && l10n.t('{0} kept', formatNumber(kept)),
    undescribed > 0 &&
      byCount(
        undescribed,
        l10n.t('1 left without its description'),
        l10n.t('{0} left without their descriptions', formatNumber(undescribed)),
      ),
  ].filter((part) => part !== false);
  return parts.length > 0 ? listOfParts(parts) : l10n.t('no links');
}

/** What assigning would do; without any change, how many links there are. */
export function formatSummary(rows: readonly Row[]): string {
  if (isDirty(rows)) return formatCounts(countsOf(rows));
  if (rows.length === 0) return l10n.t('no links');
  return byCount(rows.length, l10n.t('1 link'), l10n.t('{0} links', formatNumber(rows.length)));
}

/** What *Add All* did with so many entries. */
export function describeAdded(added: number, asked: number): string {
  if (added === 0) {
    return byCount(
      asked,
      l10n.t('The entry is already linked with this type.'),
      l10n.t('All of these entries are already linked with this type.'),
    );
  }
  const done = byCount(added, l10n.t('Added 1 link.'), l10n.t('Added {0} links.', formatNumber(added)));
  const rest = asked - added;
  if (rest === 0) return done;
  const linked = byCount(
    rest,
    l10n.t('1 entry was already linked.'),
    l10n.t('{0} entries were already linked.', formatNumber(rest)),
  );
  return `${done} ${linked}`;
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
  // Nothing was sent: nothing was lost with it.
  const undescribed = saved.changeId === undefined ? 0 : Math.min(countsOf(rows).undescribed, saved.kept);
  const counts = formatCounts({
    added: saved.added - folded,
    removed: saved.removed - folded,
    changed: saved.changed + folded,
    kept: saved.kept - undescribed,
    undescribed,
  });
  const { added, removed, changed } = saved.others;
  if (added + removed + changed === 0) return l10n.t('Saved: {0}.', counts);
  return l10n.t(
    'Saved: {0}. Changes by others were kept: {1}.',
    counts,
    formatCounts({ added, removed, changed, kept: 0 }),
  );
}

/** What an undo did. */
export function describeUndone({ added, removed, changed, kept, cannotReturn }: Undone): string {
  const hasEffect = added + removed + changed > 0;
  const done = hasEffect
    ? l10n.t('Undone: {0}.', formatCounts({ added, removed, changed, kept }))
    : l10n.t('Nothing to undo: the links are already as they were.');
  if (cannotReturn === 0) return done;
  const gone = byCount(
    cannotReturn,
    l10n.t('1 link could not be restored: its target or type is gone.'),
    l10n.t('{0} links could not be restored: their targets or types are gone.', formatNumber(cannotReturn)),
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
      l10n.t('1 row has an error'),
      l10n.t('{0} rows have errors', formatNumber(problems.size)),
    );
  return dirty ? undefined : l10n.t('No changes');
}

/** What a link is that can't be written back as it is, and why, for each code of `EntryLinks.untyped`. */
export function describeUntyped(why: string): { readonly state: string; readonly text: string } {
  switch (why) {
    case 'unknown':
      return {
        state: l10n.t('Type unknown'),
        text: l10n.t(
          'The server does not report the type of this link, so links can’t be assigned without losing it.',
        ),
      };
    case 'ambiguous':
      return {
        state: l10n.t('Type ambiguous'),
        text: l10n.t('Several types have these labels, so links can’t be assigned without guessing.'),
      };
    case 'noEnd':
      return {
        state: l10n.t('No target'),
        text: l10n.t(
          'The server does not report where this link leads. It can’t be sent back, so links can’t be assigned without losing it.',
        ),
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
        state: l10n.t('Listed twice'),
        text: l10n.t(
          'The server lists this link twice with different properties, so links can’t be assigned without guessing which one is right.',
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
