import type { HistoryItem } from '../../../src/changes';
import { CONNECTION, item } from '../changes/history';

let count = 0;

/** A change of the past, later than all made before it. */
export function itemOf(fields: Partial<HistoryItem> = {}): HistoryItem {
  count += 1;
  const connection = { ...CONNECTION, name: 'Our server' };
  return item(`change-${count}`, count, { entryId: 10, entryPath: '\\Email', connection, ...fields });
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
