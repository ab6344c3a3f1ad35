import type { RecordedOutcome } from './journal';
import { inOrder, isLater, type Row } from './lines';

/** How much history is kept. */
export interface JournalLimits {
  readonly maxAgeDays: number;
  readonly maxBytes: number;
}

/** A line as far as it counts for what is kept. */
export interface IndexedLine {
  readonly start: number;
  readonly end: number;
  readonly kind: 'before' | 'after' | 'newer';
  readonly id: string;
  readonly sequence?: number;
  readonly time: string;
  readonly group?: string;
  readonly outcome?: RecordedOutcome;
}

export interface IndexedSegment {
  readonly name: string;
  readonly size: number;
  readonly lines: readonly IndexedLine[];
  /** Lines may be taken out of it: nobody writes to it. */
  readonly isClosed: boolean;
  /** Was written as a whole out of older ones: of lines that are in two segments, those in it stay. */
  readonly isWhole: boolean;
}

/** Changes that are forgotten for one reason. */
export interface ForgottenChanges {
  readonly ids: readonly string[];
  /** When the newest of them was made, as far as clocks can be relied on; ISO 8601, UTC. */
  readonly until: string;
  readonly why: 'age' | 'size';
}

export interface Retention {
  /** What goes, by segment. Segments that stay whole are not among them. */
  readonly dropped: ReadonlyMap<string, ReadonlySet<IndexedLine>>;
  readonly forgotten: readonly ForgottenChanges[];
  /** Whether what was made or left at a time (milliseconds since the epoch) is too old. */
  readonly isTooOld: (time: number) => boolean;
}

/** The newest changes that stay, however old and large they are. */
const NEWEST_CHANGES = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

/** @param begun when its segment was begun: for lines of newer programs that tell no time of their own. */
export function indexOf({ start, end, line }: Row, begun: string): IndexedLine {
  if (line.kind === 'newer') return { start, end, id: '', time: begun, ...line };
  const { kind, id, time, sequence } = line;
  return {
    ...{ start, end, kind, id, time },
    ...(sequence !== undefined && { sequence }),
    ...(line.kind === 'before'
      ? line.group !== undefined && { group: line.group }
      : { outcome: line.outcome }),
  };
}

/**
 * What is to be forgotten, over all segments: whole groups, the oldest first; those that are too old, then more while
 * there is too much. Never the newest changes, nor those of the newest day. A group with a change of unknown outcome
 * stays until it is too old: its before-image may still be needed.
 * @param going ids of changes whose forgetting has begun.
 */
export function whatToForget(
  segments: readonly IndexedSegment[],
  { maxAgeDays, maxBytes }: JournalLimits,
  now: number,
  going: ReadonlySet<string> = new Set(),
): Retention {
  const dropped = new Map<string, Set<IndexedLine>>();
  const drop = ({ segment, line }: Placed) => {
    const lines = dropped.get(segment.name) ?? new Set();
    dropped.set(segment.name, lines.add(line));
  };
  const { unique, copies } = withoutCopies(segments);
  for (const copy of copies) if (copy.segment.isClosed) drop(copy);

  const known = unique.filter(({ line }) => line.kind !== 'newer');
  const groups = groupsOf(known, now);
  protectNewest(groups);
  const isTooOld = ageJudge(unique, now, maxAgeDays);

  let total = segments.reduce((sum, { size }) => sum + size, 0) - bytesIn(copies);
  for (const placed of unique) {
    if (placed.line.kind !== 'newer' || !isTooOld(timeOf(placed.line, now))) continue;
    total -= bytesIn([placed]);
    if (placed.segment.isClosed) drop(placed);
  }
  const forgotten: { why: ForgottenChanges['why']; group: Group }[] = [];
  for (const group of groups) {
    const isGoing = group.lines.every(({ line }) => going.has(line.id));
    if (group.isNewest && !isGoing) continue;
    const isOld = isTooOld(group.time);
    if (!isGoing && !isOld && (group.isUnknown || total <= maxBytes)) continue;
    total -= bytesIn(group.lines);
    // Another window has to forget what is in its segment; no newer change goes in its place.
    if (!group.lines.every(({ segment }) => segment.isClosed)) continue;
    for (const line of group.lines) drop(line);
    if (!isGoing && group.changes.length > 0) forgotten.push({ why: isOld ? 'age' : 'size', group });
  }
  return { dropped, forgotten: summed(forgotten), isTooOld };
}

/** A line and where it is. */
interface Placed {
  readonly segment: IndexedSegment;
  readonly line: IndexedLine;
}

interface Change extends IndexedLine {
  readonly sequence: number;
  /** Milliseconds since the epoch, never before those of older changes; see `withTimes`. */
  readonly at: number;
}

/** What is kept or forgotten together: the changes of a group, with what became of them. */
interface Group {
  readonly lines: Placed[];
  /** The oldest first; none where only outcomes are left. */
  readonly changes: Change[];
  /** That of the newest change. */
  time: number;
  isUnknown: boolean;
  isNewest: boolean;
}

const bytesIn = (placed: readonly Placed[]): number =>
  placed.reduce((sum, { line }) => sum + line.end - line.start + 1, 0);

/** Tidying up that broke off leaves lines in two segments. */
function withoutCopies(segments: readonly IndexedSegment[]): { unique: Placed[]; copies: Placed[] } {
  const seen = new Set<string>();
  const unique: Placed[] = [];
  const copies: Placed[] = [];
  for (const segment of segments.toSorted((a, b) => Number(b.isWhole) - Number(a.isWhole)))
    for (const line of segment.lines) {
      const { kind, id, sequence, time } = line;
      const key = `${kind} ${id} ${sequence ?? time}`;
      const isCopy = kind !== 'newer' && seen.has(key);
      seen.add(key);
      (isCopy ? copies : unique).push({ segment, line });
    }
  return { unique, copies };
}

/** The oldest first, by their newest changes. */
function groupsOf(known: readonly Placed[], now: number): Group[] {
  const changes = withTimes(
    inOrder(known.map(({ line }) => line).filter(({ kind }) => kind === 'before')),
    now,
  );
  const keys = new Map(
    changes.map(({ id, group }) => [id, group === undefined ? `of ${id}` : `all ${group}`]),
  );
  const groups = new Map<string, Group>();
  const groupOf = (id: string): Group => {
    const key = keys.get(id) ?? `of ${id}`;
    const known = groups.get(key);
    if (known) return known;
    const made: Group = { lines: [], changes: [], time: -Infinity, isUnknown: false, isNewest: false };
    groups.set(key, made);
    return made;
  };
  const outcomes = new Map<string, IndexedLine>();
  for (const placed of known) {
    const { line } = placed;
    const group = groupOf(line.id);
    group.lines.push(placed);
    if (line.kind !== 'after') continue;
    const last = outcomes.get(line.id);
    if (!last || isLater(line, last)) outcomes.set(line.id, line);
    if (!keys.has(line.id)) group.time = timeOf(line, now);
  }
  for (const change of changes) {
    const group = groupOf(change.id);
    group.changes.push(change);
    group.time = change.at;
    group.isUnknown ||= (outcomes.get(change.id)?.outcome ?? 'unknown') === 'unknown';
  }
  const newestOf = ({ changes: of }: Group) => of.at(-1)?.sequence ?? -Infinity;
  return [...groups.values()].toSorted((a, b) => newestOf(a) - newestOf(b) || a.time - b.time);
}

/**
 * Times that can be relied on as far as that goes: no change is older than one that came before it, and a time that is
 * still to come says nothing. So a clock that went wrong and was set right again makes no change old.
 */
function withTimes(changes: readonly (IndexedLine & { readonly sequence: number })[], now: number): Change[] {
  let latest = -Infinity;
  return changes.map((change) => {
    const time = Date.parse(change.time);
    if (time <= now) latest = Math.max(latest, time);
    return { ...change, at: latest === -Infinity ? now : latest };
  });
}

function timeOf({ time }: Pick<IndexedLine, 'time'>, now: number): number {
  const told = Date.parse(time);
  return told <= now ? told : now;
}

/**
 * Marks the groups of the newest changes, and of the newest day in which changes were made. Where nothing was made for
 * longer than a day, or the clock was put forward by more, the day before that counts on: else a clock that is ahead for
 * a while would leave nothing of what was made just before.
 */
function protectNewest(groups: readonly Group[]): void {
  const owners = new Map(groups.flatMap((group) => group.changes.map((change) => [change, group] as const)));
  const newest = [...owners.keys()].toSorted((a, b) => b.sequence - a.sequence);
  let busy = 0;
  let leaps = 0;
  for (const [index, change] of newest.entries()) {
    const since = (newest[index - 1] ?? change).at - change.at;
    if (since > DAY_MS) leaps += 1;
    else busy += since;
    const isOfNewestDay = busy <= DAY_MS && leaps <= 1;
    if (!isOfNewestDay && index >= NEWEST_CHANGES) return;
    const group = owners.get(change);
    if (group) group.isNewest = true;
  }
}

/**
 * Age counts up to the newest line that is a day old by now: a clock that has just been put forward makes nothing old,
 * and neither does coming back after a long time, until work has gone on for a day.
 */
function ageJudge(lines: readonly Placed[], now: number, maxAgeDays: number): (time: number) => boolean {
  let reference = -Infinity;
  for (const { line } of lines) {
    const time = Date.parse(line.time);
    if (time <= now - DAY_MS) reference = Math.max(reference, time);
  }
  return (time) => reference - time > maxAgeDays * DAY_MS;
}

function summed(forgotten: readonly { why: ForgottenChanges['why']; group: Group }[]): ForgottenChanges[] {
  return (['age', 'size'] as const).flatMap((why) => {
    const changes = forgotten.filter((one) => one.why === why).flatMap(({ group }) => group.changes);
    const newest = changes.toSorted((a, b) => b.sequence - a.sequence)[0];
    return newest
      ? [{ why, ids: changes.map(({ id }) => id), until: new Date(newest.at).toISOString() }]
      : [];
  });
}
