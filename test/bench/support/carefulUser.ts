import type { LoadedClient } from '../../support/officialClient';
import type { Served } from './servers';

export interface NewLink {
  readonly targetId: number;
  readonly linkTypeId: number;
}

/** Adds a link with Laserfiche's own client as somebody does who wants to lose none: read all, merge, assign. */
export function carefulUser({ client, server }: { client: LoadedClient['client']; server: Served }) {
  const { baseUrl, repoId, username, password } = server;
  const { entriesClient } = client.RepositoryApiClient.createFromUsernamePassword(
    repoId,
    username,
    password,
    baseUrl,
  );
  return async (entryId: number, link: NewLink): Promise<void> => {
    const kept: NewLink[] = [];
    await entriesClient.getLinkValuesFromEntryForEach({
      ...{ repoId, entryId },
      callback: ({ value }) => {
        for (const { sourceId, targetId = 0, linkTypeId = 0 } of value ?? [])
          if (sourceId === entryId) kept.push({ targetId, linkTypeId });
        return Promise.resolve(true);
      },
    });
    const { value } = await entriesClient.assignEntryLinks({
      ...{ repoId, entryId },
      linksToAdd: [...kept, link].map((one) => new client.PutLinksRequest(one)),
    });
    if (!value?.some(({ targetId }) => targetId === link.targetId)) throw new Error('A link is missing.');
  };
}
