import assert from 'node:assert/strict';
import { startSandbox, type ObservedRequest, type Sandbox } from '../../src/sandbox';
import { newAccessKey, exported } from '../support/serviceApp';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const ADD = 'laserficheLinks.addConnection';

describe('a person who connects', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'connections' });
  const tree = () => workbench().tree('Repository');
  const quickInput = () => workbench().quickInput;
  const requests: ObservedRequest[] = [];
  let server: Sandbox;

  before(async () => {
    server = await startSandbox({ onRequest: (request) => requests.push(request) });
  });
  after(() => server.close());

  const step = async (title: string, text: string) => {
    await quickInput().titled(title);
    await quickInput().type(text);
    await quickInput().accept();
  };

  it('is told at the first step what does not work in this window', async () => {
    await workbench().openContainer('Laserfiche');
    await tree().welcomeButton('Add Connection…').click();
    await quickInput().titled('(1/6)');
    const person = quickInput().rows.filter({ hasText: 'as Myself' });
    await person.getByText('Not in a remote or browser window').waitFor();
    await screenshotAllThemes(workbench(), '1-kinds');
    await person.click();
    await quickInput().titled('(1/6)');
  });

  it('is proposed the API of the server whose web client it pastes, with the repository', async () => {
    await quickInput().rows.filter({ hasText: 'Self-Hosted Server' }).click();
    const { origin } = new URL(server.baseUrl);
    await step('(2/6)', 'http://127.0.0.1:9/LFRepositoryAPI');
    await quickInput().saying('Could not reach http://127.0.0.1:9/LFRepositoryAPI');
    assert.equal(await quickInput().input.inputValue(), 'http://127.0.0.1:9/LFRepositoryAPI');
    await screenshotAllThemes(workbench(), '1a-not-reached');
    const before = requests.length;
    await step('(2/6)', `${origin}/laserfiche/Browse.aspx?repo=${server.repoId}#?id=1`);
    const proposal = quickInput().item(`Use ${server.baseUrl}`);
    await proposal.waitFor();
    await screenshotAllThemes(workbench(), '1b-proposal');
    assert.deepEqual(
      requests.slice(before).map(({ method, path }) => `${method} ${path}`),
      ['GET /LFRepositoryAPI/v1/Repositories'],
    );
    await quickInput().accept();
    await step('(3/6)', server.username);
    await step('(4/6)', server.password);
    await quickInput().titled('(5/6)');
    assert.equal(await quickInput().input.inputValue(), server.repoId);
    await quickInput().cancel();
    await tree().welcomeButton('Add Connection…').click();
    await quickInput().titled('(1/6)');
  });

  it('stays in the wizard with what was typed when the test fails, and goes back as far as it likes', async () => {
    await quickInput().rows.filter({ hasText: 'Self-Hosted Server' }).click();
    await step('(2/6)', server.baseUrl);
    await step('(3/6)', 'DOMAIN\\');
    await quickInput().saying('with one backslash');
    await step('(3/6)', server.username);
    await step('(4/6)', 'wrong');
    await step('(5/6)', server.repoId);
    await step('(6/6)', 'Our server');
    await quickInput().titled('(4/6)');
    await quickInput().saying('the server does not accept');
    await screenshotAllThemes(workbench(), '2-refused');
    await quickInput().button('Back');
    await quickInput().titled('(3/6)');
    assert.equal(await quickInput().input.inputValue(), server.username);
    await quickInput().accept();
    await step('(4/6)', server.password);
    for (const title of ['(5/6)', '(6/6)']) {
      await quickInput().titled(title);
      await quickInput().accept();
    }
    await tree().row('Our server').waitFor();
  });

  it('connects with a service app: a damaged key is told while typing, and the repository is picked', async () => {
    await workbench().runCommand('Laserfiche: Add Connection…');
    await quickInput().titled('(1/6)');
    await quickInput().rows.filter({ hasText: 'with a Service App' }).click();
    await quickInput().titled('(2/5)');
    await quickInput().type(server.accessKey.slice(0, 40));
    await quickInput().saying('not a complete access key');
    await screenshotAllThemes(workbench(), '3-access-key');
    await quickInput().widget.getByRole('button', { name: 'Choose File…' }).waitFor();
    await step('(2/5)', exported(newAccessKey()));
    await quickInput().titled('(3/5)');
    await quickInput().cancel();
  });

  it('signs in to the cloud in the browser, and out again', async () => {
    const { baseUrl, repoId, signInOrigin, clientId } = server;
    const page = workbench().page.context().waitForEvent('page');
    const cloud = { baseUrl, repoId, signInOrigin, clientId, domain: 'laserfiche.com' };
    const added = workbench().execute(ADD, { kind: 'person', name: 'Cloud', ...cloud });
    const consent = await page;
    // A window in a browser leads addresses of its machine through a proxy, which this server does not have.
    await consent.waitForURL(/oauth\/Authorize/);
    await consent.goto(`${signInOrigin}/oauth/Authorize${new URL(consent.url()).search}`);
    await consent.getByRole('button', { name: 'Allow' }).click();
    await consent.getByText('You can close this tab').waitFor();
    await consent.close();
    const { connectionId } = (await added) as { connectionId: string };
    await tree().expand('Cloud');
    await tree().row('Email').first().waitFor();
    await screenshotAllThemes(workbench(), '4-cloud');
    await workbench().execute('laserficheLinks.signOut', { connectionId });
    assert.equal(
      requests.filter(({ path }) => path === '/oauth/Token').every(({ status }) => status === 200),
      true,
    );
  });

  it('edits, keeping the saved secret', async () => {
    await tree().contextMenu('Our server', 'Edit Connection…');
    await quickInput().titled('Edit Connection Our server (1/5)');
    await quickInput().accept();
    await quickInput().titled('(2/5)');
    await quickInput().accept();
    await quickInput().titled('(3/5)');
    await quickInput().saying('keep the saved one');
    await workbench().screenshot('5-edit');
    await quickInput().accept();
    await quickInput().titled('(4/5)');
    await quickInput().accept();
    await step('(5/5)', 'Paper');
    await tree().row('Paper').waitFor();
    await tree().contextMenu('Paper', 'Rename Connection…');
    await workbench().screenshot('6-rename');
    await quickInput().type('Records');
    await quickInput().accept();
    await tree().row('Records').waitFor();
  });
});
