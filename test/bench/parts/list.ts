import { loadContenders } from '../support/bundles';
import { folderId } from '../support/bigPages';
import type { Figure } from '../support/figure';
import { openFloor } from '../support/floor';
import { interleaved, ratios, summary } from '../support/samples';
import { serveBig } from '../support/servers';

/** The largest page that the server sends. */
const PAGE = 1000;

/** What the tree asks for of the entries of a folder whose path it knows. */
const SELECTED =
  'parentId,creator,creationTime,lastModifiedTime,templateName,extension,isRecord,isCheckedOut,targetId,targetType';

/** Listing folders to their end: the product, the official client and the floor on one server, in turns. */
export async function measureListing(): Promise<readonly Figure[]> {
  const server = await serveBig();
  try {
    const { ours, official } = await loadContenders();
    const { baseUrl, repoId, username, password } = server;
    const signIn = new ours.PasswordSignIn(server);
    const openOurs = () =>
      ours.createRepositoryApi({ baseUrl, repoId, signIn, transport: ours.fetchTransport });
    const openOfficial = () =>
      official.RepositoryApiClient.createFromUsernamePassword(repoId, username, password, baseUrl);
    const api = openOurs();
    const client = openOfficial();
    const floor = await openFloor(server);
    const childrenUrl = (id: number) => `${floor.entries}/${id}/Laserfiche.Repository.Folder/children`;
    // The same bytes as the product gets.
    const floorUrl = (id: number) => `${childrenUrl(id)}?$select=${SELECTED}`;

    const ourWay = async (folder: number) => {
      let count = 0;
      let next: string | undefined;
      do {
        const page = await api.listChildren(folder, {
          ...{ pageSize: PAGE, withPaths: false },
          ...(next && { next }),
        });
        count += page.items.length;
        next = page.next;
      } while (next !== undefined);
      return count;
    };
    const officialWay = async (entryId: number, pages: { readonly maxPageSize?: number }) => {
      let count = 0;
      await client.entriesClient.getEntryListingForEach({
        ...{ repoId, entryId, ...pages },
        callback: (page) => {
          count += page.value?.length ?? 0;
          return Promise.resolve(true);
        },
      });
      return count;
    };

    const figures: Figure[] = [];
    for (const [children, rounds] of [
      [10_000, 31],
      [100_000, 3],
    ] as const) {
      const folder = folderId(children);
      const whole = (way: () => Promise<number>) => async () => {
        const count = await way();
        if (count !== children) throw new Error(`${count} of ${children} children were listed.`);
      };
      const times = await interleaved(
        {
          ours: whole(() => ourWay(folder)),
          official: whole(() => officialWay(folder, {})),
          officialLarge: whole(() => officialWay(folder, { maxPageSize: PAGE })),
          floor: whole(() => floor.list(floorUrl(folder), PAGE)),
        },
        { rounds, warmUp: children > 10_000 ? 1 : 20 },
      );
      const isBarred = children === 10_000;
      const what = `listing ${children} children`;
      figures.push(
        { what: `${what}, ours in pages of ${PAGE}`, unit: 'ms', ...summary(times.ours.wall) },
        { what: `${what}, official for-each`, unit: 'ms', ...summary(times.official.wall) },
        {
          what: `${what}, official for-each in pages of ${PAGE}`,
          unit: 'ms',
          ...summary(times.officialLarge.wall),
        },
        { what: `${what}, floor in pages of ${PAGE}`, unit: 'ms', ...summary(times.floor.wall) },
        {
          what: `${what}, ours against the official for-each`,
          unit: '×',
          ...summary(ratios(times.ours.wall, times.official.wall)),
          ...(isBarred && { bar: { most: 0.5 } }),
        },
        {
          what: `${what}, ours against the official for-each in the same pages`,
          unit: '×',
          ...summary(ratios(times.ours.wall, times.officialLarge.wall)),
        },
        {
          what: `${what}, ours against the floor`,
          unit: '×',
          ...summary(ratios(times.ours.wall, times.floor.wall)),
          ...(isBarred && { bar: { most: 1.3 } }),
        },
        {
          what: `${what}, ours against the official for-each, processor time`,
          unit: '×',
          ...summary(ratios(times.ours.processor, times.official.processor)),
        },
        {
          what: `${what}, ours against the floor, processor time`,
          unit: '×',
          ...summary(ratios(times.ours.processor, times.floor.processor)),
        },
      );
    }

    const folder = folderId(1000);
    const first = await interleaved(
      {
        ours: () => openOurs().listChildren(folder),
        official: () => openOfficial().entriesClient.getEntryListing({ repoId, entryId: folder }),
        floor: async () => {
          const fresh = await openFloor(server);
          await fresh.send('GET', floorUrl(folder));
          fresh.close();
        },
      },
      { rounds: 31, warmUp: 5 },
    );
    const what = 'first listing of a folder, sign-in included';
    figures.push(
      { what: `${what}, ours`, unit: 'ms', ...summary(first.ours.wall) },
      { what: `${what}, official`, unit: 'ms', ...summary(first.official.wall) },
      { what: `${what}, floor`, unit: 'ms', ...summary(first.floor.wall) },
    );
    floor.close();
    return figures;
  } finally {
    await server.stop();
  }
}
