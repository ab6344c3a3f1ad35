import {
  editBetween,
  keyOf,
  type Link,
  type LinkEdit,
  type LinkPlan,
  planEdit,
  readLinks,
  type RepositoryRef,
  sameRepository,
} from '../domain';
import type { HistoryItem } from './journal/journal';
import { bySequence } from './journal/lines';
import type { ChangeRequest } from './types';

/** What a change did to the links of its entry. */
export type Happened = Pick<LinkPlan, 'added' | 'removed' | 'changed'> & {
  /** Links that it left as they were. */
  readonly kept: number;
};

/**
 * What a change did, not what was meant: they differ where the server stored other links than were sent. Links that are
 * neither among those before nor among those sent are somebody else's, and no part of it.
 */
export function happened(item: HistoryItem): Happened {
  const { entryId, outcome, before, answer, payload, added, removed, changed, kept } = item;
  const meant = { added, removed, changed, kept };
  if (outcome !== 'notAsSent' || !answer) return meant;
  // Types are filled in; where a record is older than that, only what was meant can be told.
  const [was, is] = [readLinks(before, entryId, []), readLinks(answer, entryId, [])];
  if (was.untyped.length + is.untyped.length > 0) return meant;
  const ours = new Set([...was.outgoing, ...payload].map(keyOf));
  const after = is.outgoing.filter((link) => ours.has(keyOf(link)));
  const plan = planEdit(was.outgoing, editBetween(was.outgoing, after));
  return { added: plan.added, removed: plan.removed, changed: plan.changed, kept: plan.kept.length };
}

/** Takes back what a change did, and nothing else: what others did since stays. */
export function undoEdit(item: HistoryItem): LinkEdit {
  const { added, removed, changed } = happened(item);
  return {
    upsert: [...removed, ...changed.map(({ before }) => before)],
    remove: added.map(({ targetId, linkTypeId }) => ({ targetId, linkTypeId })),
  };
}

/** The links as a change left them: what others did to the same links since then is a conflict. */
export function leftBy({ entryId, outcome, answer, payload }: HistoryItem): readonly Link[] {
  if (outcome === 'notAsSent' && answer) return answer;
  return payload.map(({ targetId, linkTypeId, properties = null }) => ({
    sourceId: entryId,
    targetId,
    linkTypeId,
    properties: properties,
  }));
}

/** Changes that take past ones back, the newest first. What was refused has nothing to take back. */
export function undoChange(items: readonly HistoryItem[]): ChangeRequest[] {
  return items
    .filter(({ outcome }) => outcome !== 'refused')
    .toSorted((a, b) => bySequence(b, a))
    .map((item) => ({
      sourceId: item.entryId,
      edit: undoEdit(item),
      base: leftBy(item),
      madeFor: item.connection,
      cause: 'undo',
      undoOf: item.id,
    }));
}

/**
 * The newest change that stands, with the rest of its group; empty when there is none. Undos are passed over with what
 * they took back: to take an undo back, choose it in the history. Expects the whole history, the newest first.
 * @param repository only changes made there; all where left out.
 * @param passedOver ids of changes that had nothing left to take back.
 */
export function lastUndoable(
  history: readonly HistoryItem[],
  repository?: RepositoryRef,
  passedOver: ReadonlySet<string> = new Set(),
): readonly HistoryItem[] {
  const undone = takenBack(history);
  const candidates = history.filter(
    ({ id, connection, cause, outcome }) =>
      (repository === undefined || sameRepository(connection, repository)) &&
      cause !== 'undo' &&
      outcome !== 'refused' &&
      !undone.has(id) &&
      !passedOver.has(id),
  );
  const [newest] = candidates;
  if (!newest) return [];
  return newest.group === undefined ? [newest] : candidates.filter(({ group }) => group === newest.group);
}

/** Ids of changes that were taken back by an undo which itself stands. */
export function takenBack(history: readonly HistoryItem[]): ReadonlySet<string> {
  const undone = new Set<string>();
  // Newest first: whether an undo stands is known before what it took back is looked at.
  for (const { id, undoOf, outcome } of history)
    if (undoOf !== undefined && outcome === 'written' && !undone.has(id)) undone.add(undoOf);
  return undone;
}
