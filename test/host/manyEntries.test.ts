import assert from 'node:assert/strict';
import type { WireLink as Link } from '../../src/api';
import { COMMANDS, type ChangeCounts, type LinkHistoryEntry, type UndoCounts } from '../../src/ui/ids';
import { configure, connectServer, EMAIL, MESSAGE, run, type Server } from './support';

/** The first of 1,200 documents of the demo, one after the other. */
const FIRST = 792;
const IDS = Array.from({ length: 60 }, (_, index) => FIRST + index);
const REFERENCES = 7;

describe('changes of many entries', () => {
  let server: Server;
  let connectionId: string;
  let restore: () => Thenable<void>;

  before(async () => {
    server = await connectServer('Many entries');
    ({ connectionId } = server);
    restore = await configure('confirmChanges', 'never');
  });
  beforeEach(async () => {
    await server.sandbox.reset();
    server.received();
  });
  after(async () => {
    await restore();
    await server.close();
  });

  const pairs = IDS.map((sourceId) => ({ sourceId, targetId: EMAIL, linkTypeId: MESSAGE }));
  const linked = async () => {
    const links = await run<Link[]>(COMMANDS.getLinks, { connectionId, entryId: EMAIL });
    return links.filter(({ sourceId }) => IDS.includes(sourceId)).length;
  };
  const puts = () => server.received().filter((request) => request.startsWith('PUT'));

  it('takes two requests an entry, whatever the order of the pairs', async () => {
    const more = pairs.map((pair) => ({ ...pair, linkTypeId: REFERENCES }));
    const counts = await run<ChangeCounts>(COMMANDS.addLinks, { connectionId, pairs: [...pairs, ...more] });
    assert.deepEqual(counts, { added: 2 * IDS.length, removed: 0, changed: 0, kept: 0 });
    const requests = server.received().filter((request) => /Entries\/\d+\/links/.test(request));
    assert.equal(requests.length, 2 * IDS.length);
    const removed = await run<ChangeCounts>(COMMANDS.removeLinks, { connectionId, pairs });
    assert.deepEqual(removed, { added: 0, removed: IDS.length, changed: 0, kept: IDS.length });
    assert.equal(puts().length, IDS.length);
  });

  it('names what is wrong with pairs', async () => {
    const call = (wrong: unknown) => run(COMMANDS.addLinks, { connectionId, pairs: wrong });
    await assert.rejects(call([]), /"pairs" must not be empty/);
    await assert.rejects(call([{ targetId: EMAIL, linkTypeId: MESSAGE }]), /"sourceId" must be/);
    assert.deepEqual(puts(), []);
  });

  it('says how many failed, and why, and changes the others', async () => {
    const missing = { sourceId: 999_999, targetId: EMAIL, linkTypeId: MESSAGE };
    const call = run(COMMANDS.addLinks, { connectionId, pairs: [missing, ...pairs.slice(0, 9)] });
    await assert.rejects(call, /9 of 10 entries linked\. Could not change the links of entry 999999/);
    assert.equal(await linked(), 9);
  });

  it('can be cancelled half-way; what was done is told, and can be taken back', async () => {
    server.sandbox.setBehaviour({ latencyMs: 120 });
    let failure: unknown;
    const state = { isOver: false };
    const change = run(COMMANDS.addLinks, { connectionId, pairs }).then(
      () => undefined,
      (error: unknown) => {
        failure = error;
      },
    );
    const settled = change.finally(() => (state.isOver = true));
    let done = 0;
    while (!state.isOver) {
      // Each look takes as long as a request.
      await run(COMMANDS.getLinks, { connectionId, entryId: EMAIL });
      done += puts().length;
      // The Cancel of the notification, which shows after half a second.
      if (done >= 12) await run('notification.acceptPrimaryAction');
    }
    await settled;
    server.sandbox.setBehaviour({ latencyMs: 0 });
    const [, told, left] = /Cancelled: (\d+) of 60 entries linked, (\d+) left/.exec(String(failure)) ?? [];
    assert.ok(told !== undefined && left !== undefined, String(failure));
    assert.equal(Number(told) + Number(left), IDS.length);
    assert.ok(Number(left) > 0);
    assert.equal(await linked(), Number(told));

    const history = await run<LinkHistoryEntry[]>(COMMANDS.showLinkHistory, { connectionId });
    await run('workbench.action.closeQuickOpen');
    const written = history.find(({ outcome }) => outcome === 'written');
    const undone = await run<UndoCounts>(COMMANDS.undoLastLinkChange, {
      connectionId,
      changeId: written?.changeId,
    });
    assert.equal(undone.removed, Number(told));
    assert.equal(await linked(), 0);
  });
});
