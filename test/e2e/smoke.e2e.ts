import { useWorkbench } from './support/suite';

describe('a fresh VS Code with the extension', () => {
  const workbench = useWorkbench({ suite: 'smoke' });

  it('shows the Laserfiche view with a way to begin', async () => {
    await workbench().openContainer('Laserfiche Links');
    await workbench().tree('Repository').welcomeButton('Open Sandbox Repository').waitFor();
    await workbench().screenshot('welcome');
  });
});
