import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const SOURCES = ['Board', 'Email', 'EmailAttachment', 'Employee Handbook', 'Office Contacts', 'Policies'];
const REFERENCES = 'References → Referenced by';
/** Longer than a person, or this test, waits. */
const LONG = 25_000;

describe('a person who cancels a change of many entries', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'cancelBatch' });
  const tree = () => workbench().tree('Repository');
  const puts: string[] = [];
  let shallHang = true;
  let server: Sandbox;

  before(async () => {
    server = await startSandbox({
      onRequest: ({ method, path, status }) => {
        if (method !== 'PUT' || status !== 200) return;
        puts.push(path);
        // The three that are under way with the first one get through: whatever begins from here on hangs.
        if (shallHang) server.setBehaviour({ latencyMs: LONG });
      },
    });
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    await workbench().execute('laserficheLinks.addConnection', connection);
    await tree().expand('Our server');
    await tree().row('Archive').waitFor();
  });
  after(() => server.close());

  it('sees how far it is, cancels, and is told what was done and what was not', async () => {
    const { notifications, quickInput, page } = workbench();
    const [first = '', ...others] = SOURCES;
    await tree().selectAll(first, ...others);
    await tree().contextMenu('Policies', 'Select as Link Source');
    await tree().contextMenu('Archive', 'Link from Selected Source…');
    await quickInput.titled('Link from 6 entries to Archive');
    server.setBehaviour({ latencyMs: 1_000 });
    await quickInput.pick(REFERENCES);
    await notifications.saying('4 of 6 linked').waitFor();
    await screenshotAllThemes(workbench(), '1-progress');
    shallHang = false;
    server.setBehaviour({ latencyMs: 0 });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await notifications.saying('Cancelled: 4 of 6 entries linked, 2 left as they were.').waitFor();
    await screenshotAllThemes(workbench(), '2-cancelled');
    assert.equal(puts.length, 4);
    puts.length = 0;
  });

  it('takes back what was done', async () => {
    const { notifications, page } = workbench();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await notifications.saying('Undone for 4 entries: 4 links removed.').waitFor();
    await workbench().screenshot('3-undone');
    assert.equal(puts.length, 4);
  });
});
