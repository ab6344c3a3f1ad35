import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const PASSWORD = 'the-first-password';
const NEW_PASSWORD = 'the-next-password';
const TOKEN_LIFE = 6;

describe('a connection that needs a new sign-in', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'sign-in-again' });
  const tree = () => workbench().tree('Repository');
  const requests: string[] = [];
  let server: Sandbox;
  let connectionId: string;
  let onToken: () => void = () => undefined;

  async function start(password: string, port = 0): Promise<void> {
    server = await startSandbox({
      port,
      password,
      tokenLifeSeconds: TOKEN_LIFE,
      onRequest: ({ method, path }) => {
        requests.push(`${method} ${path}`);
        if (path.endsWith('/Token')) onToken();
      },
    });
  }
  /** The server is started anew and takes another password: tokens of before are void. */
  async function change(password: string): Promise<void> {
    await server.close();
    await start(password, Number(new URL(server.baseUrl).port));
  }
  const tokens = () => requests.filter((request) => request.endsWith('/Token')).length;
  const read = () => workbench().execute('laserficheLinks.getLinks', { connectionId, entryId: 10 });
  const status = (words: RegExp) => workbench().page.getByRole('button', { name: words });

  before(() => start(PASSWORD));
  after(() => server.close());

  it('shows in the status bar how it stands', async () => {
    await workbench().openContainer('Laserfiche');
    const { baseUrl, repoId, username, password } = server;
    const connection = { kind: 'selfHosted', name: 'Our server', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    await tree().expand('Our server');
    await status(/^Laserfiche, Our server, signed in$/).waitFor();
    await status(/^Laserfiche, Our server/).hover();
    await workbench().page.locator('.monaco-hover').getByText('Sign-in').waitFor();
    await workbench().screenshot('1-tooltip');
    await status(/^Laserfiche, Our server/).click();
    await workbench().quickInput.titled('Our server');
    await screenshotAllThemes(workbench(), '2-actions');
    const actions = await workbench().quickInput.items();
    assert.deepEqual(
      actions.map((label) => label.trim()),
      [
        'Diagnose Connection',
        'Make Read-Only',
        'Sign Out',
        'Show Connections',
        'Add Connection…',
        'Show Log',
      ],
    );
    await workbench().quickInput.cancel();
  });

  it('is renewed in the background, and nothing of it shows', async () => {
    const before = tokens();
    for (let renewal = 0; renewal < 2; renewal++) {
      const renewed = new Promise<void>((resolve) => (onToken = resolve));
      await read();
      await renewed;
      // This one may still go out with the token before; the next one uses the new one, so that it is renewed too.
      await read();
    }
    assert.ok(tokens() >= before + 2);
    await read();
    assert.deepEqual(await workbench().notifications.all(), []);
    await status(/^Laserfiche, Our server, signed in$/).waitFor();
  });

  it('asks once, however many requests are refused', async () => {
    await change(NEW_PASSWORD);
    await tree().select('Contracts');
    await workbench().page.keyboard.press('ArrowRight');
    await workbench().notifications.saying('Our server needs a sign-in').waitFor();
    await status(/^Laserfiche, Our server, sign-in needed$/).waitFor();
    // On top of what was read before, and where it was met.
    await tree().row('Sign in again…', 1).waitFor();
    await screenshotAllThemes(workbench(), '3-needed');
    const asked = tokens();
    await tree().select('Projects');
    await workbench().page.keyboard.press('ArrowRight');
    await tree().row('Sign in again…', 2).waitFor();
    assert.equal((await workbench().notifications.all()).length, 1);
    assert.equal(tokens(), asked, 'a refused password is not sent again');
  });

  it('heals everywhere with the sign-in', async () => {
    await tree().row('Sign in again…').first().click();
    const { quickInput } = workbench();
    await quickInput.titled('Our server');
    await workbench().screenshot('4-password');
    await quickInput.type(NEW_PASSWORD);
    await quickInput.accept();
    await tree().row('Master Agreement Index').waitFor();
    await status(/^Laserfiche, Our server, signed in$/).waitFor();
    assert.equal(await tree().pane.getByText('Sign in again…').count(), 0);
  });

  it('is signed out from its row, and is not asked for that', async () => {
    await workbench().execute('notifications.clearAll');
    await tree().contextMenu('Our server', 'Sign Out');
    await status(/^Laserfiche, Our server, sign-in needed$/).waitFor();
    await tree().row('Sign in again…').first().waitFor();
    await screenshotAllThemes(workbench(), '5-signed-out');
    assert.equal(await workbench().notifications.saying('needs a sign-in').count(), 0);
  });
});
