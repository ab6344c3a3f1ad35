import assert from 'node:assert/strict';
import type { RepositoryApi, SearchResult } from '../../../src/api';
import type { Entry } from '../../../src/domain';
import { createSearches } from '../../../src/search';

const entry = (id: number, name: string): Entry => ({ id, name, entryType: 'Document', path: `\\${name}` });

/** Searches of a server that answers simple searches with these, and has all of them for others. */
function searchesOf(simple: SearchResult, all: readonly Entry[] = simple.entries) {
  const commands: string[] = [];
  const repository: Partial<RepositoryApi> = {
    search: ({ command }) => {
      commands.push(command);
      return Promise.resolve(simple);
    },
    startSearch: (command) => {
      commands.push(`full ${command}`);
      return Promise.resolve('token');
    },
    searchProgress: () => Promise.resolve({ state: 'completed', errors: [] }),
    listFound: () => Promise.resolve({ items: all }),
    closeSearch: () => Promise.resolve(),
  };
  const searches = createSearches({
    repository: repository as RepositoryApi,
    linkTypes: () => Promise.resolve([]),
  });
  return { searches, commands };
}

async function commandFor(text: string, childrenOf?: string): Promise<string | undefined> {
  const { searches, commands } = searchesOf({ entries: [], truncated: false });
  await searches.findByName(text, childrenOf === undefined ? {} : { childrenOf });
  return commands[0];
}

describe('search by a part of the name', () => {
  it('asks for documents, folders and shortcuts', async () => {
    assert.equal(await commandFor(' Offer 2024-05 '), '{LF:Name="*Offer 2024-05*", Type="DFS"}');
  });

  it('takes the meaning from every character of the search syntax', async () => {
    assert.equal(
      await commandFor('a"}|{LF:ID=1}[0-9]*\\\n?b'),
      '{LF:Name="*a??|?LF:ID=1??0-9?????b*", Type="DFS"}',
    );
  });

  it('looks among the children of a folder only, whatever its path is made of', async () => {
    assert.equal(
      await commandFor('a', '\\say "x"'),
      '({LF:Name="*a*", Type="DFS"} & {LF:LookIn="\\say ""x""", Subfolders=N})',
    );
  });

  it('keeps letters of all scripts', async () => {
    assert.equal(
      await commandFor("Zoë's Ωμέγα 文档 \u{1F600}"),
      '{LF:Name="*Zoë\'s Ωμέγα 文档 \u{1F600}*", Type="DFS"}',
    );
  });

  it('shows what the server finds for letters, in its order', async () => {
    const entries = [entry(2, 'Zoë'), entry(1, 'zoe')];
    const { searches } = searchesOf({ entries, truncated: true });
    assert.deepEqual(await searches.findByName('zoe'), { entries, truncated: true });
  });

  it('leaves out names that have another character where one stands for others', async () => {
    const entries = [entry(1, 'a1b'), entry(2, 'A[b'), entry(3, 'a"b')];
    const { searches } = searchesOf({ entries, truncated: false });
    assert.deepEqual((await searches.findByName('a[b')).entries, [entries[1]]);
    assert.deepEqual((await searches.findByName('A"B')).entries, [entries[2]]);
    assert.deepEqual((await searches.findByName('a*b')).entries, []);
  });

  it('looks on where the first hundred are others', async () => {
    const others = Array.from({ length: 100 }, (_, index) => entry(index + 1, 'a1b'));
    const all = [...others, entry(500, 'a[b')];
    const { searches, commands } = searchesOf({ entries: others, truncated: true }, all);
    assert.deepEqual(await searches.findByName('a[b'), { entries: [entry(500, 'a[b')], truncated: false });
    assert.deepEqual(commands, ['{LF:Name="*a?b*", Type="DFS"}', 'full {LF:Name="*a?b*", Type="DFS"}']);
  });
});
