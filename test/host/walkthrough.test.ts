import assert from 'node:assert/strict';
import { window } from 'vscode';
import { COMMANDS } from '../../src/ui/ids';
import { run } from './support';

describe('the walkthrough', () => {
  it('is opened by a command', async () => {
    await run('workbench.action.closeAllEditors');
    await run(COMMANDS.getStarted);
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(tabs.length, 1);
    await run('workbench.action.closeAllEditors');
  });
});
