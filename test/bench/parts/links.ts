import { loadContenders } from '../support/bundles';
import type { Figure } from '../support/figure';
import { openFloor } from '../support/floor';
import { interleaved, summary } from '../support/samples';
import { serveBig } from '../support/servers';

/** An entry with as many links; the server's own pages have 100. */
const LINKS = 250;
const PAGE = 1000;

/** Reading all links of an entry. */
export async function measureReading(): Promise<readonly Figure[]> {
  const server = await serveBig();
  try {
    const { ours, official } = await loadContenders();
    const { baseUrl, repoId, username, password } = server;
    const signIn = new ours.PasswordSignIn(server);
    const api = ours.createRepositoryApi({ baseUrl, repoId, signIn, transport: ours.fetchTransport });
    const client = official.RepositoryApiClient.createFromUsernamePassword(
      repoId,
      username,
      password,
      baseUrl,
    );
    const floor = await openFloor(server);
    const whole = (count: number): void => {
      if (count !== LINKS) throw new Error(`${count} of ${LINKS} links were read.`);
    };
    const times = await interleaved(
      {
        ours: async () => whole((await api.getLinks(LINKS)).length),
        official: async () => {
          let count = 0;
          await client.entriesClient.getLinkValuesFromEntryForEach({
            ...{ repoId, entryId: LINKS },
            callback: (page) => {
              count += page.value?.length ?? 0;
              return Promise.resolve(true);
            },
          });
          whole(count);
        },
        floor: async () => whole(await floor.list(`${floor.entries}/${LINKS}/links`, PAGE)),
      },
      { rounds: 61, warmUp: 10 },
    );
    floor.close();
    const what = `reading ${LINKS} links`;
    return [
      { what: `${what}, ours`, unit: 'ms', ...summary(times.ours.wall) },
      { what: `${what}, official for-each`, unit: 'ms', ...summary(times.official.wall) },
      { what: `${what}, floor in pages of ${PAGE}`, unit: 'ms', ...summary(times.floor.wall) },
    ];
  } finally {
    await server.stop();
  }
}
