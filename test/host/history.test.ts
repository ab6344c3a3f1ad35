import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { WireLink as Link } from '../../src/api';
import { createConnections } from '../../src/connections';
import type { JournalNotice } from '../../src/changes';
import { COMMANDS, SETTINGS, type LinkHistoryEntry, type UndoCounts } from '../../src/ui/ids';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { memoryContext } from './treeFixture';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;
const REFERENCES = 7;

const run = <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, ...args);
const confirmChanges = (value: string | undefined) =>
  vscode.workspace
    .getConfiguration(SETTINGS.section)
    .update(SETTINGS.confirmChanges, value, vscode.ConfigurationTarget.Global);

describe('undo and history', () => {
  const received: { method: string; path: string; body?: string }[] = [];
  let server: Sandbox;
  let connectionId: string;

  const links = (entryId: number) => run<Link[]>(COMMANDS.getLinks, { connectionId, entryId });
  const outgoing = async (entryId: number) =>
    (await links(entryId))
      .filter(({ sourceId }) => sourceId === entryId)
      .map(({ targetId, linkTypeId, linkProperties }) => ({ targetId, linkTypeId, linkProperties }));
  const add = (sourceId: number, targetId: number, linkTypeId = MESSAGE, properties = {}) =>
    run(COMMANDS.addLinks, { connectionId, sourceId, links: [{ targetId, linkTypeId, properties }] });
  const remove = (sourceId: number, targetId: number, linkTypeId = MESSAGE) =>
    run(COMMANDS.removeLinks, { connectionId, sourceId, links: [{ targetId, linkTypeId }] });
  const undo = (changeId?: string) =>
    run<UndoCounts>(COMMANDS.undoLastLinkChange, { connectionId, ...(changeId && { changeId }) });
  const history = async (entryId?: number) => {
    const scope = { connectionId, ...(entryId !== undefined && { entryId }) };
    const entries = await run<LinkHistoryEntry[]>(COMMANDS.showLinkHistory, scope);
    await run('workbench.action.closeQuickOpen');
    return entries;
  };

  before(async () => {
    await confirmChanges('never');
    server = await startSandbox({ onRequest: (request) => received.push(request) });
    const { baseUrl, repoId, username, password } = server;
    ({ connectionId } = await run<{ connectionId: string }>(COMMANDS.addConnection, {
      name: 'History',
      kind: 'selfHosted',
      baseUrl,
      repoId,
      username,
      password,
    }));
  });
  beforeEach(async () => {
    await server.reset();
    received.length = 0;
  });
  after(async () => {
    await confirmChanges(undefined);
    await run(COMMANDS.removeConnection, { connectionId });
    await server.close();
  });

  it('says that there is nothing to undo', async () => {
    await assert.rejects(Promise.resolve(undo()), { message: /There is no link change to undo\./ });
    assert.deepEqual(await history(), []);
  });

  it('bring a removed link back as it was, properties byte for byte', async () => {
    const properties = { 'näme \u200b': ' two  spaces\n"quoted" \\ 😀', empty: '' };
    await add(EMAIL, ATTACHMENT, MESSAGE, properties);
    await add(EMAIL, ATTACHMENT, REFERENCES);
    const before = await outgoing(EMAIL);
    await remove(EMAIL, ATTACHMENT);
    assert.deepEqual(await undo(), { added: 1, removed: 0, changed: 0, kept: 1, cannotReturn: 0 });
    const sorted = (list: typeof before) =>
      list.toSorted((a, b) => (a.linkTypeId ?? 0) - (b.linkTypeId ?? 0));
    assert.deepEqual(sorted(await outgoing(EMAIL)), sorted(before));
  });

  it('walk back change by change, and keep what others did since', async () => {
    await add(EMAIL, ATTACHMENT);
    await add(EMAIL, ATTACHMENT, REFERENCES);
    assert.deepEqual(await undo(), { added: 0, removed: 1, changed: 0, kept: 1, cannotReturn: 0 });
    assert.deepEqual(await undo(), { added: 0, removed: 1, changed: 0, kept: 0, cannotReturn: 0 });
    assert.deepEqual(await outgoing(EMAIL), []);
  });

  it('take a swap back at both entries at once', async () => {
    await add(EMAIL, ATTACHMENT, MESSAGE, { note: 'a' });
    const before = [await outgoing(EMAIL), await outgoing(ATTACHMENT)];
    await run(COMMANDS.swapLinkDirection, {
      connectionId,
      sourceId: EMAIL,
      links: [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }],
    });
    assert.deepEqual(await undo(), { added: 1, removed: 1, changed: 0, kept: 0, cannotReturn: 0 });
    assert.deepEqual([await outgoing(EMAIL), await outgoing(ATTACHMENT)], before);
  });

  it('take back several entries that were linked with one call', async () => {
    const batch = { sourceIds: [EMAIL, ATTACHMENT], links: [{ targetId: 1, linkTypeId: REFERENCES }] };
    await run(COMMANDS.addLinks, { connectionId, ...batch });
    assert.deepEqual(await undo(), { added: 0, removed: 2, changed: 0, kept: 0, cannotReturn: 0 });
  });

  it('take back one change of the past by its id, and an undo as well', async () => {
    await add(EMAIL, ATTACHMENT);
    const [first] = await history();
    await add(EMAIL, ATTACHMENT, REFERENCES);
    await undo(first?.changeId);
    assert.deepEqual(
      (await outgoing(EMAIL)).map(({ linkTypeId }) => linkTypeId),
      [REFERENCES],
    );
    const [undone] = await history();
    assert.equal(undone?.cause, 'undo');
    await assert.rejects(Promise.resolve(undo(first?.changeId)), { message: /undone already/ });
    await undo(undone.changeId);
    assert.equal((await outgoing(EMAIL)).length, 2);
    await assert.rejects(Promise.resolve(undo('no-such-change')), { message: /no longer in the history/ });
  });

  it('pass over a change that has nothing left to take back', async () => {
    await add(EMAIL, ATTACHMENT);
    await add(EMAIL, ATTACHMENT, REFERENCES);
    await otherClient('PUT', `Entries/${EMAIL}/links`, [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }]);
    assert.deepEqual(await undo(), { added: 0, removed: 1, changed: 0, kept: 0, cannotReturn: 0 });
    assert.deepEqual(await outgoing(EMAIL), []);
  });

  it('say which links can not come back, and bring back the others', async () => {
    const made = (await otherClient('POST', 'Entries/1/Laserfiche.Repository.Folder/children', {
      name: 'Short-lived',
      entryType: 'Folder',
    })) as { id: number };
    await add(EMAIL, ATTACHMENT);
    await add(EMAIL, made.id);
    await run(COMMANDS.removeAllLinks, { connectionId, sourceId: EMAIL });
    await otherClient('DELETE', `Entries/${made.id}`, {});
    await server.flush();
    assert.deepEqual(await undo(), { added: 1, removed: 0, changed: 0, kept: 0, cannotReturn: 1 });
    assert.deepEqual(
      (await outgoing(EMAIL)).map(({ targetId }) => targetId),
      [ATTACHMENT],
    );
  });

  it('refuse to undo what somebody else changed since, and send nothing', async () => {
    await add(EMAIL, ATTACHMENT, MESSAGE, { stage: 'draft' });
    await run(COMMANDS.editLinkProperties, {
      connectionId,
      sourceId: EMAIL,
      links: [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }],
      set: { stage: 'final' },
    });
    const theirs = { targetId: ATTACHMENT, linkTypeId: MESSAGE, customProperties: { stage: 'review' } };
    await otherClient('PUT', `Entries/${EMAIL}/links`, [theirs]);
    received.length = 0;
    await assert.rejects(Promise.resolve(undo()), { message: /someone else also changed these links/ });
    assert.deepEqual(
      received.filter(({ method }) => method === 'PUT'),
      [],
    );
  });

  it('list the changes, the newest first, of all entries or of one', async () => {
    const older = (await history()).length;
    await add(EMAIL, ATTACHMENT);
    await add(ATTACHMENT, EMAIL, REFERENCES);
    await undo();
    const rows = (await history()).slice(0, -older);
    assert.deepEqual(
      rows.map(({ entryId, cause, added, removed, undone }) => [entryId, cause, added, removed, undone]),
      [
        [ATTACHMENT, 'undo', 0, 1, false],
        [ATTACHMENT, 'command', 1, 0, true],
        [EMAIL, 'command', 1, 0, false],
      ],
    );
    assert.ok((await history(EMAIL)).every(({ entryId }) => entryId === EMAIL));
  });

  it('is not hindered by a damaged file: good lines stay, and the damage is told', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-history-'));
    const notices: JournalNotice[] = [];
    const connections = createConnections({
      context: memoryContext(new Map(), folder),
      onExchange: () => undefined,
      onJournalNotice: (notice) => notices.push(notice),
    });
    const { baseUrl, repoId, username, password } = server;
    const { id } = await connections.add({
      kind: 'selfHosted',
      name: 'Damaged',
      baseUrl,
      repoId,
      username,
      password,
    });
    const session = await connections.open(id);
    const link = { targetId: ATTACHMENT, linkTypeId: MESSAGE };
    await session.editor.change({ sourceId: EMAIL, edit: { upsert: [link] }, cause: 'command' });
    const [segment] = await readdir(path.join(folder, 'journal'));
    assert.ok(segment);
    await appendFile(path.join(folder, 'journal', segment), 'no json at all\n{"kind":"before"');

    assert.deepEqual(
      (await connections.journal.list()).map(({ entryId }) => entryId),
      [EMAIL],
    );
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ['damaged'],
    );
    await session.editor.change({ sourceId: EMAIL, edit: { remove: [link] }, cause: 'command' });
    assert.equal((await connections.journal.list()).length, 2);
    connections.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [what, fields, words] of [
    ['without a connection', {}, /"connectionId" must be a text/],
    ['of a connection that is none', { connectionId: 'none' }, /There is no connection "none"/],
  ] as const) {
    it(`refuse an undo ${what} with a plain sentence`, async () => {
      await assert.rejects(Promise.resolve(run(COMMANDS.undoLastLinkChange, fields)), { message: words });
    });
  }

  /** Somebody else who works on the same server. */
  async function otherClient(method: string, at: string, body: unknown): Promise<unknown> {
    const { baseUrl, repoId, username, password } = server;
    const repository = `${baseUrl}/v1/Repositories/${repoId}`;
    const form = new URLSearchParams({ grant_type: 'password', username, password });
    const signedIn = await fetch(`${repository}/Token`, { method: 'POST', body: form });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(`${repository}/${at}`, { method, headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${at}: ${answer.status}`);
    return answer.json();
  }
});
