import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';

const EMAIL = 10;
const ATTACHMENT = 15;

describe('a person whose settings hold wrong values', function () {
  this.timeout(60_000);
  // As it stands in the file of the person's settings, before VS Code starts.
  const settings = { 'laserficheLinks.confirmChanges': 'Always', 'laserficheLinks.pageSize': 'many' };
  const workbench = useWorkbench({ suite: 'wrongSettings', settings });
  const tree = () => workbench().tree('Repository');
  const told = (words: string | RegExp) => workbench().notifications.saying(words);
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  const dialog = () => workbench().page.locator('.monaco-dialog-box');
  let server: Sandbox;
  let other: OtherClient;
  let connectionId = '';

  /** Adds a link with the menu. Adding alone is no reason to ask in any mode but `always`. */
  async function addLink(): Promise<void> {
    const { quickInput } = workbench();
    await tree().contextMenu('Email', 'Add Link…');
    await quickInput.titled(/Add Link/);
    await quickInput.titled('(1/2)');
    await quickInput.type(String(ATTACHMENT));
    await quickInput.item(`${ATTACHMENT} · EmailAttachment`).waitFor();
    await quickInput.accept();
    await quickInput.titled('(2/2)');
    await quickInput.pick('Message → Attachment');
  }

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    await other.assign(EMAIL, []);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    ({ connectionId } = (await workbench().execute('laserficheLinks.addConnection', connection)) as {
      connectionId: string;
    });
    await tree().expand('Our server');
  });
  after(() => server.close());

  it('is told what counts in place of a page size of words, once', async () => {
    const sentence = /pageSize is "many", so a folder shows 150 entries at once/;
    await told(sentence).waitFor();
    await workbench().screenshot('1-page-size');
    await clear();
    await workbench().runCommand('Laserfiche: Refresh');
    await tree().collapse('Our server');
    await tree().expand('Our server');
    assert.equal(await told(sentence).count(), 0);
  });

  it('is asked before every change where the mode is misspelt, and told so', async () => {
    await addLink();
    await dialogButton(workbench(), 'Cancel').waitFor();
    await workbench().screenshot('2-asked');
    assert.deepEqual(await other.links(EMAIL), []);
    await dialogButton(workbench(), 'Cancel').click();
    await told(/confirmChanges is "Always", which is not one of its values/).waitFor();
    await workbench().screenshot('3-told');
    assert.deepEqual(await other.links(EMAIL), []);
  });

  it('is led to the setting', async () => {
    await workbench().notifications.press(/confirmChanges is "Always"/, 'Open Settings');
    const setting = workbench().page.locator('.settings-editor .setting-item-label');
    await setting.filter({ hasText: 'Confirm Changes' }).first().waitFor();
    await workbench().screenshot('4-settings');
    await workbench().execute('workbench.action.closeAllEditors');
    await workbench().page.locator('.settings-editor').waitFor({ state: 'hidden' });
  });

  for (const value of [true, null, 'allways']) {
    it(`is asked as well where it is ${JSON.stringify(value)}`, async () => {
      await workbench().configure({ 'laserficheLinks.confirmChanges': value });
      await clear();
      await addLink();
      await dialogButton(workbench(), 'Cancel').click();
      await dialog().waitFor({ state: 'hidden' });
      assert.deepEqual(await other.links(EMAIL), []);
    });
  }

  it('is asked by the form', async () => {
    await tree().contextMenu('Email', 'Assign Links…');
    const form = new AssignLinksForm(workbench());
    await form.addTarget('EmailAttachment');
    await form.assign();
    await workbench()
      .webview()
      .getByRole('button', { name: /^(Cancel|Back|Keep Editing)/ })
      .first()
      .waitFor();
    await workbench().screenshot('5-form-asks');
    assert.deepEqual(await other.links(EMAIL), []);
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('can’t change anything where read-only is neither on nor off', async () => {
    await workbench().configure({ 'laserficheLinks.readOnly': 'false' });
    await told(/readOnly is "false", which is neither true nor false/).waitFor();
    await assert.rejects(
      workbench().execute('laserficheLinks.addLinks', {
        ...{ connectionId, sourceId: EMAIL },
        links: [{ targetId: ATTACHMENT, linkTypeId: 1 }],
      }),
      /changes are turned off in the settings/,
    );
    assert.deepEqual(await other.links(EMAIL), []);
  });
});
