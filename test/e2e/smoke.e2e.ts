import assert from 'node:assert/strict';
import { isTheme, THEMES } from '../workbench/settings';
import { useWorkbench } from './support/suite';

describe('a fresh VS Code with the extension', () => {
  const workbench = useWorkbench({ suite: 'smoke' });

  it('shows the Laserfiche view with a way to begin', async () => {
    await workbench().openContainer('Laserfiche');
    const tree = workbench().tree('Repository');
    await tree.welcomeButton('Open Sandbox Repository').waitFor();
    await tree.welcomeButton('Add Connection').waitFor();
    assert.deepEqual(await tree.labels(), []);
  });

  for (const theme of Object.keys(THEMES).filter(isTheme)) {
    it(`wears the look ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().screenshot('welcome');
    });
  }

  it('comes back after a reload of the window', async () => {
    await workbench().reload();
    await workbench().openContainer('Laserfiche');
    await workbench().tree('Repository').welcomeButton('Open Sandbox Repository').waitFor();
  });
});
