import type { HistoryItem } from '../../../src/changes';
import { SOURCE, to } from './setUp';

export const CONNECTION = {
  id: 'c-1',
  name: 'Test',
  baseUrl: 'https://server/LFRepositoryAPI',
  repoId: 'r-1',
};

/** A change of the past that wrote nothing in particular; the time tells by the minute. */
export function item(id: string, minute: number, more: Partial<HistoryItem> = {}): HistoryItem {
  return {
    id,
    time: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    sequence: minute,
    connection: CONNECTION,
    cause: 'command',
    entryId: SOURCE,
    before: [],
    payload: [],
    added: [],
    removed: [],
    changed: [],
    kept: 0,
    outcome: 'written',
    ...more,
  };
}

export const link = (targetId: number, properties: Record<string, string> = {}, linkTypeId = 1) => ({
  ...to(targetId, linkTypeId),
  properties,
});
