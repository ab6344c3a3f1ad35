import assert from 'node:assert/strict';
import { arrange, Arrangements } from '../../../src/searches/arrange';
import { entryRow, labelOf, loadMoreRow, rowsIn } from '../../../src/tree/kinds';
import { entry, searchNode } from '../tree/support';

const row = searchNode({ name: 'Mails', query: { name: '*' } });
const rows = [
  entry(1, { name: 'b', path: '\\X\\b', modifiedAt: '2024-01-02T00:00:00Z', templateName: 'Mail' }),
  entry(2, { name: 'a10', path: '\\Y\\a10', modifiedAt: '2024-03-01T00:00:00Z' }),
  entry(3, { name: 'a9', path: '\\X\\a9', templateName: null }),
  entry(4, { name: 'Z', path: '\\Z' }),
].map((of) => entryRow(row, of));
const children = [...rows, loadMoreRow(row, 0, { shown: 4 })];
const names = (of: readonly Parameters<typeof labelOf>[0][]) => of.map((one) => labelOf(one));

describe('what is found, arranged', () => {
  it('stands by name, by path or by date, and what tells of more behind it', () => {
    const by = (sort: 'name' | 'path' | 'date') => names(arrange(row, children, { sort, group: 'none' }));
    assert.deepEqual(by('name'), ['a9', 'a10', 'b', 'Z', 'Load all…']);
    assert.deepEqual(by('path'), ['Z', 'a9', 'b', 'a10', 'Load all…']);
    assert.deepEqual(by('date'), ['a10', 'b', 'a9', 'Z', 'Load all…']);
  });

  it('stands in groups, which keep the ids of the rows', () => {
    const byFolder = arrange(row, children, { sort: 'name', group: 'folder' });
    assert.deepEqual(names(byFolder), ['\\', '\\X', '\\Y', 'Load all…']);
    assert.deepEqual(names(rowsIn(byFolder[1]!) ?? []), ['a9', 'b']);
    assert.equal(rowsIn(byFolder[1]!)?.[1]?.id, rows[0]?.id);
    const byTemplate = arrange(row, children, { sort: 'name', group: 'template' });
    assert.deepEqual(names(byTemplate), ['Mail', 'No template', 'Load all…']);
  });

  it('is the same list until it is arranged otherwise, and remembered', async () => {
    const kept = new Map<string, unknown>();
    const memento = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
      keys: () => [...kept.keys()],
    };
    const arrangements = new Arrangements(memento as ConstructorParameters<typeof Arrangements>[0]);
    const first = arrangements.of(row, children);
    assert.equal(arrangements.of(row, children), first);
    await arrangements.set({ group: 'folder' });
    assert.notEqual(arrangements.of(row, children), first);
    assert.deepEqual(new Arrangements(memento as ConstructorParameters<typeof Arrangements>[0]).now, {
      sort: 'name',
      group: 'folder',
    });
    assert.equal(arrangements.of(rows[0]!, []), undefined, 'other rows are not arranged');
  });
});
