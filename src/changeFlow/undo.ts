import { isNoChange, type Link, type LinkType, planEdit, readLinks } from '../domain';
import type { Session } from '../connections';
import type { CannotReturn, Applied, HistoryItem, ChangeRequest, PreparedUndo } from '../changes';
import { confirmReviews, namesFrom, type Names } from '.';
import { nameOfSource } from './describeDropped';
import { pathsOf, sinceBefore, withPaths } from './payloads';
import { sendGroup, type Asking, type SendOptions } from './runChanges';
import { cannotReturnNotes, entryName, formatTime, describePlaces } from './describeHistory';

export interface TakeBackOptions {
  /** Whether the person says whose count where somebody else changed the same links; else that is a failure. */
  readonly settles: boolean;
  /** False: no question is asked, whatever the setting says. */
  readonly asks?: boolean;
  /** Told with the question and with what became of it. */
  readonly notes?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: SendOptions['onProgress'];
  readonly asking?: Asking;
}

export interface TakenBack {
  /** One for each entry; none when there was nothing left to take back. */
  readonly results: readonly Applied[];
  readonly cannotReturn: readonly CannotReturn[];
  /** One sentence for each of `cannotReturn`, and whatever else was to be told. */
  readonly notes: readonly string[];
}

/** Takes past changes of one connection back, together: what others did since stays. Rejects when the person says no. */
export async function takeBack(
  session: Session,
  items: readonly HistoryItem[],
  options: TakeBackOptions,
): Promise<TakenBack> {
  const { signal, onProgress } = options;
  const call = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  return carryOut(session, items, await session.editor.prepareUndo(items, call), {
    ...options,
    question: `Undo the change of ${describePlaces(items)} (${session.connection.name}, ${timeOf(items)})?`,
    verb: 'Undo',
  });
}

/** Gives an entry the links that it had before a past change, whatever happened since. */
export async function restoreBefore(
  session: Session,
  item: HistoryItem,
  options: TakeBackOptions,
): Promise<TakenBack> {
  const call = options.signal ? { signal: options.signal } : {};
  const [now, types] = await Promise.all([
    session.repository.getLinks(item.entryId, { ...call, fresh: true }),
    session.linkTypes(call),
  ]);
  const since = sinceBefore(item, now, types);
  const { changes, cannotReturn } = await session.editor.prepareUndo([since], call);
  // No undo of the one change: whatever came after it goes as well, and may be taken back like any other change.
  const restored = changes.map(({ undoOf: _, ...change }): ChangeRequest => ({
    ...change,
    cause: 'restore',
  }));
  return carryOut(
    session,
    [item],
    { changes: restored, cannotReturn },
    {
      ...options,
      question: `Restore the links of ${entryName(item)} (${session.connection.name}) as before ${timeOf([item])}?`,
      verb: 'Restore',
    },
  );
}

interface Words {
  readonly question: string;
  readonly verb: string;
}

async function carryOut(
  session: Session,
  items: readonly HistoryItem[],
  { changes, cannotReturn }: PreparedUndo,
  { question, verb, asks = true, notes: more = [], ...options }: TakeBackOptions & Words,
): Promise<TakenBack> {
  const told = items.flatMap(({ before, answer = [] }) => [...before, ...answer]);
  const linkTypes = await session.linkTypes(options.signal ? { signal: options.signal } : {});
  const notes = [...cannotReturnNotes(cannotReturn, namesOf(items, told, linkTypes)), ...more];
  if (!changes.some((change) => hasEffect(change, linkTypes))) return { results: [], cannotReturn, notes };

  const paths = pathsOf(told);
  const madeFor = items[0]?.connection;
  const named = changes.map((change) => ({
    ...change,
    base: withPaths(change.base ?? [], paths),
    ...(madeFor && { madeFor }),
  }));
  const nameOf = namesIn(items);
  const { results } = await sendGroup(session, named, {
    ...options,
    nameOf,
    ask: asks && ((reviews) => confirmReviews(reviews, { question, verb, notes })),
    told,
  });
  return { results, cannotReturn, notes };
}

/** Whether the links, as they are now where nobody else touched the same ones, differ from those wanted. */
function hasEffect({ sourceId, edit, base = [] }: ChangeRequest, types: readonly LinkType[]): boolean {
  return !isNoChange(planEdit(readLinks(base, sourceId, types).outgoing, edit));
}

function namesOf(
  items: readonly HistoryItem[],
  links: readonly Link[],
  linkTypes: readonly LinkType[],
): Names {
  const named = Object.fromEntries(items.map((item) => [item.entryId, entryName(item)]));
  return namesFrom({ links, linkTypes, named });
}

/** What the entries of changes are called. */
export function namesIn(items: readonly HistoryItem[]): (entryId: number) => string {
  const named = new Map(items.toReversed().map((item) => [item.entryId, item]));
  // Links that other entries lost with it come back through those.
  const lost = items.flatMap(({ droppedIncoming = [] }) => droppedIncoming);
  return (entryId) => {
    const item = named.get(entryId);
    return item ? entryName(item) : nameOfSource(lost, entryId);
  };
}

function timeOf(items: readonly HistoryItem[]): string {
  return formatTime(items.at(-1)?.time ?? '');
}
