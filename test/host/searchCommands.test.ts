import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSearchStore } from '../../src/searches/store';
import { SearchFiles } from '../../src/searches/files';
import type { SavedSearch } from '../../src/search';
import { COMMANDS, SETTINGS } from '../../src/ui/ids';
import { ATTACHMENT, configure, connectServer, EMAIL, MESSAGE, run, type Server } from './support';
import { memoryContext } from './treeFixture';

interface Found {
  readonly entries: readonly { readonly entryId: number; readonly path: string }[];
  readonly complete: boolean;
}

describe('searches about links', () => {
  let server: Server;
  const find = async (command: string, args: object): Promise<number[]> => {
    const { connectionId } = server;
    const { entries, complete } = await run<Found>(command, { connectionId, ...args });
    assert.equal(complete, true);
    return entries.map(({ entryId }) => entryId).toSorted((a, b) => a - b);
  };

  before(async () => {
    server = await connectServer('Searches');
    await run(COMMANDS.addLinks, {
      connectionId: server.connectionId,
      sourceId: EMAIL,
      links: [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }],
    });
  });
  after(() => server.close());

  it('answer the entries that are linked with one, by type and end', async () => {
    const linked = (args: object) => find(COMMANDS.findLinkedEntries, args);
    assert.ok((await linked({ entryId: EMAIL })).includes(ATTACHMENT));
    assert.deepEqual(await linked({ entryId: EMAIL, linkTypeId: MESSAGE, as: 'target' }), [ATTACHMENT]);
    assert.deepEqual(await linked({ entryId: EMAIL, linkTypeId: MESSAGE, as: 'source' }), []);
    assert.deepEqual(await linked({ entryId: ATTACHMENT, linkTypeId: MESSAGE, as: 'source' }), [EMAIL]);
  });

  it('answer the entries without a link, in a folder or in the whole repository', async () => {
    const unlinked = (args: object) => find(COMMANDS.findUnlinkedEntries, args);
    const everywhere = await unlinked({});
    assert.ok(everywhere.length > 100);
    assert.ok(!everywhere.includes(EMAIL) && !everywhere.includes(ATTACHMENT));
    assert.deepEqual(await unlinked({ in: 1 }), everywhere, 'the root folder is the whole repository');
    assert.ok((await unlinked({ linkTypeId: MESSAGE })).length > everywhere.length);
    await assert.rejects(unlinked({ in: EMAIL }), /entry 10 is not a folder\. Edit the search/);
    await assert.rejects(unlinked({ linkTypeId: 99 }), /no link type 99/);
  });

  it('refuse what is no argument of theirs', async () => {
    const { connectionId } = server;
    await assert.rejects(run(COMMANDS.findLinkedEntries, { connectionId }), /"entryId"/);
    await assert.rejects(
      run(COMMANDS.findLinkedEntries, { connectionId, entryId: 10, as: 'left' }),
      /"as" must be/,
    );
    await assert.rejects(run(COMMANDS.findUnlinkedEntries, { connectionId, entryId: 10 }), /is not known/);
  });
});

describe('searches edited as text', () => {
  const CONNECTION = {
    ...{ id: 'c1', kind: 'selfHosted' as const, name: 'Archive', username: 'ada' },
    ...{ baseUrl: 'https://files.example', repoId: 'r-1' },
  };
  const MAILS = { name: 'Mails', query: { name: 'Mail*' }, color: 'of somebody else' };
  const setting = () =>
    vscode.workspace.getConfiguration(SETTINGS.section).get<unknown>(SETTINGS.savedSearches);
  const nameOf = () => 'unnamed';

  function open() {
    const memento = memoryContext(new Map()).globalState;
    const store = createSearchStore({ connections: { list: () => [CONNECTION] }, memento, nameOf });
    const saved: string[] = [];
    const files = new SearchFiles({
      store,
      onSaved: ({ key }) => saved.push(key),
      refusalOf: () => Promise.resolve(undefined),
    });
    const first = () => store.saved()[0] ?? assert.fail('nothing is saved');
    const write = (uri: vscode.Uri, value: unknown) =>
      files.writeFile(uri, Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
    const read = (uri: vscode.Uri) => JSON.parse(Buffer.from(files.readFile(uri)).toString()) as unknown;
    opened.push(store, files);
    return { store, files, first, write, read, saved };
  }
  const opened: { dispose(): void }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) one.dispose();
    await (
      await configure(SETTINGS.savedSearches, undefined)
    )();
  });

  it('are put back into the setting, with what is not ours, also under another name', async () => {
    await configure(SETTINGS.savedSearches, [MAILS]);
    const { files, first, write, read, saved } = open();
    const uri = files.uriOf(first());
    files.onDidChangeFile(() => assert.fail('the editor would take it for changed or deleted'));
    assert.deepEqual(read(uri), MAILS);
    await write(uri, { ...MAILS, name: 'Post' });
    await write(uri, { ...MAILS, name: 'Post', query: { text: 'x' } });
    assert.deepEqual(setting(), [{ ...MAILS, name: 'Post', query: { text: 'x' } }]);
    assert.equal(saved.length, 2);
  });

  it('stay as they were where the text is no search, which is said', async () => {
    await configure(SETTINGS.savedSearches, [MAILS]);
    const { files, first, write } = open();
    const uri = files.uriOf(first());
    for (const [value, words] of [
      ['{ "name": ', /not JSON/],
      [[MAILS], /must be an object/],
      [{ ...MAILS, name: ' ' }, /must have a name/],
      [{ name: 'x' }, /"query" or a "command"/],
      [{ ...MAILS, query: { nmae: 'x' } }, /no part "nmae"/],
      [{ ...MAILS, query: { in: '1' } }, /value of "in"/],
      [{ ...MAILS, query: { links: [{ has: 'yes' }] } }, /value of "links"/],
    ] as const)
      await assert.rejects(write(uri, value), words);
    assert.deepEqual(setting(), [MAILS]);
  });

  it('that are wrong in the setting can be opened and corrected', async () => {
    await configure(SETTINGS.savedSearches, [{ name: 'Broken', query: { nmae: 'x' } }, 7]);
    const { store, files, write, read } = open();
    const uris = store.saved().map((item) => files.uriOf(item));
    assert.deepEqual(uris.map(read), [{ name: 'Broken', query: { nmae: 'x' } }, 7]);
    for (const [index, uri] of uris.entries()) await write(uri, { name: `Good ${index}`, query: {} });
    assert.deepEqual(setting(), [
      { name: 'Good 0', query: {} },
      { name: 'Good 1', query: {} },
    ]);
  });

  it('are newer once the setting was edited by hand, and gone once they were removed there', async () => {
    await configure(SETTINGS.savedSearches, [MAILS]);
    const { files, first } = open();
    const uri = files.uriOf(first());
    const { mtime } = files.stat(uri);
    const changes: vscode.FileChangeType[] = [];
    files.onDidChangeFile((all) => changes.push(...all.map(({ type }) => type)));
    await configure(SETTINGS.savedSearches, [{ ...MAILS, query: { name: 'Post*' } }]);
    assert.ok(files.stat(uri).mtime > mtime);
    await configure(SETTINGS.savedSearches, []);
    assert.throws(() => files.stat(uri), vscode.FileSystemError);
    assert.deepEqual(changes, [vscode.FileChangeType.Changed, vscode.FileChangeType.Deleted]);
  });

  it('that were made a while ago take the place of themselves', async () => {
    const { store, files, write, read } = open();
    const search: SavedSearch = { name: 'unnamed', query: { text: 'x' } };
    await store.use({ ...search, connectionId: 'c1' });
    const [recent] = store.recent();
    const uri = files.uriOf(recent ?? assert.fail('nothing is remembered'));
    await write(uri, { name: 'Mine', query: { text: 'y' } });
    assert.deepEqual(
      store.recent().map((one) => one.search),
      [{ name: 'Mine', query: { text: 'y' }, connectionId: 'c1' }],
    );
    assert.deepEqual(read(uri), { name: 'Mine', query: { text: 'y' } }, 'as it was typed');
  });
});
