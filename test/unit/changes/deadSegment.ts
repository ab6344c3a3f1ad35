import type { ChangeRecord } from '../../../src/changes';
import { OWNERS } from './owners';

/** The name of a segment whose process has ended. */
export const deadSegment = (day = 1) =>
  `202601${String(day).padStart(2, '0')}T000000000Z.${OWNERS.gone}.jsonl`;

/** A change for the journal to keep: one link added, one left. */
export const recordOf = (entryId: number): ChangeRecord => ({
  connection: { id: 'c-1', name: 'Test', baseUrl: '', repoId: 'r-1' },
  cause: 'command',
  entryId,
  before: [{ sourceId: entryId, targetId: 1, linkTypeId: 1, properties: { note: 'ä "<i>' } }],
  payload: [
    { targetId: 1, linkTypeId: 1, properties: { note: 'ä "<i>' } },
    { targetId: 2, linkTypeId: 1 },
  ],
  added: [{ targetId: 2, linkTypeId: 1, properties: {} }],
  removed: [],
  changed: [],
  kept: 1,
});
