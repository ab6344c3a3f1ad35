import { readStoredAssignment, readStoredLink } from '../../api';
import type { ChangeRecord, ChangeResult, HistoryItem } from './journal';

/** The version of lines that this program writes, in terms of the domain. */
export const VERSION = 2;
/** Lines of version 1, and those without a version before it, are in terms of the API of their time. */
const IN_TERMS_OF_THE_API = 1;

interface Place {
  readonly v?: typeof VERSION;
  /** Place among all lines of all windows. Missing in lines without a version: these come before all others. */
  readonly sequence?: number;
}

/** One line of a segment, as this program understands it. */
export type JournalLine =
  | (Place & { readonly kind: 'before'; readonly id: string; readonly time: string } & ChangeRecord)
  | (Place & { readonly kind: 'after'; readonly id: string; readonly time: string } & ChangeResult);

/** A line that a newer program wrote: whatever stands in it, it is kept and left alone. */
export interface NewerLine {
  readonly kind: 'newer';
  readonly sequence?: number;
  readonly time?: string;
}

/** A good line and where it stands in its segment, its end of line not counted. */
export interface Row {
  readonly start: number;
  readonly end: number;
  readonly line: JournalLine | NewerLine;
}

export interface SegmentContents {
  readonly rows: readonly Row[];
  /** Whole lines that can't be read. */
  readonly bad: number;
  /** A last line that was not written to its end. */
  readonly isCutOff: boolean;
}

/** The place comes first: so it can be told from the beginning of a long line. */
export function encodeLine(line: JournalLine): string {
  const { v, sequence, ...rest } = line;
  return `${JSON.stringify({ v, sequence, ...rest })}\n`;
}

/** Reads a segment as far as it can be read. Bytes that are no text count as damage: they must not come back changed. */
export function decodeSegment(bytes: Uint8Array): SegmentContents {
  const rows: Row[] = [];
  let bad = 0;
  let isCutOff = false;
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const line = decodeLine(bytes.subarray(start, end));
    if (line) rows.push({ start, end, line });
    else if (newline < 0) isCutOff = true;
    else bad += 1;
    start = end + 1;
  }
  return { rows, bad, isCutOff };
}

/** The rows as they stand in their segment, each with an end of line. */
export function bytesOf(bytes: Uint8Array, rows: readonly Pick<Row, 'start' | 'end'>[]): Uint8Array {
  const lineFeed = Uint8Array.of(10);
  return Buffer.concat(rows.flatMap(({ start, end }) => [bytes.subarray(start, end), lineFeed]));
}

/** Begins as a newer program begins its files: what can't be read in it may be of its format. */
export function isOfNewerFormat({ rows }: SegmentContents): boolean {
  return rows[0]?.start === 0 && rows[0].line.kind === 'newer';
}

export function isOurs({ line }: Row): boolean {
  return line.kind !== 'newer';
}

/** Whether a line has its place among all, in a way that numbers can carry. */
export function isSequence(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const OPENING_BRACE = 0x7b;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeLine(bytes: Uint8Array): JournalLine | NewerLine | undefined {
  // Told at once for garbage, of which there may be much.
  if (!bytes.subarray(0, 16).includes(OPENING_BRACE)) return undefined;
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    if (isNewer(value)) {
      const { sequence, time } = value;
      return { kind: 'newer', ...(isSequence(sequence) && { sequence }), ...(isText(time) && { time }) };
    }
    const line = inTermsOfToday(value);
    return isLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** The order of changes: by place, and the same everywhere for those that two windows began at the same time. */
export function bySequence(
  a: Pick<HistoryItem, 'sequence' | 'id'>,
  b: Pick<HistoryItem, 'sequence' | 'id'>,
): number {
  return a.sequence - b.sequence || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Gives each change its place. Those without one come first, in the order of their times, as -1, -2, … backwards from
 * the newest: so a place stays the same when older ones go.
 */
export function inOrder<T extends { readonly id: string; readonly time: string; readonly sequence?: number }>(
  changes: readonly T[],
): (T & { readonly sequence: number })[] {
  const placeless = changes
    .filter(({ sequence }) => sequence === undefined)
    .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const placed = changes.flatMap((change) =>
    change.sequence === undefined ? [] : [{ ...change, sequence: change.sequence }],
  );
  return [
    ...placeless.map((change, index) => ({ ...change, sequence: index - placeless.length })),
    ...placed.toSorted(bySequence),
  ];
}

/** Changes with what became of them, the oldest first. A line that came twice counts once, the last outcome counts. */
export function joinLines(lines: readonly JournalLine[]): HistoryItem[] {
  const results = new Map<string, JournalLine & { kind: 'after' }>();
  const records = new Map<string, JournalLine & { kind: 'before' }>();
  for (const line of lines) {
    if (line.kind === 'before') {
      if (!records.has(line.id)) records.set(line.id, line);
      continue;
    }
    const known = results.get(line.id);
    if (!known || isLater(line, known)) results.set(line.id, line);
  }
  return inOrder([...records.values()]).map(({ kind: _, v: __, ...record }): HistoryItem => {
    const after = results.get(record.id);
    if (!after) return { ...record, outcome: 'unknown' };
    const { kind: ___, v: ____, id: _____, time: ______, sequence: _______, ...result } = after;
    return { ...record, ...result };
  });
}

/** Whether an outcome was written after another one of the same change. */
export function isLater(a: Pick<JournalLine, 'sequence' | 'time'>, b: typeof a): boolean {
  const [placeA, placeB] = [a.sequence ?? -1, b.sequence ?? -1];
  return placeA === placeB ? a.time >= b.time : placeA > placeB;
}

/** Names of reasons that are others by now. */
const REASONS: ReadonlyMap<unknown, string> = new Map([['unsteadyRead', 'inconsistentRead']]);

/** A line of an earlier version as this one would have written it. */
function inTermsOfToday(value: unknown): unknown {
  if (!isObject(value) || (value['v'] !== undefined && value['v'] !== IN_TERMS_OF_THE_API)) return value;
  const { v, before, answer, lostIncoming: droppedIncoming, payload, reason, ...same } = value;
  const each = (list: unknown, read: typeof readStoredLink): unknown =>
    Array.isArray(list) ? list.map((item: unknown) => (isObject(item) ? read(item) : item)) : list;
  const line: Readonly<Record<string, unknown>> = {
    ...same,
    v: v === undefined ? undefined : VERSION,
    before: each(before, readStoredLink),
    answer: each(answer, readStoredLink),
    droppedIncoming: each(droppedIncoming, readStoredLink),
    payload: each(payload, readStoredAssignment),
    reason: REASONS.get(reason) ?? reason,
  };
  return Object.fromEntries(Object.entries(line).filter(([, item]) => item !== undefined));
}

const OUTCOMES: readonly unknown[] = [
  'written',
  'refused',
  'unknown',
  'notAsSent',
] satisfies ChangeResult['outcome'][];

/** A version that is no number can't be one of ours either. */
function isNewer(value: unknown): value is Record<string, unknown> {
  if (!isObject(value) || value['v'] === undefined || value['v'] === null) return false;
  return typeof value['v'] !== 'number' || value['v'] > VERSION;
}

function isLine(value: unknown): value is JournalLine {
  if (!isObject(value) || !isText(value['id']) || !isText(value['time'])) return false;
  const { v, sequence, kind } = value;
  if (v === undefined ? sequence !== undefined : v !== VERSION || !isSequence(sequence)) return false;
  if (kind === 'after') return isResult(value);
  return kind === 'before' && isRecord(value);
}

function isResult({ outcome, answer, droppedIncoming }: Readonly<Record<string, unknown>>): boolean {
  const isOptionalList = (links: unknown) => links === undefined || isListOf(links, isObject);
  return OUTCOMES.includes(outcome) && isOptionalList(answer) && isOptionalList(droppedIncoming);
}

function isRecord(value: Readonly<Record<string, unknown>>): boolean {
  const { connection, cause, entryId, before, payload, added, removed, changed, kept } = value as Partial<
    Record<keyof ChangeRecord, unknown>
  >;
  return (
    isObject(connection) &&
    ['id', 'baseUrl', 'repoId'].every((name) => isText(connection[name])) &&
    isText(cause) &&
    Number.isInteger(entryId) &&
    isListOf(before, isObject) &&
    isListOf(payload, isLinkKey) &&
    isListOf(added, isOutgoing) &&
    isListOf(removed, isOutgoing) &&
    isListOf(
      changed,
      (change) => isObject(change) && isOutgoing(change['before']) && isOutgoing(change['after']),
    ) &&
    Number.isInteger(kept)
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOf = (value: unknown, isItem: (item: unknown) => boolean) =>
  Array.isArray(value) && value.every((item: unknown) => isItem(item));
const isLinkKey = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && Number.isInteger(value['targetId']) && Number.isInteger(value['linkTypeId']);
const isOutgoing = (value: unknown) => isLinkKey(value) && isObject(value['properties']);
