import assert from 'node:assert/strict';
import { ApiError, type RepositoryApi } from '../../../src/api';
import { findRows, readNow } from '../../../src/commands/support/findEntries';
import { entryRows, isEntryRow, rememberedRows } from '../../../src/commands/support/entryRows';
import type { Recents, Session } from '../../../src/connections';
import type { Entry } from '../../../src/domain';
import { createSearches } from '../../../src/search';

const entry = (id: number, more: Partial<Entry> = {}): Entry => ({
  ...{ id, name: `Entry ${id}`, entryType: 'Document', path: `\\Entry ${id}` },
  ...more,
});
const labels = (rows: readonly { readonly label: string }[]) => rows.map(({ label }) => label);
const { signal } = new AbortController();

/** A session whose server has these entries, and what was forgotten through it. */
function sessionOf(repository: Partial<RepositoryApi>): {
  readonly session: Session;
  readonly forgotten: number[];
} {
  const forgotten: number[] = [];
  const recents: Pick<Recents, 'forget'> = { forget: (id) => Promise.resolve(void forgotten.push(id)) };
  const searches = createSearches({
    repository: repository as RepositoryApi,
    linkTypes: () => Promise.resolve([]),
  });
  return { session: { repository, searches, recents } as unknown as Session, forgotten };
}

describe('rows of the entry picker', () => {
  it('keep the folder that tells entries of one name apart', () => {
    const deep = '\\Customers\\Acme Corporation of North America\\Correspondence\\Incoming letters\\Scanned';
    const [one, other] = entryRows(
      [2023, 2024].map((year) => entry(year, { name: 'Note', path: `\\${year}${deep}\\Note` })),
      '',
    );
    assert.match(one!.detail!, /^\\2023\\…\\.*Scanned\\Note$/);
    assert.match(other!.detail!, /^\\2024\\…\\.*Scanned\\Note$/);
  });

  it('begin with the id where that was typed, and are named by it where there is no name', () => {
    assert.deepEqual(labels(entryRows([entry(15)], '15')), ['15 · Entry 15']);
    assert.deepEqual(labels(entryRows([entry(15, { name: '', path: null })], 'x')), ['Entry 15']);
    assert.deepEqual(labels(entryRows([entry(1, { name: '', path: '\\' })], '\\')), ['\\']);
  });

  it('show pinned entries, then recent ones, each once', () => {
    const recent = Array.from({ length: 12 }, (_, index) => entry(10 + index));
    const rows = rememberedRows({ pinned: [entry(11)], recent, linkTypeIds: [] });
    assert.deepEqual(labels(rows).slice(0, 4), ['pinned', 'Entry 11', 'recent', 'Entry 10']);
    assert.equal(rows.filter(isEntryRow).length, 9);
    assert.deepEqual(rememberedRows({ pinned: [], recent: [], linkTypeIds: [] }), []);
  });

  it('say why a search failed, and try again when chosen', async () => {
    const search = () => Promise.reject(new ApiError('network', 'down'));
    const [row] = await findRows(sessionOf({ search }).session, 'Note', signal);
    assert.equal(row?.label, 'Could not find "Note"');
    assert.equal(row.isRetry, true);
    assert.notEqual(row.detail, '');
  });

  it('are in the order of the server, an entry of the typed id first', async () => {
    const found = { entries: [entry(9, { name: 'Z 15' }), entry(15), entry(8, { name: 'A 15' })] };
    const repository = {
      search: () => Promise.resolve({ ...found, truncated: true }),
      getEntry: (id: number) => Promise.resolve(entry(id)),
    };
    const rows = await findRows(sessionOf(repository).session, '15', signal);
    assert.deepEqual(labels(rows), ['15 · Entry 15', 'Z 15', 'A 15', 'There are more']);
  });
});

describe('entries that were remembered', () => {
  const [remembered, fresh] = entryRows([entry(10), entry(20)], '');
  const rows = [{ ...remembered!, isRemembered: true as const }, fresh!];

  it('are taken as they are called now', async () => {
    const getEntry = (id: number) => Promise.resolve(entry(id, { name: 'Renamed' }));
    const { entries, says } = await readNow(sessionOf({ getEntry }).session, rows, signal);
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['Renamed', 'Entry 20'],
    );
    assert.equal(says, undefined);
  });

  it('are said to be gone, and forgotten', async () => {
    const { session, forgotten } = sessionOf({
      getEntry: () => Promise.reject(new ApiError('notFound', 'gone')),
    });
    const { says } = await readNow(session, rows, signal);
    assert.equal(says!.row.label, 'Entry 10 no longer exists, or you have no access');
    assert.deepEqual([says?.goneIds, forgotten], [[10], [10]]);
  });

  it('stay where the server can not be asked', async () => {
    const { session, forgotten } = sessionOf({
      getEntry: () => Promise.reject(new ApiError('network', 'down')),
    });
    const { says } = await readNow(session, rows, signal);
    assert.deepEqual([says?.row.isRetry, says?.goneIds, forgotten], [true, [], []]);
  });
});
