import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
const CONTRACTS = 'Contracts';

describe('a form that outlives what goes on around it', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'form-life' });
  const form = () => new AssignLinksForm(workbench());
  const tabs = async () =>
    (await workbench().page.locator('.tabs-container .tab .label-name').allInnerTexts()).map((label) =>
      label.trim(),
    );
  const added = (name: string) => form().row(name).getByText('Added');
  let server: Sandbox;
  let other: OtherClient;
  let connectionId: string;

  const open = (sourceId: number) =>
    workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId });
  const connect = async (name: string) => {
    const { baseUrl, repoId, username, password } = server;
    const connection = { name, kind: 'selfHosted', baseUrl, repoId, username, password };
    const answer = await workbench().execute('laserficheLinks.addConnection', connection);
    return (answer as { connectionId: string }).connectionId;
  };
  async function add(name: string): Promise<void> {
    await form().addTarget(name);
    await added(name).waitFor();
  }
  const reload = () => workbench().webview().getByRole('link', { name: 'Reload' });

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    await workbench().openContainer('Laserfiche');
    connectionId = await connect('Our server');
    await open(EMAIL);
  });
  after(() => server.close());

  it('shows a dot in its title while something is not assigned, and no longer', async () => {
    const plain = workbench().page.locator('.tab').getByText('Links of Email', { exact: true });
    await plain.waitFor();
    await add('EmailAttachment');
    await workbench().tab('● Links of Email').waitFor();
    await screenshotAllThemes(workbench(), '1-dot');
    await form().remove('EmailAttachment');
    await plain.waitFor();
    await add('EmailAttachment');
    await form().assign();
    await form().status(/Saved/).waitFor();
    await plain.waitFor();
  });

  it('is told apart from the form of another connection', async () => {
    const own = connectionId;
    connectionId = await connect('Their server');
    await open(EMAIL);
    await workbench().tab('Links of Email (Their server)').waitFor();
    await workbench().tab('Links of Email (Our server)').waitFor();
    await add(CONTRACTS);
    await workbench().runCommand('View: Close Editor');
    connectionId = own;
    await workbench().page.locator('.tab').getByText('Links of Email', { exact: true }).waitFor();
  });

  it('offers what was not assigned once, however many tabs were closed together', async () => {
    const { notifications } = workbench();
    await notifications.saying('The changes to the links of Email were not assigned').waitFor();
    await workbench().runCommand('Notifications: Clear All Notifications');
    await open(EMAIL);
    await add(CONTRACTS);
    await open(386);
    await add('Email');
    await workbench().runCommand('View: Close All Editors');
    const both = notifications.saying(
      /changes in 2 forms were not assigned \(Email, Master Agreement Index\)/,
    );
    await both.waitFor();
    assert.equal((await notifications.all()).length, 1);
    await screenshotAllThemes(workbench(), '2-offered');
    await notifications.press('were not assigned', 'Open 2 Forms');
    await workbench().tab('● Links of Email').waitFor();
    await workbench().tab('● Links of Master Agreement Index').waitFor();
    await added('Email').waitFor();
    await workbench().page.locator('.tab').getByText('● Links of Email', { exact: true }).click();
    await added(CONTRACTS).waitFor();
  });

  it('says so when nobody answers it any more, and goes on in the same tab with what was typed', async () => {
    await workbench().restartExtensionHost();
    await form().targetField.fill('Proj');
    await reload().waitFor();
    await screenshotAllThemes(workbench(), '3-lost');
    await reload().and(form().focused).waitFor();
    await workbench().page.keyboard.press('Enter');
    await reload().waitFor({ state: 'detached' });
    await added(CONTRACTS).waitFor();
    assert.equal(await form().targetField.inputValue(), 'Proj');
    assert.equal((await tabs()).filter((label) => label.includes('Email')).length, 1);
  });

  it('gives the keyboard back where it was when the extension was only busy', async () => {
    await form().targetField.focus();
    const busy = workbench().keepHostBusy(5_000);
    await workbench().page.keyboard.type('ect');
    await reload().waitFor();
    await busy;
    await reload().waitFor({ state: 'detached' });
    await form().targetField.and(form().focused).waitFor();
    await workbench().page.keyboard.type('s');
    assert.equal(await form().targetField.inputValue(), 'Projects');
    await form().targetField.fill('');
  });

  it('is replaced, not doubled, when its entry is opened from elsewhere', async () => {
    await open(386);
    await added('Email').waitFor();
    assert.equal((await tabs()).filter((label) => label.includes('Master Agreement Index')).length, 1);
    await workbench().runCommand('View: Close Editor');
  });

  it('tells what became of an assignment that the extension did not live to tell of', async () => {
    await form().targetField.fill('');
    server.setBehaviour({ latencyMs: 1500 });
    await form().assign();
    await form().button('Assigning…').waitFor();
    await other.links(EMAIL);
    await workbench().restartExtensionHost();
    server.setBehaviour({ latencyMs: 0 });
    await reload().click();
    await form().row(CONTRACTS).waitFor();
    await form().button('Assigning…').waitFor({ state: 'detached' });
    await form()
      .status(/Assigned\. Laserfiche Links ended|Nothing was assigned|ended while links were being assigned/)
      .waitFor();
    const isThere = (await other.links(EMAIL)).length === 2;
    if (isThere) await added(CONTRACTS).waitFor({ state: 'detached' });
    else await added(CONTRACTS).waitFor();
    await workbench().screenshot('4-after-crash');
  });

  it('is mentioned when its connection is about to be removed', async () => {
    await form().addTarget('\\Office Contacts');
    await workbench().tab('● Links of Email').waitFor();
    await workbench().tree('Repository').contextMenu('Our server', 'Remove Connection');
    await workbench()
      .page.getByText(/Changes to the links of Email were not assigned|Changes in \d forms/)
      .waitFor();
    await workbench().screenshot('5-remove');
    await dialogButton(workbench(), 'Cancel').click();
  });

  it('opens links as a document that closes without a question', async () => {
    await workbench().tree('Repository').expand('Our server');
    await workbench().tree('Repository').select('Email');
    await workbench().runCommand('Laserfiche: Show Links as JSON');
    await workbench().tab('Links of Email.json').waitFor();
    await workbench().page.getByText('"targetId"').first().waitFor();
    await workbench().runCommand('View: Close Editor');
    await workbench().tab('Links of Email.json').waitFor({ state: 'detached' });
  });
});
