// What was done in one repository, after its connection was edited, removed or doubled.
import assert from 'node:assert/strict';
import type { WireLink as Link } from '../../src/api';
import { COMMANDS, type LinkHistoryEntry, type UndoCounts } from '../../src/ui/ids';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { startLyingProxy, type LyingProxy } from '../support/lyingProxy';
import { ATTACHMENT, configure, EMAIL, MESSAGE, run } from './support';

const REFERENCES = 7;
const links = [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }];

describe('the past of a connection', () => {
  let here: Sandbox;
  let there: Sandbox;
  let connectionId: string;
  let restore: () => Thenable<void>;
  const requests = { here: [] as string[], there: [] as string[] };
  const added: string[] = [];

  const access = ({ baseUrl, repoId, username, password }: Sandbox) => ({
    ...{ baseUrl, repoId, username, password },
  });
  const connect = async (server: Sandbox, name: string): Promise<string> => {
    const connection = { kind: 'selfHosted', name, ...access(server) };
    const answer = await run<{ connectionId: string }>(COMMANDS.addConnection, connection);
    added.push(answer.connectionId);
    return answer.connectionId;
  };
  const edit = (server: Sandbox) => run(COMMANDS.editConnection, { connectionId, ...access(server) });
  const of = (more: object = {}) => ({ connectionId, sourceId: EMAIL, ...more });
  const linksOf = (entryId: number, through = connectionId) =>
    run<Link[]>(COMMANDS.getLinks, { connectionId: through, entryId });
  const history = async (scope: object = { connectionId }) => {
    const rows = await run<LinkHistoryEntry[]>(COMMANDS.showLinkHistory, scope);
    await run('workbench.action.closeQuickOpen');
    return rows;
  };
  const puts = (where: 'here' | 'there') => requests[where].filter((request) => request.startsWith('PUT'));

  before(async () => {
    restore = await configure('confirmChanges', 'never');
  });
  beforeEach(async () => {
    here = await startSandbox({ onRequest: ({ method, path }) => requests.here.push(`${method} ${path}`) });
    there = await startSandbox({ onRequest: ({ method, path }) => requests.there.push(`${method} ${path}`) });
    connectionId = await connect(here, 'Ours');
    await run(COMMANDS.addLinks, of({ links }));
    requests.here.length = 0;
    requests.there.length = 0;
  });
  afterEach(async () => {
    await run(COMMANDS.clearLinkSource);
    for (const id of added.splice(0))
      await run(COMMANDS.removeConnection, { connectionId: id }).catch(() => 0);
    await Promise.all([here.close(), there.close()]);
  });
  after(() => restore());

  it('is not undone in another repository that the connection leads to by now', async () => {
    const [change] = await history();
    assert.ok(change);
    await edit(there);
    // Somebody else's link, on the entry of the same id.
    await run(COMMANDS.addLinks, of({ links }));
    const [theirs] = await history();
    requests.there.length = 0;
    await assert.rejects(
      run(COMMANDS.undoLastLinkChange, { connectionId, changeId: change.changeId }),
      /Could not undo the change of \\Email: it was made in another repository than the connection leads to\. Nothing was sent\./,
    );
    assert.deepEqual(puts('there'), []);
    assert.equal((await linksOf(EMAIL)).length, 1);
    assert.notEqual(theirs?.changeId, change.changeId);
    assert.equal((await history()).length, 1);
    // The last one here is that of this repository; then there is none.
    await run(COMMANDS.undoLastLinkChange, { connectionId });
    await assert.rejects(
      run(COMMANDS.undoLastLinkChange, { connectionId }),
      /There is no link change to undo/,
    );
  });

  it('is the last change of no other repository', async () => {
    await edit(there);
    await assert.rejects(
      run(COMMANDS.undoLastLinkChange, { connectionId }),
      /There is no link change to undo/,
    );
    assert.deepEqual(await history(), []);
    assert.deepEqual(
      requests.there.filter((request) => request.includes('/links')),
      [],
    );
  });

  it('is found through a connection that was removed and added again', async () => {
    const [change] = await history();
    await run(COMMANDS.removeConnection, { connectionId });
    const again = await connect(here, 'Ours again');
    const [found] = await history({ connectionId: again, entryId: EMAIL });
    assert.deepEqual([found?.changeId, found?.connectionId], [change?.changeId, again]);
    const undone = await run<UndoCounts>(COMMANDS.undoLastLinkChange, { connectionId: again });
    assert.equal(undone.removed, 1);
    assert.deepEqual(await linksOf(EMAIL, again), []);
    await assert.rejects(history({ connectionId }), /There is no connection/);
  });

  it('is found through a second connection to the same repository', async () => {
    const [change] = await history();
    const second = await connect(here, 'Second');
    const undone = await run<UndoCounts>(COMMANDS.undoLastLinkChange, {
      connectionId: second,
      changeId: change?.changeId,
    });
    assert.equal(undone.removed, 1);
    // An undo through the second one stands in the history of the first.
    assert.deepEqual(
      (await history()).map(({ cause, connectionId: through }) => [cause, through]),
      [
        ['undo', second],
        ['command', connectionId],
      ],
    );
  });

  it('leaves the selected link source where it was selected', async () => {
    await run(COMMANDS.selectLinkSource, { connectionId, entryIds: [EMAIL] });
    await edit(there);
    requests.there.length = 0;
    const call = { connectionId, targetIds: [1], linkTypeId: REFERENCES };
    await assert.rejects(
      run(COMMANDS.linkFromSelected, call),
      /Could not link from Email: it belongs to the repository .* at .*, and the connection Ours leads to the repository .* at .* now\. Nothing was sent/,
    );
    assert.deepEqual(puts('there'), []);
    const again = await connect(here, 'Back');
    await assert.rejects(run(COMMANDS.linkFromSelected, call), /links stay within one repository/);
    const counts = await run<UndoCounts>(COMMANDS.linkFromSelected, { ...call, connectionId: again });
    assert.equal(counts.added, 1);
    assert.deepEqual([puts('here').length, puts('there').length], [1, 0]);
  });

  it('stays with the repository that a command began in, when the connection is edited meanwhile', async () => {
    here.setBehaviour({ latencyMs: 400 });
    const copied = run(COMMANDS.copyLinksFrom, { connectionId, sourceId: 1, fromId: EMAIL });
    await edit(there);
    requests.there.length = 0;
    const counts = await copied;
    assert.deepEqual(counts, { added: 1, removed: 0, changed: 0, kept: 0 });
    assert.deepEqual([puts('here').length, requests.there], [1, []]);
  });

  describe('where the server does not tell the truth', () => {
    let proxy: LyingProxy;
    beforeEach(async () => {
      proxy = await startLyingProxy(new URL(here.baseUrl).origin);
      connectionId = await connect(here, 'Lies');
      await run(COMMANDS.editConnection, {
        connectionId,
        ...access(here),
        baseUrl: proxy.origin + new URL(here.baseUrl).pathname,
      });
    });
    afterEach(() => proxy.close());

    it('tells what the server made of a change, not what was meant', async () => {
      const two = [
        { targetId: 1, linkTypeId: MESSAGE },
        { targetId: 2, linkTypeId: MESSAGE },
      ];
      // One of the new links is not stored, and the one that was there before goes.
      proxy.lie = ({ method, body }) =>
        method === 'PUT'
          ? {
              body: JSON.stringify(
                (JSON.parse(body) as { targetId: number }[]).filter(({ targetId }) => targetId === 1),
              ),
            }
          : undefined;
      await assert.rejects(run(COMMANDS.addLinks, of({ links: two })), /now differ from what was sent/);
      const [change] = await history();
      assert.deepEqual(
        [change?.outcome, change?.added, change?.removed, change?.kept],
        ['notAsSent', 1, 1, 0],
      );
    });

    it('says what was added where, when a swap fails half-way', async () => {
      // What was added at the other entry is removed here next: that PUT is refused.
      proxy.lie = ({ method, url }) =>
        method === 'PUT' && url.includes(`/Entries/${EMAIL}/`)
          ? { body: '[{"targetId":999999,"linkTypeId":1}]' }
          : undefined;
      const swap = run(COMMANDS.swapLinkDirection, of({ links }));
      await assert.rejects(swap, (error: Error) => {
        assert.match(
          error.message,
          /1 of 2 entries changed\. Added at \\EmailAttachment, not removed from \\Email: .*\. Undo Last Link Change undoes what was written\./,
        );
        assert.doesNotMatch(error.message, /Nothing was written/);
        return true;
      });
      proxy.lie = () => undefined;
      assert.equal((await linksOf(ATTACHMENT)).length, 2);
      await run(COMMANDS.undoLastLinkChange, { connectionId });
      assert.equal((await linksOf(ATTACHMENT)).length, 1);
    });
  });
});
