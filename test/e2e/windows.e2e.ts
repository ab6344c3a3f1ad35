import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { otherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { messageTo } from './support/tree';
import type { Workbench } from './support/workbench';

const READ_ONLY = 'laserficheLinks.toggleReadOnly';

describe('a second window of the same person', function () {
  this.timeout(60_000);
  const first = useWorkbench({ suite: 'windows' });
  let second: Workbench;
  let server: Sandbox;
  let connectionId: string;
  let ids: Readonly<Record<string, number>>;
  const tree = () => second.tree('Repository');
  const form = () => new AssignLinksForm(second);
  /** Adds a link of Email in the first window. */
  const linkWith = (name: string) =>
    first().execute('laserficheLinks.addLinks', {
      ...{ connectionId, sourceId: 10 },
      links: [{ targetId: ids[name], linkTypeId: 1 }],
    });

  before(async () => {
    server = await startSandbox();
    ids = await (await otherClient(server)).idsByName();
    const { baseUrl, repoId, username, password } = server;
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await first().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    second = await first().openWindow();
    await second.openContainer('Laserfiche');
    await tree().expand('Our server');
  });
  after(() => server.close());

  it('shows links that the first one adds, in the tree and in an open form', async () => {
    await tree().expand('Email');
    await tree().row('No links').waitFor();
    await second.execute('laserficheLinks.assignLinks', { connectionId, sourceId: 10 });
    await form().targetField.waitFor();
    await linkWith('EmailAttachment');
    await tree().row(messageTo('EmailAttachment')).waitFor();
    await form().row('EmailAttachment').waitFor();
  });

  it('keeps what is not sent in a form, and says that the links changed', async () => {
    await second.execute('laserficheLinks.assignLinks', {
      ...{ connectionId, sourceId: 10 },
      links: [{ targetId: ids['Contracts'], linkTypeId: 1 }],
    });
    await form().row('Contracts').getByText('Added').waitFor();
    await linkWith('Employee Handbook');
    await form()
      .status(/Links changed on the server since you opened this form/)
      .waitFor();
    await form().row('Contracts').getByText('Added').waitFor();
    await second.screenshot('1-changed-elsewhere');
  });

  it('shows what is opened, renamed and moved', async () => {
    await first().execute('laserficheLinks.openSandbox');
    await tree().row('Sandbox').waitFor();
    await first().execute('laserficheLinks.renameConnection', { connectionId, name: 'Paper' });
    await tree().row('Paper').waitFor();
    await first().execute('laserficheLinks.moveConnection', { connectionId, to: 1 });
    await tree().row('Paper').and(second.page.locator('[aria-level="1"][aria-posinset="2"]')).waitFor();
  });

  it('refuses what the first one made read-only while a question was open', async () => {
    await second.configure({ 'laserficheLinks.confirmChanges': 'always' });
    const answer = second
      .execute('laserficheLinks.removeAllLinks', { connectionId, sourceId: 10 })
      .catch((error: unknown) => String(error));
    await second.page.locator('.monaco-dialog-box').waitFor();
    await first().execute(READ_ONLY, { connectionId, readOnly: true });
    await second.page.getByRole('button', { name: /^Laserfiche, .*read-only/ }).waitFor();
    await second.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: /^Remove/ })
      .click();
    assert.match(String(await answer), /read-only/);
    await first().execute(READ_ONLY, { connectionId, readOnly: false });
    await second.page.getByRole('button', { name: /^Laserfiche, Paper, (?!.*read-only)/ }).waitFor();
  });

  it('is signed out with the first one', async () => {
    await first().execute('laserficheLinks.signOut', { connectionId });
    await tree().row('Paper').getByText('sign-in needed').waitFor();
    await second.screenshot('2-signed-out');
  });

  it('loses what the first one removes, and its forms say so', async () => {
    await first().execute('laserficheLinks.removeConnection', { connectionId });
    await tree().row('Paper').waitFor({ state: 'detached' });
    await form()
      .status(/The connection of this form was removed/)
      .waitFor();
    await second.screenshot('3-removed');
  });
});
