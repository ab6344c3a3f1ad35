import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { otherClient, type OtherClient } from './support/otherClient';
import { assertAccessible } from './support/axe';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
const MESSAGE = 1;

describe('a person who audits links', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'audit' });
  let server: Sandbox;
  let other: OtherClient;
  let ids: Readonly<Record<string, number>>;
  const tree = () => workbench().tree('Repository');
  const page = () =>
    workbench().page.locator('iframe.webview.ready').last().contentFrame().frameLocator('#active-frame');
  const frame = async () => {
    const element = await page().locator('body').elementHandle();
    return (await element.ownerFrame()) ?? assert.fail('The page has no frame.');
  };
  const row = (words: string) => page().getByRole('row').filter({ hasText: words });
  const press = (key: string) => workbench().page.keyboard.press(key);

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    ids = await other.idsByName();
    await other.assign(EMAIL, [
      { targetId: ids['EmailAttachment'] ?? 0, linkTypeId: MESSAGE },
      { targetId: EMAIL, linkTypeId: 7 },
    ]);
    await other.assign(ids['EmailAttachment'] ?? 0, [{ targetId: EMAIL, linkTypeId: MESSAGE }]);
    const { baseUrl, repoId, username, password } = server;
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    await workbench().openContainer('Laserfiche');
    await workbench().execute('laserficheLinks.addConnection', connection);
    await tree().expand('Our server');
  });
  after(() => server.close());

  it('chooses checks, and sees what they found', async () => {
    await tree().contextMenu('Our server', 'Audit Links…');
    await workbench().quickInput.titled('Which Checks?');
    await press('Enter');
    await page().getByRole('heading', { name: 'Audit of Our server' }).waitFor();
    await page()
      .getByText(/entries looked at/)
      .waitFor();
    await row('linked to itself').waitFor();
    await screenshotAllThemes(workbench(), '1-report');
  });

  it('meets a page without violations', async () => {
    await assertAccessible(workbench(), 'the report of an audit', { where: frame });
  });

  it('filters by text and by check', async () => {
    const filter = page().getByRole('searchbox', { name: 'Filter findings' });
    await filter.fill('itself');
    await page()
      .getByText(/^1 of /)
      .waitFor();
    await filter.fill('');
    await page()
      .getByRole('button', { name: /^Linked to itself/ })
      .click();
    await row('is linked to itself').waitFor({ state: 'detached' });
    await page()
      .getByRole('button', { name: /^Linked to itself/ })
      .click();
    await row('is linked to itself').waitFor();
  });

  it('mends a finding by keyboard, and undoes it', async () => {
    await page().getByRole('searchbox', { name: 'Filter findings' }).fill('itself');
    await row('is linked to itself').focus();
    await press('Space');
    await page().getByRole('button', { name: 'Mend 1 Finding…' }).focus();
    await press('Enter');
    const question = workbench().page.locator('.monaco-dialog-box');
    await question.waitFor();
    await workbench().screenshot('2-question');
    await press('Enter');
    await row('is linked to itself').getByText('Mended').waitFor();
    await screenshotAllThemes(workbench(), '3-mended');
    assert.equal((await other.links(EMAIL)).filter(({ targetId }) => targetId === EMAIL).length, 0);
    await workbench().page.locator('.notification-toast').getByRole('button', { name: 'Undo' }).click();
    await row('is linked to itself').getByText('Mended').waitFor({ state: 'detached' });
  });

  it('goes to the entry of a finding with Enter', async () => {
    await row('is linked to itself').focus();
    await press('Enter');
    await tree().row('Email').and(workbench().page.locator('.selected')).waitFor();
  });

  it('goes on without its page, and says how it ended', async () => {
    server.setBehaviour({ latencyMs: 300 });
    await tree().contextMenu('Our server', 'Audit Links…');
    await workbench().quickInput.titled('Which Checks?');
    await press('Enter');
    await page().getByRole('button', { name: 'Pause' }).waitFor();
    await workbench().execute('workbench.action.closeActiveEditor');
    server.setBehaviour({ latencyMs: 0 });
    const toast = workbench().page.locator('.notification-toast').filter({ hasText: 'Audit of Our server' });
    await toast.getByRole('button', { name: 'Show Report' }).click();
    await row('is linked to itself').waitFor();
  });
});
