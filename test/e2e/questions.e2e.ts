import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { messageTo } from './support/tree';
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
  const history = () => workbench().tree('History');
  const dialog = () => workbench().page.locator('.monaco-dialog-box');
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  const titleButton = (name: string) =>
    workbench().page.locator('.editor-group-container.active .title').getByRole('button', { name });
  const links = async (entryId = EMAIL) =>
    (await other.links(entryId)).map(({ targetId, linkTypeId }) => `${targetId}:${linkTypeId}`).toSorted();
  let server: Sandbox;
  let other: OtherClient;
  let handbook: number;
  let contacts: number;

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    const ids = await other.idsByName();
    handbook = ids['Employee Handbook'] ?? assert.fail('The sandbox has no handbook.');
    contacts = ids['Office Contacts'] ?? assert.fail('The sandbox has no contacts.');
    await other.assign(EMAIL, [link(ATTACHMENT), link(handbook)]);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    await workbench().execute('laserficheLinks.addConnection', connection);
    await tree().expand('Our server');
    await tree().expand('Email');
  });
  after(() => server.close());

  it('says no to a preview with Escape, and names stand beside its ids', async () => {
    const { page } = workbench();
    await tree().select(messageTo('EmailAttachment'));
    await tree().contextMenu(messageTo('EmailAttachment'), 'Preview Change…');
    await workbench().tab('Remove Link? Links of \\Email: Now ↔ After').waitFor();
    await titleButton('Apply Change').waitFor();
    await page.locator('.editor.original').getByText('EmailAttachment').first().waitFor();
    await page.locator('.editor.modified').getByText('Message → Attachment').first().waitFor();
    await screenshotAllThemes(workbench(), '1-preview');
    await page.keyboard.press('Escape');
    await workbench().tab('Remove Link?').waitFor({ state: 'detached' });
    assert.deepEqual(await links(), [`${ATTACHMENT}:1`, `${handbook}:1`].toSorted());
  });

  it('answers each of two previews for itself; closing one is a no', async () => {
    await tree().contextMenu(messageTo('EmailAttachment'), 'Preview Change…');
    await titleButton('Apply Change').waitFor();
    await tree().contextMenu(messageTo('Employee Handbook'), 'Preview Change…');
    const tabs = workbench().tab('Remove Link?');
    await tabs.nth(1).waitFor();
    await tabs.first().click();
    await workbench().page.locator('.editor.original .line-delete').first().waitFor();
    await workbench().execute('workbench.action.closeActiveEditor');
    await tabs.nth(1).waitFor({ state: 'detached' });
    await titleButton('Apply Change').click();
    await told('Removed the link Email → Employee Handbook (Message → Attachment).');
    await tabs.first().waitFor({ state: 'detached' });
    assert.deepEqual(await links(), [`${ATTACHMENT}:1`]);
    await workbench().notifications.press('Removed the link', 'Undo');
    await told('Undone: Email → Employee Handbook is back (Message → Attachment).');
  });

  it('sees several entries in one preview, and answers them by keyboard', async () => {
    const { page, quickInput } = workbench();
    await clear();
    await tree().selectAll('Email', 'Office Contacts');
    await tree().contextMenu('Office Contacts', 'Preview Change…');
    await quickInput.pick('Add Links…');
    await quickInput.titled('To Which Entries?');
    await quickInput.type(`${ATTACHMENT}`);
    await quickInput.pick(`${ATTACHMENT} · EmailAttachment`);
    await quickInput.accept();
    await quickInput.titled('(2/2)');
    await quickInput.pick(REFERENCES);
    await workbench().tab('Add 2 Links? Links of 2 Entries: Now ↔ After').waitFor();
    await titleButton('Apply Change').waitFor();
    await page.locator('.multiDiffEntry').nth(1).getByText('targetId').first().waitFor();
    await screenshotAllThemes(workbench(), '2-preview-of-several');
    await page.locator('.multiDiffEntry .editor.modified').first().click();
    await page.keyboard.press('ControlOrMeta+Enter');
    await told('Linked 2 entries → EmailAttachment (References → Referenced by).');
    await workbench().tab('Add 2 Links?').waitFor({ state: 'detached' });
    assert.deepEqual(await links(contacts), [`${ATTACHMENT}:7`]);
  });

  it('tells a batch in one message, undoes it without a question, and finds it as one row', async () => {
    await workbench().notifications.press('Linked 2 entries', 'Show Details');
    await workbench().page.getByText('Email: 1 added').first().waitFor();
    await workbench().execute('workbench.action.closePanel');
    await workbench().runCommand('Laserfiche: Link History…');
    await history().focused().waitFor();
    await history().focused().getByText('2 links added to 2 entries').waitFor();
    await workbench().page.keyboard.press('ArrowRight');
    await history().row('Office Contacts').waitFor();
    await screenshotAllThemes(workbench(), '3-history');
    await history().inlineAction('2 links added to 2 entries', 'Compare Before and After');
    await workbench().tab('Links of 2 Entries: Before ↔ After').waitFor();
    await workbench().execute('workbench.action.closeActiveEditor');
    await history().inlineAction('2 links added to 2 entries', 'Undo This Change');
    await told('Undone for 2 entries: 2 links removed.');
    assert.equal(await dialog().count(), 0);
    await history().row('2 links removed from 2 entries').waitFor();
    assert.deepEqual(await links(contacts), []);
    // Only what was done to that one entry, and what was done together with it.
    await history().contextMenu('Office Contacts', 'Show History of This Entry');
    await history().row('Email → Employee Handbook').waitFor({ state: 'detached' });
    await history().row('2 links removed from 2 entries').waitFor();
    await workbench().screenshot('4-history-of-one');
    await history().titleAction('Show History of All Entries');
    await history().row('Email → Employee Handbook').first().waitFor();
  });

  it('changes the type of one link without a question, and of several after one', async () => {
    await clear();
    await tree().contextMenu(messageTo('EmailAttachment'), 'Change Link Type…');
    await workbench().quickInput.pick(REFERENCES);
    await told('Changed Email → EmailAttachment from Message → Attachment to References → Referenced by.');
    assert.equal(await dialog().count(), 0);
    await workbench().notifications.press('Changed Email', 'Undo');
    await told('Undone: Email → EmailAttachment is Message → Attachment again.');
    await clear();
    await tree().row(messageTo('EmailAttachment')).click();
    await tree()
      .row(messageTo('Employee Handbook'))
      .click({ modifiers: ['ControlOrMeta'] });
    await tree().contextMenu(messageTo('EmailAttachment'), 'Change Link Type…');
    await workbench().quickInput.pick(REFERENCES);
    await dialog().getByText('Change the type of 2 links of \\Email?').waitFor();
    await screenshotAllThemes(workbench(), '5-change-type');
    await dialogButton(workbench(), 'Change Type of 2 Links').click();
    await told('Changed 2 links of Email to References → Referenced by.');
    await workbench().screenshot('6-changed');
  });

  it('asks before an undo only about what somebody else changed since', async () => {
    const { quickInput } = workbench();
    await clear();
    await tree().contextMenu('Email', 'Link History…');
    await history().focused().getByText('Type of 2 links of Email changed').waitFor();
    await other.assign(EMAIL, [
      { ...link(ATTACHMENT, 7), customProperties: { note: 'theirs' } },
      link(handbook, 7),
    ]);
    await history().focusedMenu('Undo This Change');
    await quickInput.titled('Someone else also changed Email → EmailAttachment (References → Referenced by)');
    await workbench().screenshot('7-conflict');
    await quickInput.pick('Keep Mine');
    await told('Undone for Email');
    assert.deepEqual(await links(), [`${ATTACHMENT}:1`, `${handbook}:1`].toSorted());
  });
});
