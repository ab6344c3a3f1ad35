import assert from 'node:assert/strict';
import { goodBody } from '../faults/support/goodServer';
import { startFaultServer, type FaultServer } from '../support/faultServer';
import { AssignLinksForm } from './support/assignLinksForm';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

/** Long enough to be looked at. */
const SECONDS = 15;

describe("the server's rate limit", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'limit' });
  const tree = () => workbench().tree('Repository');
  const status = (words: RegExp) => workbench().page.getByRole('button', { name: words });
  let server: FaultServer;
  let limits = 0;
  let connectionId: string;

  before(async () => {
    server = await startFaultServer((wire) => {
      const isListing = wire.request.path.includes('/children');
      if (isListing && limits > 0) {
        limits -= 1;
        wire.answer(429, '{}', { 'Retry-After': String(SECONDS) });
      } else wire.answer(200, goodBody(wire.request));
    });
  });
  after(() => server.close());

  it('is told in the status bar while calls wait for it, and is no failure', async () => {
    await workbench().openContainer('Laserfiche');
    const connection = {
      ...{ kind: 'selfHosted', name: 'Our server', repoId: 'r-1', username: 'anna', password: 'word' },
      baseUrl: `${server.origin}/LFRepositoryAPI`,
    };
    limits = 1;
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    await tree().select('Our server');
    await workbench().page.keyboard.press('ArrowRight');
    const waits = status(/^Laserfiche, Our server, waiting for the server's rate limit, continues in \d+ s$/);
    await waits.waitFor();
    await screenshotAllThemes(workbench(), '1-waiting');
    await waits.hover();
    await workbench().page.locator('.monaco-hover').getByText('Rate limit').waitFor();
    await workbench().screenshot('2-tooltip');
    await tree().row('A folder').waitFor();
    await status(/^Laserfiche, Our server, signed in$/).waitFor();
  });

  it('being down is said shortly, with ways out on the row, in the form and behind the status bar', async () => {
    await server.refuse();
    await tree().select('Our server');
    await workbench().execute('laserficheLinks.refresh');
    const failed = tree().row('Server not reachable');
    await failed.waitFor();
    await tree().row('Our server').getByText('not reachable').waitFor();
    await status(/^Laserfiche, Our server, not reachable$/).waitFor();
    await failed.hover();
    for (const action of ['Retry', 'Diagnose Connection', 'Show Log'])
      await failed.getByRole('button', { name: action }).waitFor();
    await screenshotAllThemes(workbench(), '3-down');
    await status(/^Laserfiche, Our server, not reachable$/).click();
    const actions = await workbench().quickInput.items();
    assert.deepEqual(
      actions.slice(0, 3).map((label) => label.trim()),
      ['Retry', 'Diagnose Connection', 'Show Log'],
    );
    await workbench().quickInput.cancel();
    // Rejects with the same as the form shows.
    await workbench()
      .execute('laserficheLinks.assignLinks', { connectionId, sourceId: 5 })
      .catch(() => undefined);
    const form = new AssignLinksForm(workbench());
    for (const action of ['Diagnose', 'Show Log', 'Retry']) await form.button(action).waitFor();
    await screenshotAllThemes(workbench(), '4-form');
  });

  it('being back is seen with the next call that works, everywhere', async () => {
    await server.listen();
    const form = new AssignLinksForm(workbench());
    await form.press('Retry');
    await form.targetField.waitFor();
    await tree().row('A folder').waitFor();
    await status(/^Laserfiche, Our server, signed in$/).waitFor();
    assert.doesNotMatch(await tree().description('Our server'), /not reachable/);
  });
});
