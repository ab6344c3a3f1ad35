import { ROOT_ID, type RepositoryState, type StoredEntry, type StoredLink } from '../repository/state';

/** Raised when the shape of the file changes; other formats count as damaged. */
const FORMAT = 1;

interface StateFile {
  readonly format: number;
  readonly nextEntryId: number;
  readonly nextLinkId: number;
  readonly entries: readonly StoredEntry[];
  readonly links: readonly StoredLink[];
}

export function encodeState({ entries, links, nextEntryId, nextLinkId }: RepositoryState): string {
  const file: StateFile = { format: FORMAT, nextEntryId, nextLinkId, entries: [...entries.values()], links };
  return JSON.stringify(file);
}

/** The state in a file's text; `undefined` when the text is no state: cut off, foreign, or with loose ends. */
export function decodeState(text: string): RepositoryState | undefined {
  const file = parse(text);
  if (!isStateFile(file)) return undefined;
  const entries = new Map(file.entries.map((entry) => [entry.id, entry]));
  const exists = (id: number) => entries.has(id);
  const isWhole =
    entries.get(ROOT_ID)?.parentId === null &&
    file.entries.every(({ id, parentId }) => id === ROOT_ID || (parentId !== null && exists(parentId))) &&
    file.links.every(({ sourceId, targetId }) => exists(sourceId) && exists(targetId));
  return isWhole
    ? { entries, links: file.links, nextEntryId: file.nextEntryId, nextLinkId: file.nextLinkId }
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStateFile(value: unknown): value is StateFile {
  return (
    isRecord(value) &&
    value['format'] === FORMAT &&
    isId(value['nextEntryId']) &&
    isId(value['nextLinkId']) &&
    isListOf(value['entries'], isEntry) &&
    isListOf(value['links'], isLink)
  );
}

function isEntry(value: unknown): boolean {
  return (
    isRecord(value) &&
    isId(value['id']) &&
    (value['parentId'] === null || isId(value['parentId'])) &&
    ['name', 'creator', 'created', 'modified'].every((key) => typeof value[key] === 'string') &&
    ['Folder', 'RecordSeries', 'Document', 'Shortcut'].includes(String(value['entryType']))
  );
}

function isLink(value: unknown): boolean {
  return (
    isRecord(value) &&
    ['linkId', 'sourceId', 'targetId', 'linkTypeId'].every((key) => isId(value[key])) &&
    typeof value['description'] === 'string' &&
    (value['properties'] === null || isRecord(value['properties']))
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is number => Number.isInteger(value);
const isListOf = (value: unknown, isItem: (item: unknown) => boolean) =>
  Array.isArray(value) && value.every((item: unknown) => isItem(item));
