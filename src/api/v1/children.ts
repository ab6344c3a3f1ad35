import type { Entry, EntryType } from '../../domain';
import type { ApiRequest, Http } from '../http/request';
import type { ListChildrenOptions, Page } from '../repository';
import { readEntry, rowsReader } from './codec';
import { withQuery } from './paths';
import type { RefusedOptions } from './refusedOptions';

/** Short enough that nobody works long with what others have changed. */
export const ENTRIES_KEPT_MS = 60_000;

/** The server's own default for folders. */
const CHILDREN_PAGE_SIZE = 150;
/** What the tree shows of an entry; id, name and type come in any case. */
const SELECTED =
  'parentId,creator,creationTime,lastModifiedTime,templateName,extension,isRecord,isCheckedOut,targetId,targetType';
export const SELECTED_WITH_PATH = `fullPath,${SELECTED}`;

const readEntryPage = rowsReader(readEntry);

/**
 * One page of a folder, `GET …/Laserfiche.Repository.Folder/children`. What the server does not sort is sorted here,
 * page by page.
 */
export async function listChildren(
  http: Http,
  entryUrl: string,
  folderId: number,
  {
    pageSize = CHILDREN_PAGE_SIZE,
    withPaths = true,
    next,
    signal,
    priority,
    ticket,
    fresh,
  }: ListChildrenOptions = {},
  refused: RefusedOptions,
): Promise<Page<Entry>> {
  const url = `${entryUrl}/Laserfiche.Repository.Folder/children`;
  const $select = withPaths ? SELECTED_WITH_PATH : SELECTED;
  const request: ApiRequest<Page<Entry>> = {
    method: 'GET',
    url,
    about: {
      ...{ kind: 'children', entryId: folderId, keepMs: ENTRIES_KEPT_MS, staleBy: 'entriesInside' },
      items: ({ items }) => items,
    },
    read: readEntryPage,
    ...{ signal, priority, ticket, fresh },
  };
  const headers = pageSizeHeader(pageSize);
  if (next !== undefined) {
    const following = { ...request, url: next };
    const { answer } = await refused.ask(http, 'nextPage', [{ ...following, headers }, following]);
    return answer;
  }
  const asking = (query: Query, more = {}) => ({ ...request, url: withQuery(url, query), ...more });
  const order = { $orderby: 'name asc', groupByEntryType: true } as const;
  const { answer, variant } = await refused.ask(http, 'children', [
    asking({ $select, ...order, $count: true }, { headers }),
    asking({ $select, ...order }, { headers }),
    asking({ $select, ...order }),
    asking({ $select }, { headers }),
    asking({ $select }),
    request,
  ]);
  return variant < 3 ? answer : { ...answer, items: inOrder(answer.items) };
}

type Query = Parameters<typeof withQuery>[1];

/** As a listing has them that is sorted by name and grouped by type; letter case counts for nothing. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const collator = new Intl.Collator('en', { sensitivity: 'base' });
  const rank = ({ entryType }: Entry): number => TYPE_ORDER.indexOf(entryType);
  return entries.toSorted((a, b) => rank(a) - rank(b) || collator.compare(a.name, b.name));
}

const TYPE_ORDER: readonly EntryType[] = ['Folder', 'RecordSeries', 'Document', 'Shortcut'];

export function pageSizeHeader(size: number) {
  return { Prefer: `odata.maxpagesize=${size}` };
}
