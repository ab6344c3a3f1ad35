import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { commands, extensions } from 'vscode';
import { COMMANDS } from '../../src/ui/ids';

/** What leaves the extension host passes one of these. */
const CHANNELS = ['net.client.socket', 'http.client.request.start', 'undici:request:create'];

describe('activation', () => {
  const extension = extensions.getExtension('laserfiche-links.laserfiche-links');
  assert.ok(extension, 'the extension is not installed');
  const dist = realpathSync(path.join(extension.extensionPath, 'dist'));
  /** Files of ours that were loaded so far. */
  const loaded = () => Object.keys(require.cache).filter((file) => file.startsWith(dist + path.sep));
  const isLoaded = (part: string) => loaded().some((file) => path.basename(file).startsWith(`${part}-`));

  it('loads the names of things only, and sends nothing', async () => {
    assert.equal(extension.isActive, false, 'this test has to come first');
    const sent: unknown[] = [];
    const notice = (message: unknown) => void sent.push(message);
    for (const channel of CHANNELS) diagnostics.subscribe(channel, notice);
    await extension.activate();
    const files = loaded();
    for (const channel of CHANNELS) diagnostics.unsubscribe(channel, notice);

    assert.equal(extension.isActive, true);
    assert.deepEqual(sent, []);
    assert.ok(files.includes(path.join(dist, 'extension.js')));
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(bytes < 20_000, `${bytes} bytes: ${files.join(', ')}`);
    assert.ok(!files.some((file) => path.basename(file).startsWith('services-')), files.join(', '));
  });

  it('registers every command before the code of any is loaded', async () => {
    const registered = new Set(await commands.getCommands(true));
    const missing = Object.values(COMMANDS).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
    assert.equal(isLoaded('run'), false);
  });

  it('loads the code of a command with its first use', async () => {
    await commands.executeCommand(COMMANDS.clearLinkSource);
    assert.deepEqual([isLoaded('services'), isLoaded('run')], [true, true]);
    // The code of node-fetch is named by its folder, `src`.
    assert.deepEqual(['sandbox', 'diagnose', 'src'].filter(isLoaded), []);
  });
});
