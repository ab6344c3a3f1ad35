import type { ListingKind, Row } from '../http/listing';
import { fieldValueTest, wildcards } from '../repository/search';
import type { Search } from '../repository/searchCommand';
import type { Definitions, StoredEntry } from '../repository/state';
import { fieldValues } from './entryRows';

export const CONTEXT_HIT_LISTING: ListingKind = {
  type: 'ContextHit',
  defaultPageSize: 100,
  properties: [
    'hitType',
    'isAnnotationHit',
    'annotationId',
    'pageNumber',
    'pageOffset',
    'context',
    'highlight1Offset',
    'highlight1Length',
    'highlight2Offset',
    'highlight2Length',
    'hitWidth',
    'edocHitCount',
    'fieldHitCount',
    'fieldName',
  ],
};

type Highlight = { readonly start: number; readonly length: number } | undefined;

/** Where the criteria of a search stand in an entry: in its name, and in its fields. */
export function contextHits(definitions: Definitions, search: Search, entry: StoredEntry): Row[] {
  const criteria = criteriaOf(search);
  const inName = criteria.flatMap(({ inName: find }) =>
    hit(entry.name, find?.(entry.name), { hitType: 'Name', fieldName: null }),
  );
  const inFields = fieldValues(definitions, entry).flatMap(({ fieldName, values }) =>
    values.flatMap(({ value }) =>
      criteria.flatMap(({ inField }) =>
        hit(value, inField?.(fieldName, value), { hitType: 'Field', fieldName, fieldHitCount: 1 }),
      ),
    ),
  );
  return [...inName, ...inFields];
}

function hit(context: string, highlight: Highlight, more: Row): Row[] {
  if (!highlight) return [];
  return [
    {
      isAnnotationHit: false,
      annotationId: 0,
      pageNumber: 0,
      pageOffset: 0,
      context,
      highlight1Offset: highlight.start,
      highlight1Length: highlight.length,
      highlight2Offset: 0,
      highlight2Length: 0,
      hitWidth: 1,
      edocHitCount: 0,
      fieldHitCount: 0,
      ...more,
    },
  ];
}

/** What one criterion of a search finds in the texts of an entry. */
interface Criterion {
  readonly inName?: (name: string) => Highlight;
  readonly inField?: (fieldName: string, value: string) => Highlight;
}

/** The criteria that are searched for, wherever they stand in a command; not those that are ruled out. */
function criteriaOf(search: Search): Criterion[] {
  switch (search.kind) {
    case 'and':
    case 'or':
      return [...criteriaOf(search.left), ...criteriaOf(search.right)];
    case 'without':
      return criteriaOf(search.left);
    case 'basic': {
      const find = (text: string) => (search.text === '' ? undefined : highlightOf(`*${search.text}*`, text));
      return [{ inName: find, inField: (_field, value) => find(value) }];
    }
    case 'name':
      return [{ inName: (name) => highlightOf(search.pattern, name) }];
    case 'field': {
      const { field, comparison, value } = search;
      const isNamed = wildcards(field || '*');
      const holds = fieldValueTest(comparison, value);
      const find = (told: string): Highlight =>
        value === '' || !holds(told)
          ? undefined
          : ((comparison === '=' ? highlightOf(value, told) : undefined) ?? {
              start: 0,
              length: told.length,
            });
      return [{ inField: (fieldName, told) => (isNamed(fieldName) ? find(told) : undefined) }];
    }
    default:
      return [];
  }
}

/** Where a pattern stands in a text: from the first place on, and no longer than it has to be. */
function highlightOf(pattern: string, text: string): Highlight {
  if (pattern === '' || !wildcards(pattern)(text)) return undefined;
  const core = pattern.replaceAll(/^\*+|\*+$/g, '');
  if (core === '') return { start: 0, length: text.length };
  const [matches, begins] = [wildcards(core), wildcards(`${core}*`)];
  const firsts = pattern.startsWith('*') ? text.length : 1;
  for (let start = 0; start < firsts; start++) {
    if (!begins(text.slice(start))) continue;
    for (let end = pattern.endsWith('*') ? start + 1 : text.length; end <= text.length; end++)
      if (matches(text.slice(start, end))) return { start, length: end - start };
  }
  return undefined;
}
