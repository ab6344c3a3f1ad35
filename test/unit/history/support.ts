import type { HistoryItem } from '../../../src/editing';

let count = 0;

/** A change of the past, later than all made before it. */
export function itemOf(fields: Partial<HistoryItem> = {}): HistoryItem {
  count += 1;
  return {
    id: `change-${count}`,
    time: new Date(Date.UTC(2026, 0, 31, 9) + count * 60_000).toISOString(),
    connection: { id: 'c-1', name: 'Our server', baseUrl: 'https://server/LFRepositoryAPI', repoId: 'r-1' },
    cause: 'command',
    entryId: 10,
    entryPath: '\\Email',
    before: [],
    payload: [],
    added: [],
    removed: [],
    changed: [],
    kept: 0,
    outcome: 'written',
    ...fields,
  };
}

export const link = (
  targetId: number,
  linkTypeId = 1,
  properties: Readonly<Record<string, string>> = {},
) => ({
  targetId,
  linkTypeId,
  properties,
});
