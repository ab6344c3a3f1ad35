import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { WireLink as Link } from '../../src/api';
import {
  COMMANDS,
  SETTINGS,
  type ChangeCounts,
  type LinkHistoryEntry,
  type UndoCounts,
} from '../../src/ui/ids';
import { startSandbox, type Sandbox } from '../../src/sandbox';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;
const SUPERSEDES = 2;
const REFERENCES = 7;

const run = <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, ...args);

describe('edits with argument objects', () => {
  const received: { method: string; path: string; body?: string }[] = [];
  let server: Sandbox;
  let connectionId: string;
  /** A document with two amendments linked, and an employee's folder: any entries beside the pair of the guide. */
  let agreement: number;
  let amendments: readonly number[];

  const links = (entryId: number) => run<Link[]>(COMMANDS.getLinks, { connectionId, entryId });
  /** Outgoing links of an entry: target, type and properties. */
  const outgoing = async (entryId: number) =>
    (await links(entryId))
      .filter(({ sourceId }) => sourceId === entryId)
      .map(({ targetId, linkTypeId, linkProperties }) => [targetId, linkTypeId, linkProperties ?? {}]);
  const add = (sourceId: number, targetId: number, linkTypeId: number, properties = {}) =>
    run(COMMANDS.addLinks, { connectionId, sourceId, links: [{ targetId, linkTypeId, properties }] });
  const ends = ({ sourceId, targetId, linkTypeId }: Link) => [sourceId, targetId, linkTypeId];
  const historyOf = async (entryId: number) => {
    const entries = await run<LinkHistoryEntry[]>(COMMANDS.showLinkHistory, { connectionId, entryId });
    await run('workbench.action.closeQuickOpen');
    return entries;
  };
  /** Asked beforehand would be an answer that nobody gives here. */
  const undo = async (changeId: string) => {
    const configuration = vscode.workspace.getConfiguration(SETTINGS.section);
    await configuration.update(SETTINGS.confirmChanges, 'never', vscode.ConfigurationTarget.Global);
    try {
      return await run<UndoCounts>(COMMANDS.undoLastLinkChange, { connectionId, changeId });
    } finally {
      await configuration.update(SETTINGS.confirmChanges, undefined, vscode.ConfigurationTarget.Global);
    }
  };
  const puts = () => received.filter(({ method }) => method === 'PUT').map(({ path }) => entryOf(path));
  const of = (sourceId: number, targetId: number, linkTypeId: number) => ({
    connectionId,
    sourceId,
    links: [{ targetId, linkTypeId }],
  });

  before(async () => {
    server = await startSandbox({ onRequest: (request) => received.push(request) });
    const { baseUrl, repoId, username, password } = server;
    ({ connectionId } = await run<{ connectionId: string }>(COMMANDS.addConnection, {
      name: 'Edits',
      kind: 'selfHosted',
      baseUrl,
      repoId,
      username,
      password,
    }));
    agreement = await idOf('\\Contracts\\Clients\\Mill Lane School Agreement');
    amendments = (await links(agreement)).map(({ targetId }) => targetId);
  });
  beforeEach(async () => {
    await server.reset();
    received.length = 0;
  });
  after(async () => {
    await run(COMMANDS.clearLinkSource);
    await run(COMMANDS.removeConnection, { connectionId });
    await server.close();
  });

  it('change the type: same target, same properties, one PUT', async () => {
    await add(EMAIL, ATTACHMENT, MESSAGE, { note: 'a' });
    received.length = 0;
    const counts = await run(COMMANDS.changeLinkType, {
      ...of(EMAIL, ATTACHMENT, MESSAGE),
      linkTypeId: REFERENCES,
    });
    assert.deepEqual(counts, { added: 1, removed: 1, changed: 0, kept: 0 });
    assert.deepEqual(await outgoing(EMAIL), [[ATTACHMENT, REFERENCES, { note: 'a' }]]);
    assert.deepEqual(puts(), [EMAIL]);
  });

  it('names incoming links that the server dropped, after an undo as well', async () => {
    await add(ATTACHMENT, EMAIL, REFERENCES);
    server.setBehaviour({ incomingDroppedByPut: true });
    try {
      const change = of(EMAIL, ATTACHMENT, MESSAGE);
      const counts = await run<ChangeCounts>(COMMANDS.addLinks, change);
      assert.deepEqual(counts.lostIncoming?.map(ends), [[ATTACHMENT, EMAIL, REFERENCES]]);
      server.setBehaviour({ incomingDroppedByPut: false });
      await add(ATTACHMENT, EMAIL, REFERENCES);
      server.setBehaviour({ incomingDroppedByPut: true });
      const { changeId } = (await historyOf(EMAIL))[0]!;
      const undone = await undo(changeId);
      assert.deepEqual(undone.lostIncoming?.map(ends), [[ATTACHMENT, EMAIL, REFERENCES]]);
      assert.deepEqual(await run<ChangeCounts>(COMMANDS.addLinks, change), {
        added: 1,
        removed: 0,
        changed: 0,
        kept: 0,
      });
    } finally {
      server.setBehaviour({ incomingDroppedByPut: false });
    }
  });

  it('move a link to another target with its properties, and leave the others', async () => {
    const [moved, kept] = await outgoing(agreement);
    const [targetId, linkTypeId] = moved as [number, number];
    const counts = await run(COMMANDS.moveLinks, {
      connectionId,
      sourceId: agreement,
      links: [{ targetId, linkTypeId }],
      targetId: EMAIL,
    });
    assert.deepEqual(counts, { added: 1, removed: 1, changed: 0, kept: 1 });
    assert.deepEqual(await outgoing(agreement), [kept, [EMAIL, linkTypeId, moved?.[2]]]);
  });

  it('refuse to make one link of two whose properties differ', async () => {
    await add(EMAIL, ATTACHMENT, MESSAGE, { note: 'a' });
    await add(EMAIL, ATTACHMENT, REFERENCES, { note: 'b' });
    received.length = 0;
    await assert.rejects(
      Promise.resolve(
        run(COMMANDS.changeLinkType, { ...of(EMAIL, ATTACHMENT, MESSAGE), linkTypeId: REFERENCES }),
      ),
      /two links would become the same link to entry 15, and their properties differ/,
    );
    assert.deepEqual(puts(), []);
  });

  it('swap the direction: first added there, then removed here', async () => {
    await add(EMAIL, ATTACHMENT, MESSAGE, { note: 'a' });
    received.length = 0;
    const counts = await run(COMMANDS.swapLinkDirection, of(EMAIL, ATTACHMENT, MESSAGE));
    assert.deepEqual(counts, { added: 1, removed: 1, changed: 0, kept: 0 });
    assert.deepEqual(puts(), [ATTACHMENT, EMAIL]);
    assert.deepEqual(await outgoing(EMAIL), []);
    assert.deepEqual(await outgoing(ATTACHMENT), [[EMAIL, MESSAGE, { note: 'a' }]]);
  });

  it('edit properties: set some, remove some, keep the rest', async () => {
    await add(EMAIL, ATTACHMENT, MESSAGE, { keep: '1', change: '2', drop: '3' });
    const counts = await run(COMMANDS.editLinkProperties, {
      ...of(EMAIL, ATTACHMENT, MESSAGE),
      set: { change: '4', new: '5' },
      remove: ['drop'],
    });
    assert.deepEqual(counts, { added: 0, removed: 0, changed: 1, kept: 0 });
    assert.deepEqual(await outgoing(EMAIL), [[ATTACHMENT, MESSAGE, { keep: '1', change: '4', new: '5' }]]);
  });

  it('copy links with their properties, all or some, and keep those that are there', async () => {
    const [first, second] = await outgoing(agreement);
    const [targetId, linkTypeId] = first as [number, number];
    await add(EMAIL, targetId, linkTypeId, { own: 'yes' });
    const all = { connectionId, sourceId: EMAIL, fromId: agreement };
    assert.deepEqual(await run(COMMANDS.copyLinksFrom, all), { added: 1, removed: 0, changed: 0, kept: 1 });
    assert.deepEqual(await outgoing(EMAIL), [[targetId, linkTypeId, { own: 'yes' }], second]);

    const some = { ...all, sourceId: ATTACHMENT, links: [{ targetId, linkTypeId }] };
    assert.deepEqual(await run(COMMANDS.copyLinksFrom, some), { added: 1, removed: 0, changed: 0, kept: 0 });
    assert.deepEqual(await outgoing(ATTACHMENT), [first]);
  });

  it('link from the selected sources to targets', async () => {
    await run(COMMANDS.selectLinkSource, { connectionId, entryIds: [EMAIL, agreement] });
    const counts = await run(COMMANDS.linkFromSelected, {
      connectionId,
      targetIds: [ATTACHMENT, ...amendments],
      linkTypeId: SUPERSEDES,
    });
    assert.deepEqual(counts, { added: 6, removed: 0, changed: 0, kept: 2 });
    assert.equal((await outgoing(EMAIL)).length, 3);
  });

  it('add the same links to several entries, and say which ones failed', async () => {
    const both = { connectionId, sourceIds: [EMAIL, agreement], links: [] as object[] };
    both.links.push({ targetId: ATTACHMENT, linkTypeId: MESSAGE });
    assert.deepEqual(await run(COMMANDS.addLinks, both), { added: 2, removed: 0, changed: 0, kept: 2 });

    await assert.rejects(
      Promise.resolve(run(COMMANDS.addLinks, { ...both, sourceIds: [999_999, ATTACHMENT, agreement] })),
      /^Error: 1 of 3 entries linked\. Could not change the links of entry 999999: .* Could not change the links of entry 15: an entry would be linked to itself/,
    );
  });

  const gone: [string, () => Thenable<unknown>][] = [
    ['changing the type', () => run(COMMANDS.changeLinkType, { ...of(EMAIL, ATTACHMENT, 1), linkTypeId: 2 })],
    ['moving', () => run(COMMANDS.moveLinks, { ...of(EMAIL, ATTACHMENT, 1), targetId: 1 })],
    ['editing properties', () => run(COMMANDS.editLinkProperties, { ...of(EMAIL, ATTACHMENT, 1), set: {} })],
    ['swapping', () => run(COMMANDS.swapLinkDirection, of(EMAIL, ATTACHMENT, 1))],
  ];
  for (const [what, call] of gone) {
    it(`refuse ${what} where the link is gone, and send nothing`, async () => {
      await assert.rejects(Promise.resolve(call()), /Could not .*/);
      assert.deepEqual(puts(), []);
    });
  }

  const wrong: [string, () => Thenable<unknown>, RegExp][] = [
    [
      'a type that is none',
      () => run(COMMANDS.changeLinkType, { ...of(EMAIL, ATTACHMENT, 1), linkTypeId: 77 }),
      /the repository has no link type 77/,
    ],
    [
      'properties that are none',
      () => run(COMMANDS.editLinkProperties, { ...of(EMAIL, ATTACHMENT, 1), set: { a: 1 } }),
      /"set" must map names to texts/,
    ],
    [
      'an entry without links to copy',
      () => run(COMMANDS.copyLinksFrom, { connectionId, sourceId: EMAIL, fromId: ATTACHMENT }),
      /Could not copy links from entry 15: there are no outgoing links to copy/,
    ],
    [
      'targets that are none',
      () => run(COMMANDS.selectLinkSource, { connectionId, entryIds: [] }),
      /"entryIds" must be a list of whole numbers above 0/,
    ],
  ];
  for (const [what, call, words] of wrong) {
    it(`refuse ${what} with a plain sentence`, async () => {
      await assert.rejects(Promise.resolve(call()), (error: Error) => {
        assert.match(error.message, words);
        assert.doesNotMatch(error.message, /\n|undefined|at .*\.js/);
        return true;
      });
      assert.deepEqual(puts(), []);
    });
  }

  async function idOf(fullPath: string): Promise<number> {
    const { baseUrl, repoId, username, password } = server;
    const body = new URLSearchParams({ grant_type: 'password', username, password });
    const token = await fetch(`${baseUrl}/v1/Repositories/${repoId}/Token`, { method: 'POST', body });
    const { access_token } = (await token.json()) as { access_token: string };
    const url = `${baseUrl}/v1/Repositories/${repoId}/Entries/ByPath?fullPath=${encodeURIComponent(fullPath)}`;
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${access_token}` } });
    return ((await answer.json()) as { entry: { id: number } }).entry.id;
  }
});

function entryOf(path: string): number {
  return Number(/Entries\/(\d+)\//.exec(path)?.[1]);
}
