import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  commandOf,
  contextValueOf,
  descriptionOf,
  entryOf,
  filterRow,
  groupRows,
  iconOf,
  isNode,
  labelOf,
  type LinkNode,
  linksRow,
  messageRow,
  pinsRow,
  type Row,
  type RowState,
  spokenLabelOf,
} from '../../../src/tree/kinds';
import { tooltipOf } from '../../../src/tree/tooltips';
import { COMMANDS } from '../../../src/ui';
import { withMore } from '../../../src/tree/listing';
import { listPins } from '../../../src/tree/loader';
import { foundGroups } from '../../../src/tree/kinds/foundGroup';
import { loadMoreRow } from '../../../src/tree/kinds/loadMore';
import { CONNECTION, connectionNode, entry, entryNode, link, linkNode, searchNode } from './support';

const folderShortcut = entry(7, { entryType: 'Shortcut', targetId: 70, targetType: 'Folder' });
/** Rows of the view of searches. */
function searchRows(): readonly Row[] {
  const saved = searchNode({ name: 'Mails', query: { name: '*' } });
  return [
    saved,
    searchNode({ name: 'Old', command: '{}' }, false),
    ...foundGroups(
      saved,
      'folder',
      [entryNode(entry(5))],
      () => 'x',
      () => 0,
    ),
    loadMoreRow(saved, 0, { shown: 100 }),
    messageRow(saved, 'failed', 'no'),
  ];
}
const [more] = withMore(connectionNode(), 1, []).children;

describe('rows of the tree', () => {
  it('have context values of sorted words', () => {
    assert.equal(
      contextValueOf(connectionNode()),
      'assign connection entry refreshable selfHosted web writable',
    );
    assert.equal(contextValueOf(entryNode(entry(5))), 'assign document entry refreshable web writable');
    assert.equal(
      contextValueOf(entryNode(folderShortcut)),
      'assign entry folder refreshable shortcut web writable',
    );
    assert.equal(
      contextValueOf(linkNode(link(10, 15), 10)),
      'assign entry link outgoing refreshable removable web writable',
    );
    assert.equal(
      contextValueOf(linkNode(link(10, 15), 15)),
      'assign entry incoming link refreshable removable web writable',
    );
    assert.equal(contextValueOf(more!), 'more');
    assert.equal(contextValueOf(messageRow(connectionNode(), 'failed', 'no')), 'failed message');
  });

  it('have every word that a menu asks for', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly contributes: {
        readonly menus: Readonly<Record<string, readonly { readonly when?: string }[]>>;
      };
    };
    const clauses = Object.values(contributes.menus)
      .flat()
      .map(({ when = '' }) => when)
      .filter((when) => !when.includes('view == laserficheLinks.history'))
      .flatMap((when) => [...when.matchAll(/viewItem =~ \/\\b(?:\((.+?)\)|(\w+))\\b\//g)])
      .flatMap(([, some, one]) => (some ?? one ?? '').split('|'));
    const rows: readonly Row[] = [
      connectionNode({ ...CONNECTION, kind: 'sandbox' }),
      entryNode(folderShortcut),
      entryNode(entry(5)),
      linkNode(link(10, 15), 10),
      linksRow(connectionNode(), { id: 1, path: '\\' }),
      filterRow(connectionNode(), 'scan'),
      messageRow(connectionNode(), 'failed', 'no'),
      ...groupRows([linkNode(link(10, 15), 10)], () => 0),
      more!,
      ...searchRows(),
    ];
    const states: readonly RowState[] = [
      {},
      { needsSignIn: true },
      { isOtherSource: true },
      { isPinned: true },
    ];
    const words = new Set(
      rows.flatMap((row) => states.flatMap((state) => contextValueOf(row, state).split(' '))),
    );
    assert.ok(clauses.length > 40);
    assert.deepEqual(
      [...new Set(clauses)].filter((word) => !words.has(word)),
      [],
    );
  });

  it('offer by a click what goes on from a state', () => {
    const clickOf = (row: Row) => commandOf(row)?.command;
    const parent = connectionNode();
    assert.equal(clickOf(more!), COMMANDS.loadMore);
    assert.equal(clickOf(filterRow(parent, 'scan')), COMMANDS.filterInFolder);
    assert.equal(clickOf(messageRow(parent, 'signedOut', 'x')), COMMANDS.signIn);
    assert.deepEqual(commandOf(messageRow(parent, 'failed', 'x'))?.arguments, [parent]);
    assert.equal(clickOf(messageRow(parent, 'empty', 'x')), undefined);
    assert.equal(clickOf(parent), undefined, 'a click opens and closes it');
  });

  it('lose what a read-only connection refuses, and say that it is one', () => {
    const locked = connectionNode({ ...CONNECTION, readOnly: true });
    assert.equal(contextValueOf(locked), 'assign connection entry refreshable selfHosted web');
    assert.equal(descriptionOf(locked), 'read-only · r-1 · files.example');
    assert.equal(spokenLabelOf(locked), 'Archive read-only · r-1 · files.example, connection');
    assert.equal(iconOf(locked).name, 'lock');
    assert.equal(new Map(tooltipOf(locked, 'en').facts).get('Read-only'), 'every change of links is refused');
    const below = { ...entryNode(entry(10)), parent: locked };
    assert.equal(contextValueOf(below), 'assign document entry refreshable web');
    const linked = { ...linkNode(link(10, 15), 10), parent: below };
    assert.equal(contextValueOf(linked), 'assign entry link outgoing refreshable web');
  });

  it('of pinned entries say so, their folder, and where one is gone', () => {
    const pinned = pinsRow(connectionNode());
    const [here, top, gone] = listPins(pinned, [
      { entry: entry(5, { path: '\\Files\\2024\\Note', isRecord: true }), isGone: false },
      { entry: entry(6, { path: '\\Top' }), isGone: false },
      { entry: entry(7), isGone: true },
    ]).children;
    assert.deepEqual(
      [here, top, gone].map((row) => descriptionOf(row!)),
      ['2024 · record', undefined, 'No longer exists, or you have no access'],
    );
    assert.equal(here!.id, '/c1/pins/5');
    assert.equal(
      contextValueOf(here!, { isPinned: true }),
      'assign document entry pinned refreshable web writable',
    );
    assert.deepEqual([labelOf(pinned), contextValueOf(pinned)], ['Pinned', 'pins refreshable']);
  });

  it('show a link with both labels, its direction and its path', () => {
    const outgoing = linkNode(link(10, 15), 10);
    assert.equal(labelOf(outgoing), 'Message → Entry-15');
    assert.equal(descriptionOf(outgoing), 'Attachment · \\Entry-15');
    assert.equal(spokenLabelOf(outgoing), 'Message → Entry-15 Attachment · \\Entry-15, outgoing link');
    assert.equal(iconOf(outgoing).name, 'arrow-right');

    const incoming = linkNode(link(10, 15), 15);
    assert.equal(labelOf(incoming), 'Attachment ← Entry-10');
    assert.equal(descriptionOf(incoming), 'Message · \\Entry-10');
    assert.equal(spokenLabelOf(incoming), 'Attachment ← Entry-10 Message · \\Entry-10, incoming link');
    assert.equal(iconOf(incoming).name, 'arrow-left');
  });

  it('show a link whose server sent neither labels nor path', () => {
    const bare = linkNode({ sourceId: 10, targetId: 15 }, 10);
    assert.equal(labelOf(bare), '→ Entry 15');
    assert.equal(descriptionOf(bare), undefined);
    assert.equal(spokenLabelOf(bare), '→ Entry 15, outgoing link');
  });

  it('leave room for the name behind a long label', () => {
    const long = linkNode(link(10, 15, { sourceLabel: `Supersedes${'x'.repeat(200)}end` }), 10);
    assert.match(labelOf(long), /^Supersedesx+…x+end → Entry-15$/);
    assert.ok(labelOf(long).length < 75);
  });

  it('show what matters before links are changed', () => {
    const node = entryNode(entry(5, { isRecord: true, isCheckedOut: true }));
    assert.equal(descriptionOf(node), 'record · checked out');
    assert.equal(spokenLabelOf(node), 'Entry-5 record · checked out, document');
    assert.equal(descriptionOf(node, { linkCount: 0 }), 'record · checked out · no links');
  });

  it('tell connections to different servers apart', () => {
    assert.equal(descriptionOf(connectionNode()), 'r-1 · files.example');
    const sandbox = connectionNode({ ...CONNECTION, kind: 'sandbox', baseUrl: '' });
    assert.equal(descriptionOf(sandbox), 'r-1');
    assert.equal(iconOf(sandbox).name, 'beaker');
  });

  it('have icons by type and extension', () => {
    const icon = (more: Parameters<typeof entry>[1]) => iconOf(entryNode(entry(5, more))).name;
    assert.equal(icon({ entryType: 'Folder' }), 'folder');
    assert.equal(icon({ entryType: 'RecordSeries' }), 'archive');
    assert.equal(icon({ extension: 'PDF' }), 'file-pdf');
    assert.equal(icon({ extension: 'msg' }), 'mail');
    assert.equal(icon({ extension: 'unheard-of' }), 'file');
    assert.equal(icon({ extension: null }), 'file');
    assert.equal(icon(folderShortcut), 'file-symlink-directory');
    assert.equal(icon({ ...folderShortcut, targetType: 'Document' }), 'file-symlink-file');
  });

  it('are heard as they are seen, and then what they are', () => {
    const rows: readonly Row[] = [
      connectionNode(),
      entryNode(folderShortcut),
      linkNode(link(10, 15), 10),
      linksRow(connectionNode(), { id: 1, path: '\\' }),
      filterRow(connectionNode(), 'scan', { found: 3 }),
      ...groupRows([linkNode(link(10, 15), 10)], () => 0),
      more!,
    ];
    for (const row of rows)
      for (const state of [{}, { linkCount: 2 }, { needsSignIn: true }]) {
        const seen = [labelOf(row), descriptionOf(row, state)].filter(Boolean).join(' ');
        assert.ok(spokenLabelOf(row, state).startsWith(seen), `${row.kind}: ${seen}`);
      }
  });

  it('show links in a group by the names of their entries, and the group by type and count', () => {
    const of = (targetId: number, more: Parameters<typeof link>[2] = {}) =>
      linkNode(link(10, targetId, more), 10);
    const labels = (...links: LinkNode[]) =>
      groupRows(links, (a, b) => a.localeCompare(b)).map((row) => [labelOf(row), descriptionOf(row)]);
    assert.deepEqual(
      labels(
        of(15),
        linkNode(link(30, 10), 10),
        of(16, { linkTypeId: 2, sourceLabel: 'Is', targetLabel: 'Is' }),
        of(17),
      ),
      [
        ['Is → Is', '1 link'],
        ['Message → Attachment', '2 links'],
        ['Attachment ← Message', '1 link'],
      ],
    );
    const bare = { sourceLabel: null, targetLabel: null };
    assert.deepEqual(
      labels(
        of(1, { ...bare, linkTypeId: 9 }),
        of(2, { ...bare, linkTypeId: 8, typeDescription: 'Enclosure' }),
        linkNode({ sourceId: 10, targetId: 3 }, 10),
      ).map(([label]) => label),
      ['→ Enclosure', '→ Type 9', '→ Unknown type'],
    );
    assert.doesNotThrow(() => JSON.stringify(groupRows([of(15)], () => 0)), 'rows are dragged as data');
    const [inGroup] = groupRows([of(15)], () => 0)[0]!.links;
    assert.equal(labelOf(inGroup!), 'Entry-15');
    assert.equal(descriptionOf(inGroup!), '\\Entry-15');
    assert.equal(spokenLabelOf(inGroup!), 'Entry-15 \\Entry-15, Message → Attachment, outgoing link');
  });

  it('stay on one line, whatever the name', () => {
    assert.equal(labelOf(entryNode(entry(5, { name: 'a\r\nb\u2028c\0' }))), 'a b c');
    assert.equal(labelOf(entryNode(entry(5, { name: 'bill \u202Efdp.exe' }))), 'bill fdp.exe');
    assert.equal(labelOf(entryNode(entry(5, { name: '' }))), 'Entry 5');
    assert.equal(labelOf(entryNode(entry(5, { name: '<script>$(zap)' }))), '<script>$\u2060(zap)');
  });

  it('have tooltips with what is known, dates in the reader’s way', () => {
    const createdAt = '2024-03-01T10:00:00Z';
    const node = entryNode(
      entry(5, { templateName: 'Invoice', creator: 'ada', createdAt, modifiedAt: 'soon' }),
    );
    const { title, facts } = tooltipOf(node, 'en-GB');
    assert.equal(title, 'Entry-5');
    const told = new Map(facts);
    assert.deepEqual([...told.keys()], ['ID', 'Path', 'Type', 'Template', 'Creator', 'Created', 'Modified']);
    assert.match(told.get('Created') ?? '', /1 Mar 2024/);
    assert.equal(told.get('Modified'), 'soon');
  });

  it('have tooltips of links with both ends, ids, properties and description', () => {
    const node = linkNode(
      link(10, 15, {
        description: 'why',
        properties: { Reason: 'because' },
        typeDescription: 'e-mail',
      }),
      10,
    );
    const told = new Map(tooltipOf(node, 'en').facts);
    assert.equal(told.get('Source'), 'Message \\Entry-10 (id 10)');
    assert.equal(told.get('Target'), 'Attachment \\Entry-15 (id 15)');
    assert.equal(told.get('Type'), 'id 1, e-mail');
    assert.equal(told.get('Description'), 'why');
    assert.equal(told.get('Reason'), 'because');
  });

  it('stand for entries: the other one of a link, the root folder of a connection, a shortcut’s target for links', () => {
    const ids = (node: Parameters<typeof entryOf>[0]) => {
      const ref = entryOf(node);
      return ref && [ref.entryId, ref.linkEntryId];
    };
    assert.deepEqual(ids(connectionNode()), [1, 1]);
    assert.deepEqual(ids(entryNode(folderShortcut)), [7, 70]);
    assert.deepEqual(ids(linkNode(link(10, 15), 10)), [15, 15]);
    assert.deepEqual(ids(linkNode(link(10, 15), 15)), [10, 10]);
    assert.equal(entryOf(more!), undefined);
  });

  it('are told from other arguments of a command', () => {
    assert.equal(isNode(connectionNode()), true);
    assert.equal(isNode({ connectionId: 'c1', entryId: 5 }), false);
    assert.equal(isNode(undefined), false);
  });
});
