import { copyLines } from '../support/clipboard';
import type { Handler } from '../support/deps';
import { resolveEntries } from '../support/targets';

/** Copies the ids of entries, a line each. */
export const copyId: Handler = async (deps, first, selected) => {
  const entries = await resolveEntries(deps, first, selected, { title: 'Copy ID' });
  if (entries)
    await copyLines(
      entries.map(({ entryId }) => String(entryId)),
      'ID',
    );
};
