import type { BigOptions } from '../options';
import { ROOT_ID, type RepositoryState, type StoredEntry, type StoredLink } from '../repository/state';
import { LINK } from './definitions';

export const BIG_FOLDER = 'Big Folder';
export const MANY_LINKS = 'Many Links';

const EXTENSIONS = ['pdf', 'docx', 'xlsx', 'msg', 'tif'];
const CREATORS = ['Mara Lindqvist', 'Tomas Okafor', 'Priya Raman'];
const DAY = '2024-03-04T08:30:00.000Z';

/** The repository with a big folder and an entry of many links. Ids and names follow from the numbers alone. */
export function withBig(
  state: RepositoryState,
  { entries: count, links: linkCount = 0 }: BigOptions,
): RepositoryState {
  const folderId = state.nextEntryId;
  const sourceId = folderId + 1;
  const firstId = folderId + 2;
  const entries = new Map(state.entries);
  const add = (id: number, parentId: number, name: string, more: Pick<StoredEntry, 'entryType' | 'file'>) =>
    entries.set(id, {
      ...{ id, parentId, name, ...more },
      creator: CREATORS[id % CREATORS.length] ?? '',
      created: DAY,
      modified: DAY,
    });
  add(folderId, ROOT_ID, BIG_FOLDER, { entryType: 'Folder' });
  add(sourceId, ROOT_ID, MANY_LINKS, { entryType: 'Document', file: { extension: 'pdf', bytes: 40_960 } });
  for (let index = 0; index < count; index += 1) {
    const extension = EXTENSIONS[index % EXTENSIONS.length] ?? '';
    add(firstId + index, folderId, nameOf(index), {
      entryType: 'Document',
      file: { extension, bytes: 14_336 + index },
    });
  }
  const links = Array.from({ length: Math.min(linkCount, count) }, (_, index): StoredLink => {
    const linkId = state.nextLinkId + index;
    const targetId = firstId + index;
    return { linkId, sourceId, targetId, linkTypeId: LINK.references, description: '', properties: null };
  });
  return {
    entries,
    links: [...state.links, ...links],
    nextEntryId: firstId + count,
    nextLinkId: state.nextLinkId + links.length,
  };
}

/** `Record 000001` and so on. */
function nameOf(index: number): string {
  return `Record ${String(index + 1).padStart(6, '0')}`;
}
