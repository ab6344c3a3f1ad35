import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { otherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const SETTING = 'laserficheLinks.savedSearches';
const EMAIL = 10;
const ATTACHMENT = 15;

describe('the view of searches', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({
    suite: 'searches',
    settings: { 'laserficheLinks.askArgumentObjects': false },
  });
  const found = () => workbench().tree('Searches');
  const repository = () => workbench().tree('Repository');
  let server: Sandbox;

  before(async () => {
    server = await startSandbox();
    const other = await otherClient(server);
    await other.assign(EMAIL, [{ targetId: ATTACHMENT, linkTypeId: 1 }]);
    await workbench().openContainer('Laserfiche');
    const { baseUrl, repoId, username, password } = server;
    await workbench().execute('laserficheLinks.addConnection', {
      ...{ name: 'Here', kind: 'selfHosted', baseUrl, repoId, username, password },
    });
    await workbench().configure({
      [SETTING]: [
        { name: 'E-mails', query: { name: 'Email*' } },
        { name: 'Scans', query: { name: 'Scan 2019*' } },
        { name: 'Broken', query: { nmae: 'Email*' } },
        { name: 'Refused', command: '{LF:Nothing' },
      ],
    });
    await workbench().execute('laserficheLinks.searches.focus');
    await found().row('E-mails').waitFor();
  });
  after(() => server.close());

  it('opens a saved search to the entries that it finds, and these to their links', async () => {
    await found().expand('E-mails');
    await found().row('EmailAttachment').waitFor();
    await found().expand('Email');
    await screenshotAllThemes(workbench(), '1-found');
    assert.equal(await found().description('E-mails'), '2 found');
  });
});
