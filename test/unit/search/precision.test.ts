import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError } from '../../../src/api';
import type { Entry, EntryField, Link, LinkType } from '../../../src/domain';
import { findEntries } from '../../../src/sandbox/repository/search';
import { parseSearch, type Precedence } from '../../../src/sandbox/repository/searchCommand';
import { lineage, pathOf } from '../../../src/sandbox/repository/lookup';
import type { Definitions, RepositoryState, StoredEntry } from '../../../src/sandbox/repository/state';
import { createSearches, type LinkCondition, type SearchQuery } from '../../../src/search';

/** A repository of the sandbox, small enough to be filtered by hand. */
interface Small {
  readonly state: RepositoryState;
  readonly definitions: Definitions;
}

/** What means something to servers is among them, and what differs in letter case only. */
const NAMES = ['a', 'A', 'ab', 'a[', 'a]', 'a"b', '{a}', 'a-b', 'é', 'a b', '%', '(a)', "a'"];
const LABELS = ['See', 'SEE', 'Seen', 'S?e', '*', '', ' ', '2', 'a"b', '[See]', 'a|b', 'See-'];
const TEMPLATES = ['T', 'T[', 'T]', 'T"', 'T*'];
const FIELDS = ['F', 'F[', 'F]', 'F"'];
const VALUES = ['', 'v', 'V', 'v*', 'v?', 'w"', '[v]'];
const CREATORS = ['Ann', 'ANN', 'A*', 'A"'];
const FIRST_DAY = Date.UTC(2026, 2, 7);
/** The clocks of a zone are changed within these days, somewhere. */
const time = fc.integer({ min: 0, max: 4 * 24 }).map((hours) => new Date(FIRST_DAY + hours * 3_600_000));

const TYPES = ['Document', 'Folder', 'Shortcut', 'RecordSeries'] as const;
const IDS = Array.from({ length: 9 }, (_, index) => index + 10);
const fieldOf = fc.dictionary(
  fc.constantFrom('1', '2', '3', '4'),
  fc.array(fc.constantFrom(...VALUES.filter(Boolean)), { maxLength: 2 }),
  { maxKeys: 2 },
);

const storedEntry = (id: number): fc.Arbitrary<StoredEntry> =>
  fc
    .record({
      // Only those before it: no circles.
      parent: fc.nat(),
      name: fc.constantFrom(...NAMES),
      entryType: fc.constantFrom(...TYPES),
      creator: fc.constantFrom(...CREATORS),
      created: time,
      modified: time,
      templateId: fc.option(fc.integer({ min: 1, max: TEMPLATES.length }), { nil: undefined }),
      fields: fieldOf,
    })
    .map(({ parent, created, modified, templateId, ...entry }) => ({
      ...entry,
      id,
      // Siblings never share a name: paths would be those of two.
      name: `${entry.name}${id % 3 === 0 ? '' : id}`,
      parentId: [1, ...IDS.filter((other) => other < id)][parent % (id - IDS[0]! + 1)] ?? 1,
      created: created.toISOString(),
      modified: modified.toISOString(),
      ...(templateId !== undefined && { templateId }),
    }));

const links = (typeCount: number) =>
  fc.array(
    fc.record({
      sourceId: fc.constantFrom(...IDS),
      targetId: fc.constantFrom(...IDS),
      linkTypeId: fc.integer({ min: 1, max: Math.max(typeCount, 1) }),
    }),
    { maxLength: typeCount === 0 ? 0 : 8 },
  );

const linkTypes = fc.uniqueArray(fc.tuple(fc.constantFrom(...LABELS), fc.constantFrom(...LABELS)), {
  maxLength: 5,
  selector: String,
});

const small: fc.Arbitrary<Small> = linkTypes.chain((labels) =>
  fc
    .record({ entries: fc.tuple(...IDS.map(storedEntry)), links: links(labels.length) })
    .map(({ entries, links: all }) => {
      const root: StoredEntry = {
        ...{ id: 1, parentId: null, name: 'Root', entryType: 'Folder' as const, creator: 'x' },
        created: new Date(0).toISOString(),
        modified: new Date(0).toISOString(),
      };
      return {
        state: {
          entries: new Map([root, ...unlike(entries)].map((entry) => [entry.id, entry])),
          links: all.map((link, index) => ({
            ...link,
            linkId: index + 1,
            description: '',
            properties: null,
          })),
          nextEntryId: 100,
          nextLinkId: 100,
        },
        definitions: {
          linkTypes: labels.map(([sourceLabel, targetLabel], index) => ({
            ...{ id: index + 1, sourceLabel, targetLabel, description: '' },
          })),
          templates: TEMPLATES.map((name, index) => ({
            ...{ id: index + 1, name, description: '', fieldIds: [1 + (index % FIELDS.length)] },
          })),
          fields: FIELDS.map((name, index) => ({
            ...{ id: index + 1, name, type: 'String' as const, length: 100 },
            ...{ isRequired: false, isMultiValue: true },
          })),
          tags: [],
        },
      };
    }),
);

/** Siblings whose names differ, as a server has them. */
function unlike(entries: readonly StoredEntry[]): StoredEntry[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    const key = `${entry.parentId}/${entry.name.toLowerCase()}`;
    const own = seen.has(key) ? { ...entry, name: `${entry.name}${entry.id}` } : entry;
    seen.add(`${own.parentId}/${own.name.toLowerCase()}`);
    return own;
  });
}

const moment = fc.oneof(
  time.map((at) => at.toISOString()),
  time.map((at) => at.toISOString().slice(0, 10)),
  time.map((at) => `${at.toISOString().slice(0, 16)}+05:30`),
);

const condition = (typeCount: number): fc.Arbitrary<LinkCondition> =>
  fc.record(
    {
      has: fc.boolean(),
      as: fc.constantFrom('source', 'target', 'either'),
      with: fc.constantFrom(...IDS),
      ...(typeCount > 0 && { linkTypeId: fc.integer({ min: 1, max: typeCount }) }),
    },
    { requiredKeys: ['has'] },
  );

const query = ({ definitions, state }: Small): fc.Arbitrary<SearchQuery> => {
  const folders = [...state.entries.values()].filter(
    ({ entryType }) => entryType === 'Folder' || entryType === 'RecordSeries',
  );
  return fc
    .record(
      {
        text: fc.constantFrom('a', 'V', 'b'),
        name: fc.constantFrom('a*', '*A', '?', '??', '*[*', '*"*', 'A1?', '*', '{?}*', '*-b*', 'é*'),
        in: fc.constantFrom(...folders.map(({ id }) => id)),
        subfolders: fc.boolean(),
        entryType: fc.constantFrom(...TYPES),
        template: fc.constantFrom(...TEMPLATES, 't', 'none'),
        field: fc.record({ name: fc.constantFrom(...FIELDS, 'f'), value: fc.constantFrom(...VALUES) }),
        creator: fc.constantFrom(...CREATORS, 'ann'),
        createdAfter: moment,
        createdBefore: moment,
        modifiedAfter: moment,
        modifiedBefore: moment,
        links: fc.array(condition(definitions.linkTypes.length), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    )
    .chain((full) =>
      // Questions of many parts find nothing: most have few.
      fc.subarray(Object.keys(full), { maxLength: 3 }).map((keys) => {
        const some = Object.fromEntries(Object.entries(full).filter(([name]) => keys.includes(name)));
        return some;
      }),
    );
};

const asked = small.chain((repository) =>
  fc.record({ repository: fc.constant(repository), query: query(repository) }),
);

function toEntry({ state, definitions }: Small, entry: StoredEntry): Entry {
  const { id, name, entryType, parentId, creator, created, modified, templateId } = entry;
  const template = definitions.templates.find((one) => one.id === templateId);
  return {
    ...{ id, name, entryType, parentId, creator, createdAt: created, modifiedAt: modified },
    ...{ path: pathOf(state, entry), templateName: template?.name ?? null },
  };
}

function fieldsOf({ definitions }: Small, { templateId, fields = {} }: StoredEntry): EntryField[] {
  const own = definitions.templates.find(({ id }) => id === templateId)?.fieldIds ?? [];
  const ids = [...new Set([...own, ...Object.keys(fields).map(Number)])];
  return ids.map((id) => ({
    name: definitions.fields.find((one) => one.id === id)?.name ?? '',
    values: fields[id] ?? [],
  }));
}

const typesOf = ({ definitions }: Small): readonly LinkType[] =>
  definitions.linkTypes.map(({ id, sourceLabel, targetLabel }) => ({
    linkTypeId: id,
    sourceLabel,
    targetLabel,
  }));

const linksOf = ({ state }: Small, entryId: number): Link[] =>
  state.links.filter(({ sourceId, targetId }) => sourceId === entryId || targetId === entryId);

/** What the searches of the extension find. */
async function find(repository: Small, searched: SearchQuery, precedence: Precedence): Promise<number[]> {
  const { state, definitions } = repository;
  const stored = (id: number) => {
    const entry = state.entries.get(id);
    if (!entry) throw new ApiError('notFound', `No entry ${id}`);
    return entry;
  };
  let found: readonly Entry[] = [];
  const notNeeded = () => Promise.reject(new Error('is not needed'));
  const searches = createSearches({
    linkTypes: () => Promise.resolve(typesOf(repository)),
    repository: {
      getEntry: (id) => Promise.resolve(toEntry(repository, stored(id))),
      getFields: (id) => Promise.resolve(fieldsOf(repository, stored(id))),
      getLinks: (id) => Promise.resolve(linksOf(repository, id)),
      search: notNeeded,
      startSearch: (command) => {
        found = findEntries(state, definitions, parseSearch(command, precedence)).map((entry) =>
          toEntry(repository, entry),
        );
        return Promise.resolve('token');
      },
      searchProgress: () => Promise.resolve({ state: 'completed', errors: [] }),
      listFound: () => Promise.resolve({ items: found }),
      closeSearch: () => Promise.resolve(),
    },
  });
  const { entries, complete } = await searches.all({ query: searched });
  assert.equal(complete, true);
  return entries.map(({ id }) => id).toSorted((a, b) => a - b);
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A name with wildcards as a regular expression: another way than the one that is tested. */
function isLike(text: string, pattern: string): boolean {
  const source = Array.from(pattern, (sign) => sign).map((sign) =>
    sign === '*' ? '.*' : sign === '?' ? '.' : sign.replace(/[\\^$.|+()[\]{}/]/, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 'isu').test(text);
}

/** Every entry by itself, with all of its links. */
function naive(repository: Small, searched: SearchQuery): number[] {
  const { state, definitions } = repository;
  const { text, name, in: folder, subfolders = true, entryType, template, field, creator } = searched;
  const isIn = (entry: StoredEntry): boolean =>
    subfolders
      ? lineage(state, entry).some(({ id }) => id === folder && id !== entry.id)
      : entry.parentId === folder;
  const isBetween = (at: string, after?: string, before?: string): boolean => {
    const [start, end] = [after, before].map((moment) =>
      moment === undefined
        ? undefined
        : new Date(moment.length === 10 ? `${moment}T00:00` : moment).getTime(),
    );
    const told = Date.parse(at);
    const until = end !== undefined && before?.length === 10 ? new Date(end).setHours(24, 0, 0, 0) - 1 : end;
    return (start === undefined || told >= start) && (until === undefined || told <= until);
  };
  const hasText = ({ name: own, fields = {} }: StoredEntry): boolean =>
    [own, ...Object.values(fields).flat()].some((one) => one.toLowerCase().includes(text!.toLowerCase()));
  const hasField = (entry: StoredEntry): boolean =>
    fieldsOf(repository, entry).some(
      (one) =>
        same(one.name, field!.name) &&
        (field!.value === ''
          ? one.values.length === 0
          : one.values.some((value) => same(value, field!.value))),
    );
  const holds = ({ has, linkTypeId, as = 'either', with: other }: LinkCondition, id: number): boolean =>
    state.links.some(
      (link) =>
        (linkTypeId === undefined || link.linkTypeId === linkTypeId) &&
        ((as !== 'target' && link.sourceId === id && (other === undefined || link.targetId === other)) ||
          (as !== 'source' && link.targetId === id && (other === undefined || link.sourceId === other))),
    ) === has;
  return [...state.entries.values()]
    .filter(
      (entry) =>
        entry.id !== 1 &&
        (text === undefined || hasText(entry)) &&
        (name === undefined || isLike(entry.name, name)) &&
        (folder === undefined || isIn(entry)) &&
        (entryType === undefined || entry.entryType === entryType) &&
        (template === undefined ||
          same(definitions.templates.find(({ id }) => id === entry.templateId)?.name ?? '', template)) &&
        (field === undefined || hasField(entry)) &&
        (creator === undefined || same(entry.creator, creator)) &&
        isBetween(entry.created, searched.createdAfter, searched.createdBefore) &&
        isBetween(entry.modified, searched.modifiedAfter, searched.modifiedBefore) &&
        (searched.links ?? []).every((one) => holds(one, entry.id)),
    )
    .map(({ id }) => id)
    .toSorted((a, b) => a - b);
}

describe('what searches find in random repositories', function () {
  this.timeout(60_000);
  for (const precedence of ['leftToRight', 'notAndOr'] as const)
    it(`is exactly what is asked for, operators binding ${precedence}`, async () => {
      await fc.assert(
        fc.asyncProperty(asked, async ({ repository, query: searched }) => {
          assert.deepEqual(await find(repository, searched, precedence), naive(repository, searched));
        }),
        { numRuns: Number(process.env['SEARCH_RUNS'] ?? 1_000) },
      );
    });
});
