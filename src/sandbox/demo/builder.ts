import { ROOT_ID, type RepositoryState, type StoredEntry, type StoredLink } from '../repository/state';

type Details = Partial<Omit<StoredEntry, 'id' | 'parentId' | 'name' | 'entryType'>>;

/** Puts a repository together, entry by entry. Ids and dates follow from the order alone: every build is the same. */
export interface DemoBuilder {
  folder(parentId: number, name: string, details?: Details): number;
  /** `fileName` with an extension makes an electronic document named without it, else a document of scanned pages. */
  document(parentId: number, fileName: string, details?: Details, id?: number): number;
  shortcut(parentId: number, name: string, targetId: number): number;
  link(
    sourceId: number,
    linkTypeId: number,
    targetId: number,
    more?: Partial<Pick<StoredLink, 'description' | 'properties'>>,
  ): void;
  build(): RepositoryState;
}

/** Ids of ordinary entries and links begin here; below are the few with ids of their own. */
const FIRST_ID = 100;
const FIRST_DAY = Date.UTC(2024, 0, 8, 8, 30);
const CREATORS = ['Mara Lindqvist', 'Tomas Okafor', 'Priya Raman', 'Dale Whitcomb', 'Ines Duarte'] as const;

export function startDemo(rootName: string): DemoBuilder {
  const entries = new Map<number, StoredEntry>();
  const links: StoredLink[] = [];
  let nextEntryId = FIRST_ID;
  let nextLinkId = FIRST_ID;

  const add = (
    entry: Pick<StoredEntry, 'parentId' | 'name' | 'entryType'>,
    details: Details,
    id = nextEntryId++,
  ) => {
    const created = dateOf(entries.size);
    const creator = CREATORS[entries.size % CREATORS.length] ?? CREATORS[0];
    entries.set(id, { id, ...entry, creator, created, modified: dateOf(entries.size + 11), ...details });
    return id;
  };

  add({ parentId: null, name: rootName, entryType: 'Folder' }, {}, ROOT_ID);
  return {
    folder: (parentId, name, details = {}) => add({ parentId, name, entryType: 'Folder' }, details),
    document: (parentId, fileName, details = {}, id = nextEntryId++) => {
      const [, name = fileName, extension] = /^(.+)\.([a-z]{3,4})$/.exec(fileName) ?? [];
      // Sizes look random but follow from the id.
      const content = extension
        ? { file: { extension, bytes: 14_336 + ((id * 7919) % 480_000) } }
        : { pageCount: 1 + (id % 12) };
      return add({ parentId, name, entryType: 'Document' }, { ...content, ...details }, id);
    },
    shortcut: (parentId, name, targetId) => add({ parentId, name, entryType: 'Shortcut' }, { targetId }),
    link: (sourceId, linkTypeId, targetId, { description = '', properties = null } = {}) => {
      links.push({ linkId: nextLinkId++, sourceId, targetId, linkTypeId, description, properties });
    },
    build: () => ({ entries, links, nextEntryId, nextLinkId }),
  };
}

/** Half-hours of working days, one after the other. */
function dateOf(step: number): string {
  const slotsADay = 16;
  const day = Math.floor(step / slotsADay);
  const weekend = 2 * Math.floor(day / 5);
  return new Date(FIRST_DAY + (day + weekend) * 86_400_000 + (step % slotsADay) * 1_800_000).toISOString();
}
