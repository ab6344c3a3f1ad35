import { l10n } from 'vscode';
import { type CannotReturn, type HistoryItem, takenBack, type UndoPlanSet } from '../changes';
import { isNoChange, type Seen } from '../domain';
import type { Session } from '../connections';
import { setContext, UserError } from '../ui';
import { mayAsk } from './approve';
import { callOf, carryOut } from './carryOut';
import { requireConnection, requireRepository, refuseReadOnly } from './connectionFor';
import { cannotReturnNotes, describeChanged, entryName, formatTime, placesOf } from './describeHistory';
import { describeDoneBack } from './describeDone';
import { nameOfSource } from './dropped';
import { failingAs, type FlowDeps, openSession } from './failure';
import { aboutEntries, namesFrom } from './names';
import { sinceBefore } from './payloads';
import { watched, type Watched } from './progress';
import { cancelledIn, type EntryResult, failuresIn, outcomesOf, totalOf } from './results';

/** What became of an undo, or of a restore. */
export interface Undone {
  readonly items: readonly HistoryItem[];
  readonly connectionId: string;
  /** One for each entry; none when there was nothing left to take back. */
  readonly results: readonly EntryResult[];
  readonly cannotReturn: readonly CannotReturn[];
  /** One sentence for each of `cannotReturn`. */
  readonly notes: readonly string[];
}

export interface UndoOptions {
  /** A person chose it: they decide where others changed the same links since. */
  readonly isInteractive: boolean;
  /** Conflicts are asked about here; left out: where a person chose the undo. */
  readonly resolvesConflicts?: boolean;
  /** Another way to cancel than the notification. */
  readonly signal?: AbortSignal;
  /** The connection that a caller named; left out: the one that the changes were made through, if it may be. */
  readonly through?: string;
}

/**
 * Takes changes made in one repository back together: what others did since stays. Undefined: the person said no.
 */
export function undoItems(
  deps: Pick<FlowDeps, 'connections'>,
  items: readonly HistoryItem[],
  options: UndoOptions,
): Promise<Undone | undefined> {
  const places = placesOf(items);
  return bringBack(deps, items, {
    ...options,
    title: aboutEntries(
      places,
      (name) => l10n.t('Undo the change of {0}', name),
      (count) => l10n.t('Undo the change of {0} entries', count),
    ),
    failed: failedToUndo(items),
    verb: l10n.t('Undo'),
    questionFor: ({ connection: { name: through } }) =>
      aboutEntries(
        places,
        (name) => l10n.t('Undo the change of {0} ({1}, {2})?', name, through, timeOf(items)),
        (count) => l10n.t('Undo the change of {0} entries ({1}, {2})?', count, through, timeOf(items)),
      ),
    seen: 'undo',
    plan: (session, call) => session.editor.planUndo(items, call),
  });
}

/** What failed where changes could not be undone: a whole sentence without its full stop. */
export function failedToUndo(items: readonly HistoryItem[]): string {
  return aboutEntries(
    placesOf(items),
    (name) => l10n.t('Could not undo the change of {0}', name),
    (count) => l10n.t('Could not undo the change of {0} entries', count),
  );
}

/** Gives an entry the links that it had before a past change, whatever happened since. Undefined: the person said no. */
export function restoreBefore(deps: FlowDeps, item: HistoryItem): Promise<Undone | undefined> {
  const name = entryName(item);
  return bringBack(deps, [item], {
    isInteractive: true,
    title: l10n.t('Restore the links of {0}', name),
    failed: l10n.t('Could not restore the links of {0}', name),
    verb: l10n.t('Restore'),
    questionFor: ({ connection: { name: through } }) =>
      l10n.t('Restore the links of {0} ({1}) as before {2}?', name, through, timeOf([item])),
    plan: async (session, call) => {
      const { signal } = call;
      const [now, types] = await Promise.all([
        session.repository.getLinks(item.entryId, { signal, fresh: true }),
        session.linkTypes({ signal }),
      ]);
      // No undo of the one change: whatever came after it goes as well, and may be taken back like any other change.
      return session.editor.planUndo([sinceBefore(item, now, types)], { ...call, cause: 'restore' });
    },
  });
}

interface BringBack extends UndoOptions {
  readonly title: string;
  /** A whole sentence without its full stop. */
  readonly failed: string;
  readonly verb: string;
  /** How much of it a person has seen who chose it, where all of it comes back. */
  readonly seen?: Seen;
  readonly questionFor: (session: Session) => string;
  readonly plan: (session: Session, call: ReturnType<typeof callFor>) => Promise<UndoPlanSet>;
}

/** Brings links of the past back, in the repository of the first change. */
async function bringBack(
  deps: Pick<FlowDeps, 'connections'>,
  items: readonly HistoryItem[],
  {
    title,
    failed,
    verb,
    seen,
    questionFor,
    plan,
    isInteractive,
    resolvesConflicts = isInteractive,
    through,
    signal,
  }: BringBack,
): Promise<Undone | undefined> {
  const [first] = items;
  if (!first) throw new UserError(describeNothing());
  const { entryId: sourceId, connection: madeFor } = first;
  const { id: connectionId } = requireConnection(deps, { ...madeFor, id: through ?? madeFor.id }, failed);
  refuseReadOnly(deps, connectionId, { failed, sourceId });
  const session = await openSession(deps, connectionId);
  requireRepository(session.connection, madeFor, { failed, sourceId });
  const told = items.flatMap(({ before, answer = [] }) => [...before, ...answer]);

  const work = async (): Promise<Undone | undefined> => {
    // What can't come back is a part of the question, and of what is told afterwards.
    const { set, notes } = await watched(
      title,
      async (watch) => {
        const planned = await plan(session, callFor(watch));
        const linkTypes = await session.linkTypes({ signal: watch.signal });
        const named = Object.fromEntries(items.map((item) => [item.entryId, entryName(item)]));
        const names = namesFrom({ links: told, linkTypes, named });
        return { set: planned, notes: cannotReturnNotes(planned.cannotReturn, names) };
      },
      signal,
    );
    const common = { items, connectionId, cannotReturn: set.cannotReturn, notes };
    if (!changesAny(set)) return { ...common, results: [] };
    const asks = mayAsk(isInteractive);
    const results = await carryOut(
      {
        title,
        deed: 'changedBack',
        resolvesConflicts,
        ...(signal && { signal }),
        approval: {
          question: questionFor(session),
          verb,
          notes,
          ...(isInteractive && isPlain(items, notes) && seen && { seen }),
          ...(!asks && { isApproved: true }),
        },
      },
      () => Promise.resolve([{ session, set, told, nameOf: namesIn(items) }]),
    );
    return results && { ...common, results: results.flat() };
  };
  const undone = await failingAs(failed, work, connectionId);
  if (undone && outcomesOf(undone.results).some(({ sent }) => sent)) setContext('hasTakenBack', true);
  return undone;
}

/** Where something can't come back, or nobody knows what was written, more may go than was added. */
function isPlain(items: readonly HistoryItem[], notes: readonly string[]): boolean {
  return notes.length === 0 && items.every(({ outcome }) => outcome !== 'unknown');
}

const callFor = (watch: Watched) => ({ ...callOf(watch, 'changedBack'), signal: watch.signal });

function changesAny({ steps }: UndoPlanSet): boolean {
  return steps.some((step) => 'error' in step || !isNoChange(step.plan.plan));
}

export function describeNothing(): string {
  return l10n.t('There is no link change to undo.');
}

export function describeForgottenChange(): string {
  return l10n.t('That change is no longer in the history, so it can’t be undone.');
}

/** Nothing was left of the changes that could be taken back. */
export function hadNoEffect({ results }: Undone): boolean {
  return (
    failuresIn(results).length + cancelledIn(results).length === 0 &&
    !outcomesOf(results).some(({ sent }) => sent)
  );
}

/** Which way links of the past came back. */
export type Way = 'undo' | 'restore';

/** What came back, as the first sentence after it. */
export function describeUndone(undone: Undone, way: Way): string {
  const places = placesOf(undone.items);
  const counts = totalOf(undone.results);
  if (hadNoEffect(undone))
    return aboutEntries(
      places,
      (name) => l10n.t('Nothing to change: the links of {0} are already like that.', name),
      (count) => l10n.t('Nothing to change: the links of {0} entries are already like that.', count),
    );
  if (way === 'undo') return describeDoneBack(outcomesOf(undone.results)) ?? '';
  return aboutEntries(
    places,
    (name) => l10n.t('Restored the links of {0}: {1}.', name, describeChanged(counts)),
    (count) => l10n.t('Restored the links of {0} entries: {1}.', count, describeChanged(counts)),
  );
}

/** What the entries of changes are called. */
function namesIn(items: readonly HistoryItem[]): (entryId: number) => string {
  const named = new Map(items.toReversed().map((item) => [item.entryId, item]));
  // Links that other entries lost with it come back through those.
  const dropped = items.flatMap(({ droppedIncoming = [] }) => droppedIncoming);
  return (entryId) => {
    const item = named.get(entryId);
    return item ? entryName(item) : nameOfSource(dropped, entryId);
  };
}

function timeOf(items: readonly HistoryItem[]): string {
  return formatTime(items.at(-1)?.time ?? '');
}

/** All changes that were made on this computer, the newest first. */
export function readHistory({ connections }: Pick<FlowDeps, 'connections'>): Promise<readonly HistoryItem[]> {
  return failingAs(l10n.t('Could not read the history of link changes'), () => connections.journal.list());
}

/** Those of changes that can still be taken back. */
export function standing(history: readonly HistoryItem[], items: readonly HistoryItem[]): HistoryItem[] {
  const undone = takenBack(history);
  return items.filter(({ id, outcome }) => outcome !== 'refused' && !undone.has(id));
}

/** The change made together with others, itself included, the newest first; the same for several, each change once. */
export function groupsOf(history: readonly HistoryItem[], items: readonly HistoryItem[]): HistoryItem[] {
  const keys = new Set(items.map(groupKey));
  return history.filter((one) => keys.has(groupKey(one)));
}

/** Changes that were made together have the same. */
export function groupKey({ id, group }: Pick<HistoryItem, 'id' | 'group'>): string {
  return group ?? id;
}
