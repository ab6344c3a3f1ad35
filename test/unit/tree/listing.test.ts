import assert from 'node:assert/strict';
import { labelOf } from '../../../src/tree/kinds';
import { listFolder, withPage } from '../../../src/tree/listing';
import { listLinks, type Listing } from '../../../src/tree/listing';
import { connectionNode, entry, link } from './support';

const parent = connectionNode();
const root = { id: 1, path: '\\' };
const labels = ({ children }: Listing) => children.map((row) => labelOf(row));

describe('listings', () => {
  it('put a folder’s links first, then folders and shortcuts to folders, then the rest', () => {
    const items = [
      entry(2),
      entry(3, { entryType: 'Shortcut', targetId: 9, targetType: 'Folder' }),
      entry(4, { entryType: 'Folder' }),
      entry(5, { entryType: 'Shortcut', targetId: 2, targetType: 'Document' }),
      entry(6, { entryType: 'RecordSeries' }),
    ];
    assert.deepEqual(labels(listFolder(parent, root, { items })), [
      'Links',
      'Entry-3',
      'Entry-4',
      'Entry-6',
      'Entry-2',
      'Entry-5',
    ]);
  });

  it('say that a folder is empty, its links still first', () => {
    assert.deepEqual(labels(listFolder(parent, root, { items: [] })), ['Links', 'This folder is empty']);
  });

  it('append a page before the row for more, and repeat no entry that moved to it', () => {
    const first = listFolder(parent, root, { items: [entry(2), entry(3)], next: 'two' });
    assert.deepEqual(labels(first), ['Links', 'Entry-2', 'Entry-3', 'Load more…']);
    assert.equal(first.next, 'two');

    const second = withPage(parent, root, first.children, { items: [entry(3), entry(4)] });
    assert.deepEqual(labels(second), ['Links', 'Entry-2', 'Entry-3', 'Entry-4']);
    assert.equal(second.next, undefined);
    assert.equal(second.children[1], first.children[1], 'rows stay the same objects');
  });

  it('list outgoing links before incoming ones, each by name', () => {
    const links = [link(30, 10), link(10, 100), link(10, 20), link(5, 10)];
    assert.deepEqual(labels(listLinks(parent, 10, links)), [
      'Message → Entry-20',
      'Message → Entry-100',
      'Attachment ← Entry-5',
      'Attachment ← Entry-30',
    ]);
  });

  it('say that there are no links and how to add some', () => {
    const [row] = listLinks(parent, 10, []).children;
    assert.ok(row?.kind === 'message');
    assert.equal(row.text, 'No links');
    assert.match(row.detail ?? '', /Assign Links…/);
  });

  it('give each link an id of its own, also where the server leaves the type out', () => {
    const links = [
      link(10, 15),
      link(10, 15, { linkTypeId: 2 }),
      link(10, 10),
      { sourceId: 10, targetId: 15, sourceLabel: 'a/b', targetLabel: 'c' },
      { sourceId: 10, targetId: 15, sourceLabel: 'a/b', targetLabel: 'c' },
    ];
    const ids = listLinks(parent, 10, links).children.map(({ id }) => id);
    assert.equal(new Set(ids).size, links.length);
    for (const id of ids) assert.equal(id.split('/').length, parent.id.split('/').length + 1, id);
  });
});
