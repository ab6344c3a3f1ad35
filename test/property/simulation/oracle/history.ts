import { undoChange, type HistoryItem } from '../../../../src/changes';
import type { Begun } from '../world/action';
import {
  differing,
  incomingOf,
  namedIn,
  outgoingOf,
  same,
  wishOf,
  payloadOf,
  type Shown,
} from '../world/links';
import type { Exchange } from '../world/network';
import type { Window } from '../world/window';
import { plannedBy, type Judge } from './judge';
import { sawAfter } from './outcomes';
import { text, typesMayBeOld } from './sending';
import { inWords } from './words';

export interface HistoryCheck {
  /** Something of the history may have been forgotten: it has a small limit. */
  readonly mayForget: boolean;
  /** Bytes that the history may have before anything is forgotten; none where a clock made everything old. */
  readonly room: number;
  /** The disk refused something: what became of a change may not have been kept. */
  readonly diskFailed: boolean;
}

/** Holds the history, the newest change first, against what really happened. */
export function judgeHistory(judge: Judge, history: readonly HistoryItem[], how: HistoryCheck): void {
  const happened = [...judge.begunById.values()].filter(tookEffect);
  judgeCompleteness(judge, history, happened, how);
  // Who could not read what others wrote could not know which place comes next.
  if (!how.diskFailed) judgeOrder(judge, history);
  for (const item of history) {
    const begun = judge.begunById.get(item.id);
    if (begun && !begun.isMadeUp) judgeItem(judge, item, begun, how);
  }
}

const takenPut = ({ puts }: Begun): Exchange | undefined => puts.find(({ write }) => write !== undefined);
const tookEffect = (begun: Begun): boolean => begun.isMadeUp === true || takenPut(begun) !== undefined;

function judgeCompleteness(
  judge: Judge,
  history: readonly HistoryItem[],
  happened: readonly Begun[],
  how: HistoryCheck,
): void {
  const kept = new Set(history.map(({ id }) => id));
  const missing = happened.filter(({ id }) => !kept.has(id!));
  // Changes of unknown outcome are kept for longer, with their groups.
  const unclear = new Set(history.filter(({ outcome }) => outcome === 'unknown').map(groupOf));
  // A group is as old as its newest change.
  const newest = new Map<string, number>();
  for (const { id, record, doneAt } of judge.begunById.values())
    newest.set(record.group ?? id!, Math.max(doneAt!, newest.get(record.group ?? id!) ?? 0));
  const counted = history.flatMap((item): Older[] => {
    const window = judge.begunById.get(item.id)?.action.window;
    const at = newest.get(groupOf(item));
    return window && at !== undefined && !unclear.has(groupOf(item)) ? [{ window, at }] : [];
  });
  const hole = missing.find((begun) => isHole(begun, counted, how) || hadRoom(begun, unclear, happened, how));
  if (hole)
    judge.fail(
      'historyHole',
      `${missing.length} of ${happened.length} changes are missing, for example ${hole.id} of ${inWords(hole.action)}, written down at ${hole.doneAt} ms.`,
    );
  const groups = new Map<string, { there: number; gone: number }>();
  for (const { id, record } of happened) {
    if (record.group === undefined) continue;
    const group = groups.get(record.group) ?? { there: 0, gone: 0 };
    group[kept.has(id!) ? 'there' : 'gone'] += 1;
    groups.set(record.group, group);
  }
  const half = [...groups.values()].find(({ there, gone }) => there > 0 && gone > 0);
  if (half && !hole)
    judge.fail('historyHole', `Of a group, ${half.there} changes are there and ${half.gone} are gone.`);
}

/** What is there, by whom, and how old it is. */
interface Older {
  readonly window: Window;
  readonly at: number;
}

/** Whether an older change of the same window is there: windows forget for themselves. */
function isHole(
  { calledAt, action }: Begun,
  counted: readonly Older[],
  { mayForget, diskFailed }: HistoryCheck,
): boolean {
  // What can't be read can't be forgotten either.
  if (mayForget && diskFailed) return false;
  return !mayForget || counted.some(({ window, at }) => window === action.window && at < calledAt);
}

/** Whether a change is gone although it would have had room, with all that is newer or may not go. */
function hadRoom(
  { calledAt }: Begun,
  unclear: ReadonlySet<string>,
  happened: readonly Begun[],
  { room }: HistoryCheck,
): boolean {
  const mustStay = happened.filter(
    ({ doneAt, id, record }) => doneAt! >= calledAt || unclear.has(record.group ?? id!),
  );
  const bytes = mustStay.reduce((sum, { record }) => sum + JSON.stringify(record).length + LINES_BYTES, 0);
  return bytes < room * 0.8;
}

/** What lines of a change have beside its record, roughly. */
const LINES_BYTES = 350;

const groupOf = ({ id, group }: Pick<HistoryItem, 'id' | 'group'>) => group ?? id;

function judgeOrder(judge: Judge, history: readonly HistoryItem[]): void {
  let newer: Begun | undefined;
  for (const { id } of history) {
    const begun = judge.begunById.get(id);
    if (!begun) continue;
    if (newer && newer.doneAt! < begun.calledAt) {
      judge.fail(
        'historyOrder',
        `${newer.id} of ${newer.doneAt} ms is listed as newer than ${begun.id} of ${begun.calledAt} ms.`,
      );
      return;
    }
    if (!newer || begun.doneAt! < newer.doneAt!) newer = begun;
  }
}

function judgeItem(judge: Judge, item: HistoryItem, begun: Begun, { diskFailed }: HistoryCheck): void {
  const { action, record } = begun;
  const put = takenPut(begun);
  const who = `${item.id} of ${inWords(action)}, entry ${record.entryId},`;
  if (!put?.write) {
    const payload = payloadOf(record.payload);
    // Where somebody else made the same links of those, nobody can tell.
    const isSo = (links: Shown) => plannedBy(begun).every((key) => links.get(key) === payload.get(key));
    const seen = begun.puts.some(
      ({ server, sent }) =>
        isSo(outgoingOf(server.state, record.entryId)) ||
        server.writes.some(
          ({ at, sourceId, after }) =>
            at >= sent.at && sourceId === record.entryId && isSo(outgoingOf(after, sourceId)),
        ),
    );
    if (item.outcome === 'written' && !seen)
      judge.fail('historyFalse', `${who} is called written, and never was.`);
    return;
  }
  if (item.outcome === 'refused') {
    judge.fail('historyFalse', `${who} is called refused (${item.reason ?? 'no reason'}), and was written.`);
    return;
  }
  const isClear = put.told === 'done' && action.endedAt !== undefined && !diskFailed && action.window.isAlive;
  if (item.outcome === 'unknown' && isClear)
    judge.fail('historyFalse', `${who} is called unknown, and the server had answered.`);
  if (!typesMayBeOld(action, put)) leadsBack(judge, who, item, put, begun, diskFailed);
  if (action.endedAt !== undefined && !diskFailed && action.window.isAlive)
    tellsLosses(judge, who, item, put, begun);
}

/** Taking the change back gives every link that it touched as it was, and touches no other. */
function leadsBack(
  judge: Judge,
  who: string,
  item: HistoryItem,
  put: Exchange,
  begun: Begun,
  diskFailed: boolean,
): void {
  const { record } = begun;
  const { server } = put;
  const next = server.writes.find(
    ({ order, sourceId }) =>
      order > (put.write?.order ?? 0) && (sourceId === record.entryId || server.variant.incomingDroppedByPut),
  );
  // What was looked at again may have been changed once more by then.
  if (item.outcome === 'notAsSent' && next && next.at - (put.write?.at ?? 0) < 60_000) return;
  const [guard] = put.guardStates ?? [];
  if (!guard || !put.write) return;
  const before = outgoingOf(guard, record.entryId);
  const after = outgoingOf(put.write.after, record.entryId);
  // Nobody has seen what the server made of it.
  const wasSeen =
    item.answer !== undefined || (put.told === 'done' && begun.action.window.isAlive && !diskFailed);
  if (!same(after, payloadOf(record.payload)) && !wasSeen) return;
  const edit = undoChange([item]).find(({ sourceId }) => sourceId === record.entryId)?.edit ?? {};
  const touched = new Set([...differing(before, after), ...namedIn(edit)]);
  for (const key of touched) {
    const wish = wishOf(edit, key, after.get(key));
    // Seen late, it may as well have been somebody else who changed a link that was only kept.
    if (put.told !== 'done' && !plannedBy(begun).includes(key)) continue;
    if (wish !== before.get(key) && (before.get(key) !== after.get(key) || wish !== after.get(key)))
      judge.fail(
        'noWayBack',
        `${who} made ${text(after)} of ${text(before)} (${item.outcome}); taking it back makes ${wish ?? 'nothing'} of link ${key}.`,
      );
  }
}

/** Incoming links that were dropped are in the history, to be restored later. */
function tellsLosses(judge: Judge, who: string, item: HistoryItem, put: Exchange, { action }: Begun): void {
  const { write, server, asked } = put;
  if (!write || !server.variant.incomingListed || !sawAfter(action, put)) return;
  const there = incomingOf(write.after, asked.entryId);
  const told = new Set((item.droppedIncoming ?? []).map((link) => `${link.sourceId}:${link.targetId}`));
  for (const key of incomingOf(write.before, asked.entryId).keys()) {
    const [sourceId, targetId] = key.split(':').map(Number);
    const isDoubtful = server.writes.some(
      (one) => one.sourceId === sourceId && Math.abs(one.at - write.at) < 300_000,
    );
    if (!there.has(key) && !isDoubtful && !told.has(`${sourceId}:${targetId}`))
      judge.fail('untoldLoss', `${who} dropped the incoming link ${key}, and the history does not say so.`);
  }
}
