import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { COMMANDS } from '../../src/host/ids';

describe('activation', () => {
  const extension = extensions.getExtension('laserfiche-links.laserfiche-links');

  it('is found under its id and activates', async () => {
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command', async () => {
    await extension?.activate();
    const registered = new Set(await commands.getCommands(true));
    const missing = Object.values(COMMANDS).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });
});
