import { problem, type Quirk } from './quirk';

/** Code 216: the query is not valid. */
const refused = (option: string) => problem(400, `The query option ${option} is not allowed.`, 216);

const refusing = (option: string): Quirk => ({
  refuse: ({ method, url }) =>
    (method === 'GET' || url.pathname.endsWith('SimpleSearches')) && url.searchParams.has(option)
      ? refused(option)
      : undefined,
});

const LARGEST_PAGE = 100;

/** Options of listings that some servers do not take. */
export const REFUSAL_QUIRKS = {
  refusesSelect: refusing('$select'),
  refusesOrderBy: refusing('$orderby'),
  refusesCount: refusing('$count'),
  refusesGrouping: refusing('groupByEntryType'),
  refusesLargePages: {
    refuse({ headers }) {
      const [, size = '0'] = /maxpagesize\s*=\s*"?(\d+)/i.exec(headers.get('prefer') ?? '') ?? [];
      return Number(size) > LARGEST_PAGE ? refused('maxpagesize') : undefined;
    },
  },
  countsThePage: {
    change: (body) => {
      const listing = body as { value?: unknown };
      return Array.isArray(listing.value) && '@odata.count' in listing
        ? { ...listing, '@odata.count': listing.value.length }
        : body;
    },
  },
} as const satisfies Readonly<Record<string, Quirk>>;
