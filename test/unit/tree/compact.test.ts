import assert from 'node:assert/strict';
import { compact, Texts } from '../../../src/tree/compact';
import {
  descriptionOf,
  type EntryNode,
  entryOf,
  filterRow,
  folderBelow,
  folderOf,
  labelOf,
  spokenLabelOf,
} from '../../../src/tree/kinds';
import { listFolder } from '../../../src/tree/listing';
import { connectionNode, entry, entryNode, link, linkNode } from './support';

describe('what the tree keeps of an entry', () => {
  it('leaves out a path that follows, and tells it all the same', () => {
    const folder = entryNode(entry(10, { name: 'Email', entryType: 'Folder' }));
    const child = entry(11, { name: 'A', path: '\\Email\\A', parentId: 10 });
    const { children } = listFolder(folder, { id: 10, path: '\\Email' }, { items: [child] });
    const [, row] = children;
    assert.ok(row?.kind === 'entry');
    assert.equal('path' in row.entry, false);
    assert.equal(entryOf(row)?.path, '\\Email\\A');
    assert.equal(entryOf(row)?.entry?.path, '\\Email\\A');
  });

  it('has no path of an entry whose name is not told', () => {
    const folder = entryNode(entry(10, { name: 'Email', entryType: 'Folder' }));
    const { path: _, ...nameless } = entry(11, { name: '', entryType: 'Folder' });
    const { children } = listFolder(folder, { id: 10, path: '\\Email' }, { items: [nameless] });
    const [, row] = children;
    assert.ok(row?.kind === 'entry');
    assert.equal(labelOf(row), 'Entry 11');
    assert.equal(entryOf(row)?.path, undefined);
    const below: EntryNode = { ...row, parent: row, entry: { ...nameless, id: 12, name: 'A' } };
    assert.equal(entryOf(below)?.path, undefined, 'nor is that of anything in it');
    const told = compact({ ...nameless, path: '\\Email\\A' }, '\\Email', new Texts());
    assert.equal(told.path, '\\Email\\A');
  });

  it('keeps a path that does not follow: below a shortcut, or where the server says otherwise', () => {
    const texts = new Texts();
    const child = entry(11, { name: 'A', path: '\\Elsewhere\\A' });
    assert.equal(compact(child, undefined, texts).path, '\\Elsewhere\\A');
    assert.equal(compact(child, '\\Email', texts).path, '\\Elsewhere\\A');
    const shortcut = entryNode(entry(7, { entryType: 'Shortcut', targetId: 10, targetType: 'Folder' }));
    const bare = entryNode(entry(11));
    const { path: _, ...pathless } = bare.entry;
    const below: EntryNode = { ...bare, parent: shortcut, entry: pathless };
    assert.equal(entryOf(below)?.path, undefined);
    assert.equal(folderBelow(shortcut)?.path, undefined);
  });

  it('keeps what warnings are made of, and what shortcuts stand for', () => {
    const marks = { isRecord: true, isCheckedOut: true, targetId: 5, targetType: 'Document' } as const;
    const kept = compact(entry(11, marks), undefined, new Texts());
    assert.deepEqual({ ...kept, ...marks }, kept);
  });
});

describe('the row of a filter', () => {
  const folder = entryNode(entry(10, { name: 'Email', entryType: 'Folder' }));

  it('says for what, and how much was found', () => {
    const all = filterRow(folder, 'scan', { found: 1_200, truncated: false });
    assert.deepEqual([labelOf(all), descriptionOf(all)], ['Filter: scan', '1,200 found']);
    const some = filterRow(folder, 'scan', { found: 100, truncated: true });
    assert.equal(spokenLabelOf(some), 'Filter: scan first 100 found, there are more');
    assert.equal(descriptionOf(filterRow(folder, 'scan')), undefined);
  });

  it('means its folder, as all rows that stand in one', () => {
    assert.equal(folderOf(filterRow(folder, 'scan')), folder);
    assert.equal(folderOf(folder), folder);
    const document = entryNode(entry(5));
    assert.equal(folderOf({ ...linkNode(link(5, 6), 5), parent: document }), document.parent);
    const root = connectionNode();
    assert.equal(folderOf(root), root);
  });
});
