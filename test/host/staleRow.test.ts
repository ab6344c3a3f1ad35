import assert from 'node:assert/strict';
import { commands, env } from 'vscode';
import { COMMANDS } from '../../src/ui/ids';
import { connectServer, EMAIL, run, type Server } from './support';

describe('a menu whose row is gone', () => {
  let server: Server;
  before(async () => {
    server = await connectServer('Stale rows');
    await run(COMMANDS.revealEntry, { connectionId: server.connectionId, entryId: EMAIL });
  });
  after(async () => {
    await commands.executeCommand('notifications.clearAll');
    await server.close();
  });

  it('does nothing to the selected rows instead', async () => {
    await run(COMMANDS.copyId);
    assert.equal(await env.clipboard.readText(), String(EMAIL), 'what is selected, from the palette');
    await env.clipboard.writeText('untouched');
    // What VS Code passes on when the view was read again while the menu was open.
    await run(COMMANDS.copyId, undefined, [undefined]);
    assert.equal(await env.clipboard.readText(), 'untouched');
  });
});
