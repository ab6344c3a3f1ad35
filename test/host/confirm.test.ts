import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ui/ids';
import { ATTACHMENT, configure, connectServer, EMAIL, MESSAGE, run, type Server } from './support';

const links = [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }];

describe('confirm and preview', () => {
  let server: Server;
  const of = (more: object) => ({ connectionId: server.connectionId, sourceId: EMAIL, ...more });
  const puts = () => server.received().filter((request) => request.startsWith('PUT')).length;
  const shownDiff = () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    return input;
  };

  before(async () => {
    server = await connectServer('Confirm');
  });
  after(() => server.close());

  // VS Code shows no question in a test: it fails the command that asks.
  const ASKS = /an unexpected error occurred/;
  for (const [mode, asksToAdd, asksToRemove] of [
    ['always', true, true],
    ['destructive', false, true],
    ['never', false, false],
  ] as const) {
    it(`calls with argument objects are asked about as people are where the setting says ${mode}`, async () => {
      const restore = [
        await configure('confirmChanges', mode),
        await configure('askArgumentObjects', undefined),
      ];
      try {
        await server.sandbox.reset();
        puts();
        const added = run(COMMANDS.addLinks, of({ links }));
        if (asksToAdd) await assert.rejects(added, ASKS);
        else await added;
        assert.equal(puts(), asksToAdd ? 0 : 1);
        await configure('askArgumentObjects', false);
        await run(COMMANDS.addLinks, of({ links }));
        puts();
        await configure('askArgumentObjects', undefined);
        const removed = run(COMMANDS.removeLinks, of({ links }));
        if (asksToRemove) await assert.rejects(removed, ASKS);
        else await removed;
        assert.equal(puts(), asksToRemove ? 0 : 1);
      } finally {
        for (const one of restore) await one();
        await configure('askArgumentObjects', false);
      }
    });
  }

  it('Preview Change shows both payloads as JSON that can not be edited, and sends nothing', async () => {
    await run(COMMANDS.addLinks, of({ links: [{ ...links[0], properties: { note: 'a' } }] }));
    puts();
    const add = [{ targetId: 1, linkTypeId: 7, properties: { page: '2' } }];
    const counts = await run(COMMANDS.previewChange, of({ add, remove: links }));
    assert.deepEqual(counts, { added: 1, removed: 1, changed: 0, kept: 0 });
    const { original, modified } = shownDiff();
    const [before, after] = await Promise.all(
      [original, modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    assert.deepEqual(JSON.parse(before?.getText() ?? ''), [{ ...links[0], customProperties: { note: 'a' } }]);
    assert.deepEqual(JSON.parse(after?.getText() ?? ''), [
      { targetId: 1, linkTypeId: 7, customProperties: { page: '2' } },
    ]);
    assert.equal(after?.languageId, 'json');
    assert.notEqual(vscode.workspace.fs.isWritableFileSystem(modified.scheme), true);
    assert.equal(puts(), 0);
    await run('workbench.action.closeActiveEditor');
  });

  it('Preview Change refuses what the change would be refused', async () => {
    const selfLink = [{ targetId: EMAIL, linkTypeId: MESSAGE }];
    await assert.rejects(
      run(COMMANDS.previewChange, of({ add: selfLink })),
      /Could not preview the change of entry 10: an entry would be linked to itself/,
    );
    await assert.rejects(run(COMMANDS.previewChange, of({ add: [{}] })), /"targetId" must be a whole number/);
    await assert.rejects(run(COMMANDS.previewChange, of({ remove: 'all' })), /"remove" must be a list/);
  });
});
