import { withWindow } from '../host/window';
import { folderId } from '../support/bigPages';
import { REPO_ID, startBigServer } from '../support/bigServer';
import type { Figure } from '../support/figure';

const ENTRIES = 100_000;

/** The heap of the extension host with and without a folder of 100,000 entries that the tree knows. */
export async function measureMemory(): Promise<readonly Figure[]> {
  const server = await startBigServer();
  try {
    const { baseUrl } = server;
    return await withWindow({}, async (_, probe) => {
      const of = (children: number) =>
        probe<{ readonly entries: number; readonly megabytes: number }>(
          'treeMemory',
          { baseUrl, repoId: REPO_ID },
          folderId(children),
        );
      // Code that was never run is compiled, and connections are opened: that is no entry's memory.
      await of(1_000);
      const { entries, megabytes } = await of(ENTRIES);
      if (entries !== ENTRIES) throw new Error(`${entries} of ${ENTRIES} entries are known.`);
      const what = `memory for ${ENTRIES} entries known to the tree`;
      return [{ what, value: megabytes, unit: 'MB', bar: { most: 60 } }];
    });
  } finally {
    await server.close();
  }
}
