import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;
const REFERENCES = 'References → Referenced by';
const link = (targetId: number, linkTypeId = MESSAGE) => ({ targetId, linkTypeId });

describe('a person who is asked only what is worth a question', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'questions' });
  const tree = () => workbench().tree('Repository');
  const dialog = () => workbench().page.locator('.monaco-dialog-box');
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  const titleButton = (name: string) =>
    workbench().page.locator('.editor-group-container.active .title').getByRole('button', { name });
  const sorted = async () =>
    (await other.links(EMAIL)).map(({ targetId, linkTypeId }) => `${targetId}:${linkTypeId}`).toSorted();
  let server: Sandbox;
  let other: OtherClient;

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    await other.assign(EMAIL, [link(ATTACHMENT), link(1)]);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    await workbench().execute('laserficheLinks.addConnection', connection);
    await tree().expand('Our server');
    await tree().expand('Email');
  });
  after(() => server.close());

  it('answers a preview in its title, where names stand beside the ids', async () => {
    const { page } = workbench();
    await tree().select('EmailAttachment');
    await tree().contextMenu('EmailAttachment', 'Preview Change…');
    await workbench().tab('Remove Link? Links of \\Email: Now ↔ After').waitFor();
    await titleButton('Apply Change').waitFor();
    await page.locator('.editor.original').getByText('EmailAttachment').first().waitFor();
    await screenshotAllThemes(workbench(), '1-preview');
    await workbench().screenshot('1-preview');
    await page.keyboard.press('Escape');
    await workbench().tab('Remove Link?').waitFor({ state: 'detached' });
    assert.deepEqual(await sorted(), ['15:1', '1:1']);
  });

  it('changes the type of one link, swaps nothing else, and asks nothing', async () => {
    await tree().contextMenu('EmailAttachment', 'Change Link Type…');
    await workbench().quickInput.pick(REFERENCES);
    await told('Changed Email → EmailAttachment from Message → Attachment to References → Referenced by.');
    assert.equal(await dialog().count(), 0);
    await workbench().screenshot('2-changed');
    await workbench().notifications.press('Changed Email', 'Undo');
    await told('Undone: Email → EmailAttachment is Message → Attachment again.');
    await workbench().notifications.press('Undone', 'History');
    const history = workbench().tree('History');
    await history.row('Changed type of Email → EmailAttachment').first().waitFor();
    await screenshotAllThemes(workbench(), '3-history');
    await workbench().screenshot('3-history');
  });
});
