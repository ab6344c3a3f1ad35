import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const SETTING = 'laserficheLinks.savedSearches';
const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;

describe('the view of searches', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({
    suite: 'searches',
    settings: { 'laserficheLinks.askArgumentObjects': false },
  });
  const found = () => workbench().tree('Searches');
  const repository = () => workbench().tree('Repository');
  const press = (...keys: readonly string[]) =>
    keys.reduce((before, key) => before.then(() => workbench().page.keyboard.press(key)), Promise.resolve());
  const toast = (text: RegExp) =>
    workbench().page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  /** The view unfolds to a few rows: its border is dragged upwards. */
  async function enlarge(): Promise<void> {
    const { mouse } = workbench().page;
    const { x, y } = (await found().pane.locator('.pane-header').boundingBox()) ?? assert.fail('no header');
    await mouse.move(x + 80, y);
    await mouse.down();
    await mouse.move(x + 80, 330, { steps: 4 });
    await mouse.up();
  }
  let server: Sandbox;
  let other: OtherClient;

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    await other.assign(EMAIL, [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }]);
    await workbench().openContainer('Laserfiche');
    const { baseUrl, repoId, username, password } = server;
    await workbench().execute('laserficheLinks.addConnection', {
      ...{ name: 'Here', kind: 'selfHosted', baseUrl, repoId, username, password },
    });
    await workbench().configure({
      [SETTING]: [
        { name: 'E-mails', query: { name: 'Email*' } },
        { name: 'Scans', query: { name: 'Scan 2019*' } },
        { name: 'Policies', query: { template: 'Policy' } },
        { name: 'Broken', query: { nmae: 'Email*' } },
        { name: 'Refused', command: '{LF:Nothing' },
      ],
    });
    await workbench().execute('laserficheLinks.searches.focus');
    await found().row('E-mails').waitFor();
    await enlarge();
  });
  after(() => server.close());

  it('opens a saved search to the entries that it finds, and these to their links', async () => {
    await found().expand('E-mails');
    await found().expand('Email');
    await found().row('Message → EmailAttachment').waitFor();
    await found().row('E-mails').getByText('2 found').waitFor();
    await screenshotAllThemes(workbench(), '1-found');
  });

  it('has the menus of entries, and those of searches', async () => {
    const items = await found().contextMenuItems('Email');
    for (const item of ['Assign Links…', 'Add Link…', 'Copy', 'Remove All Links', 'Reveal in Repository'])
      assert.ok(items.includes(item), `${item} of ${items.join(', ')}`);
    assert.ok((await found().contextMenuItems('Message → EmailAttachment')).includes('Go to Linked Entry'));
    assert.deepEqual(await found().contextMenuItems('E-mails'), [
      'Edit Search as Text…',
      'Rename Search…',
      'Sort By',
      'Group By',
      'Copy Search Command',
      'Refresh',
      'Delete Search',
    ]);
  });

  it('reveals a found entry, and the other end of a link, in the repository', async () => {
    await found().select('EmailAttachment');
    await found().contextMenu('EmailAttachment', 'Reveal in Repository');
    await repository().row('EmailAttachment').and(workbench().page.locator('.selected')).waitFor();
    await found().select('Message → EmailAttachment');
    await press('Enter');
    await repository().focused().filter({ hasText: 'EmailAttachment' }).waitFor();
  });

  it('removes a link by key, and goes on with what stands in its place', async () => {
    await found().select('Message → EmailAttachment');
    await press('Delete');
    const remove = workbench()
      .page.locator('.monaco-dialog-box')
      .getByRole('button', { name: /^Remove/ });
    await remove.click();
    await found()
      .focused()
      .filter({ hasText: /^Email/ })
      .waitFor();
    await found().row('Email').getByText('no links').waitFor();
    assert.deepEqual(await other.links(EMAIL), []);
  });

  it('shows the first hundred, then all', async () => {
    await found().collapse('E-mails');
    await found().expand('Scans');
    await found().row('Scans').getByText('first 100').waitFor();
    await found().scrollTo('Load all…');
    await screenshotAllThemes(workbench(), '2-more');
    server.setBehaviour({ latencyMs: 30_000 });
    await found().row('Load all…').click();
    await found().pane.getByRole('button', { name: 'Cancel Loading' }).waitFor();
    await screenshotAllThemes(workbench(), '3-searching');
    await found().titleAction('Cancel Loading');
    await found().row('Load all…').getByText('Cancelled. Retry').waitFor();
    server.setBehaviour({ latencyMs: 0 });
    await found().row('Load all…').click();
    await found().focused().filter({ hasText: 'Scan 2019-0101' }).waitFor();
    await press('Home');
    await found().row('Scans').getByText('1,200 found').waitFor();
    await found().collapse('Scans');
  });

  it('groups and sorts what is found', async () => {
    await found().expand('Policies');
    await found()
      .row('Policies')
      .getByText(/\d+ found/)
      .waitFor();
    await found().contextMenu('Policies', 'Group By > Group by Folder');
    await found().row('\\Policies').waitFor();
    await screenshotAllThemes(workbench(), '4-grouped');
    await found().contextMenu('Policies', 'Group By > Do Not Group');
    await found().row('\\Policies').waitFor({ state: 'detached' });
    await found().contextMenu('Policies', 'Sort By > Sort by Date Modified');
    await screenshotAllThemes(workbench(), '5-by-date');
    await found().contextMenu('Policies', 'Sort By > Sort by Name');
    await found().collapse('Policies');
  });

  it('says what is wrong with a search, in its row or below it', async () => {
    assert.equal(await found().description('Broken'), 'unknown part: nmae');
    await found().expand('Refused');
    await found().row('Refused').waitFor();
    await screenshotAllThemes(workbench(), '6-refused');
    await found().collapse('Refused');
  });

  it('renames and deletes by key, and puts back what was deleted', async () => {
    await found().select('Scans');
    await press('F2');
    await workbench().quickInput.titled('Rename Search Scans');
    await workbench().quickInput.type('Old scans');
    await workbench().quickInput.accept();
    await found().select('Old scans');
    await press('Delete');
    await found().row('Old scans').waitFor({ state: 'detached' });
    await found().focused().filter({ hasText: 'Policies' }).waitFor();
    await toast(/“Old scans” was deleted/)
      .getByRole('button', { name: 'Undo' })
      .click();
    await found().row('Old scans').waitFor();
    await workbench().screenshot('7-put-back');
  });

  it('links an entry that is dragged from one view to the other', async () => {
    await found().expand('E-mails');
    await found().row('Email').dragTo(repository().row('Projects'));
    await workbench().quickInput.titled(/Link/);
    await workbench().screenshot('8-dragged');
    await press('Escape');
  });
});
