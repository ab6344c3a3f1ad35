import type { ChangeRecord, ChangeResult, HistoryItem } from './journal';

/** One line of a segment. */
export type JournalLine =
  | ({ readonly kind: 'before'; readonly id: string; readonly time: string } & ChangeRecord)
  | ({ readonly kind: 'after'; readonly id: string; readonly time: string } & ChangeResult);

export interface SegmentContents {
  readonly lines: readonly JournalLine[];
  /** The text of the good lines, as it was. */
  readonly good: string;
  /** Whole lines that can't be read. */
  readonly bad: number;
  /** A last line that was not written to its end. */
  readonly isCutOff: boolean;
}

export function encodeLine(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Reads a segment as far as it can be read. Bytes that are no text count as damage: they must not come back changed. */
export function decodeSegment(bytes: Uint8Array): SegmentContents {
  const lines: JournalLine[] = [];
  let good = '';
  let bad = 0;
  let isCutOff = false;
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const text = textOf(bytes.subarray(start, end));
    const line = text === undefined ? undefined : decodeLine(text);
    if (line) {
      lines.push(line);
      good += `${text}\n`;
    } else if (newline < 0) isCutOff = true;
    else bad += 1;
    start = end + 1;
  }
  return { lines, good, bad, isCutOff };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeLine(text: string): JournalLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Changes with what became of them, the oldest first. A line that came twice counts once. */
export function joinLines(lines: readonly JournalLine[]): HistoryItem[] {
  const results = new Map<string, ChangeResult>();
  const records = new Map<string, JournalLine & { kind: 'before' }>();
  for (const line of lines) {
    if (line.kind === 'before') {
      if (!records.has(line.id)) records.set(line.id, line);
      continue;
    }
    const { kind: _, id, time: __, ...result } = line;
    results.set(id, result);
  }
  return [...records.values()]
    .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ kind: _, ...record }, sequence): HistoryItem => ({
      ...record,
      sequence,
      ...(results.get(record.id) ?? { outcome: 'unknown' }),
    }));
}

const OUTCOMES: readonly unknown[] = [
  'written',
  'refused',
  'unknown',
  'notAsSent',
] satisfies ChangeResult['outcome'][];

function isLine(value: unknown): value is JournalLine {
  if (!isObject(value) || !isText(value['id']) || !isText(value['time'])) return false;
  if (value['kind'] === 'after') return OUTCOMES.includes(value['outcome']);
  return value['kind'] === 'before' && isRecord(value);
}

function isRecord(value: Readonly<Record<string, unknown>>): boolean {
  const { connection, cause, entryId, before, payload, added, removed, changed, kept } = value as Partial<
    Record<keyof ChangeRecord, unknown>
  >;
  return (
    isObject(connection) &&
    isText(connection['id']) &&
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
