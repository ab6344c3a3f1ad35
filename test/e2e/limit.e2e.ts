import { goodBody } from '../faults/support/goodServer';
import { startFaultServer, type FaultServer } from '../support/faultServer';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

/** Long enough to be looked at. */
const SECONDS = 15;

describe("the server's limit of calls", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'limit' });
  const tree = () => workbench().tree('Repository');
  const status = (words: RegExp) => workbench().page.getByRole('button', { name: words });
  let server: FaultServer;
  let limits = 0;

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
    await workbench().execute('laserficheLinks.addConnection', connection);
    await tree().select('Our server');
    await workbench().page.keyboard.press('ArrowRight');
    const waits = status(
      /^Laserfiche, Our server, waiting for Laserfiche's limit of calls, goes on in \d+ s$/,
    );
    await waits.waitFor();
    await screenshotAllThemes(workbench(), '1-waiting');
    await waits.hover();
    await workbench().page.locator('.monaco-hover').getByText('Limit of calls').waitFor();
    await workbench().screenshot('2-tooltip');
    await tree().row('A folder').waitFor();
    await status(/^Laserfiche, Our server, signed in$/).waitFor();
  });
});
