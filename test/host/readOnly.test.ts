import assert from 'node:assert/strict';
import { COMMANDS } from '../../src/ui/ids';
import { ATTACHMENT, configure, connectServer, EMAIL, MESSAGE, run, type Server } from './support';

const REFERENCES = 7;

describe('read-only', () => {
  let server: Server;
  const of = (more: object = {}) => ({ connectionId: server.connectionId, sourceId: EMAIL, ...more });
  const links = [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }];
  const toggle = (readOnly: unknown, connectionId = server.connectionId) =>
    run(COMMANDS.toggleReadOnly, { connectionId, readOnly });

  /** Every command that writes, as an argument object. */
  const writing: readonly (readonly [command: string, argument: () => object])[] = [
    [COMMANDS.addLinks, () => of({ links })],
    [COMMANDS.removeLinks, () => of({ links })],
    [COMMANDS.removeAllLinks, () => of()],
    [COMMANDS.changeLinkType, () => of({ links, linkTypeId: REFERENCES })],
    [COMMANDS.swapLinkDirection, () => of({ links })],
    [COMMANDS.moveLinks, () => of({ links, targetId: 1 })],
    [COMMANDS.editLinkProperties, () => of({ links, set: { note: 'a' } })],
    [COMMANDS.copyLinksFrom, () => ({ ...of(), sourceId: 1, fromId: EMAIL })],
    [COMMANDS.undoLastLinkChange, () => ({ connectionId: server.connectionId })],
    [
      COMMANDS.linkFromSelected,
      () => ({ connectionId: server.connectionId, targetIds: [1], linkTypeId: MESSAGE }),
    ],
  ];

  /** Nothing is sent, and the sentence names the switch. */
  async function refusesAll(words: RegExp): Promise<void> {
    for (const [command, argument] of writing) {
      await assert.rejects(run(command, argument()), words, command);
    }
    assert.deepEqual(
      server.received().filter((request) => request.startsWith('PUT')),
      [],
    );
  }

  before(async () => {
    server = await connectServer('Read-only');
    await run(COMMANDS.addLinks, of({ links }));
    await run(COMMANDS.selectLinkSource, { connectionId: server.connectionId, entryIds: [EMAIL] });
    server.received();
  });
  after(async () => {
    await run(COMMANDS.clearLinkSource);
    await server.close();
  });

  it('of a connection refuses every writing command, and names the switch', async () => {
    assert.deepEqual(await toggle(true), { readOnly: true });
    assert.deepEqual(await toggle(true), { readOnly: true });
    await refusesAll(/this connection is read-only\. Choose Toggle Read-Only/);
  });

  it('still reads and previews', async () => {
    const found = await run<unknown[]>(COMMANDS.getLinks, {
      connectionId: server.connectionId,
      entryId: EMAIL,
    });
    assert.equal(found.length, 1);
    const counts = await run(COMMANDS.previewChange, of({ remove: links }));
    assert.deepEqual(counts, { added: 0, removed: 1, changed: 0, kept: 0 });
    await run('workbench.action.closeActiveEditor');
  });

  it('goes on with the same session when it is lifted', async () => {
    server.received();
    assert.deepEqual(await toggle(false), { readOnly: false });
    const properties = { note: 'b' };
    const counts = await run(COMMANDS.addLinks, of({ links: [{ ...links[0], properties }] }));
    assert.deepEqual(counts, { added: 0, removed: 0, changed: 1, kept: 0 });
    assert.deepEqual(
      server.received().filter((request) => request.includes('Token')),
      [],
    );
  });

  it('by the setting refuses every connection, and names the setting', async () => {
    const restore = await configure('readOnly', true);
    try {
      await refusesAll(/changes are turned off in the settings\. Turn laserficheLinks\.readOnly off/);
    } finally {
      await restore();
    }
  });

  it('is refused what it was not asked for', async () => {
    await assert.rejects(toggle('yes'), /"readOnly" must be true or false/);
    await assert.rejects(toggle(true, 'nobody'), /There is no connection "nobody"/);
  });
});
