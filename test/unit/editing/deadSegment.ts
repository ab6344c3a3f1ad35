import { spawnSync } from 'node:child_process';
import type { ChangeRecord } from '../../../src/editing';
import { newOwnerTag } from '../../../src/editing/storage/owner';

let deadPid: number | undefined;

/** The name of a segment whose process has ended. */
export function deadSegment(time = '20260101T000000000Z'): string {
  deadPid ??= spawnSync(process.execPath, ['--version']).pid;
  const [host] = newOwnerTag().split('-');
  return `${time}.${host}-${deadPid}-0123456789ab.jsonl`;
}

/** A change for the journal to keep: one link added, one left. */
export const recordOf = (entryId: number): ChangeRecord => ({
  connection: { id: 'c-1', name: 'Test', baseUrl: '', repoId: 'r-1' },
  cause: 'command',
  entryId,
  before: [{ sourceId: entryId, targetId: 1, linkTypeId: 1, linkProperties: { note: 'ä "<i>' } }],
  payload: [
    { targetId: 1, linkTypeId: 1, customProperties: { note: 'ä "<i>' } },
    { targetId: 2, linkTypeId: 1 },
  ],
  added: [{ targetId: 2, linkTypeId: 1, properties: {} }],
  removed: [],
  changed: [],
  kept: 1,
});
