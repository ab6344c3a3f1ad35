import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';
import { messageTo } from './support/tree';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;

describe('a person who wants links back', function () {
  this.timeout(60_000);
  // The stage is set by calls with argument objects; a person is asked all the same.
  const settings = { 'laserficheLinks.askArgumentObjects': false };
  const workbench = useWorkbench({ suite: 'undo', settings });
  const tree = () => workbench().tree('Repository');
  const history = () => workbench().tree('History');
  /** What stands in the rows of the history: label and description. */
  const rows = () => history().pane.getByRole('treeitem');
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  const link = (targetId: number, customProperties?: Record<string, string>) => ({
    targetId,
    linkTypeId: MESSAGE,
    ...(customProperties && { customProperties }),
  });
  const signed = link(ATTACHMENT, { stage: 'signed  ', note: '“as is”' });
  let server: Sandbox;
  let other: OtherClient;
  let handbook: number;
  let atEmail: { readonly connectionId: string; readonly sourceId: number };

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    handbook = (await other.idsByName())['Employee Handbook'] ?? assert.fail('The sandbox has no handbook.');
    await other.assign(EMAIL, [signed, link(handbook)]);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    atEmail = { ...(added as { connectionId: string }), sourceId: EMAIL };
    await tree().expand('Our server');
  });
  after(() => server.close());

  it('looks into the history before there is any', async () => {
    await tree().titleMenu('Link History…');
    await history().row('No link changes yet').waitFor();
    await screenshotAllThemes(workbench(), '1-no-history');
  });

  it('is told that there is nothing to undo', async () => {
    await workbench().runCommand('Laserfiche: Undo Last Link Change');
    await told('There is no link change to undo.');
  });

  it('removes a link with Delete, and takes it back from the notification', async () => {
    await clear();
    await tree().expand('Email');
    await tree().select(messageTo('EmailAttachment'));
    await workbench().page.keyboard.press('Delete');
    await dialogButton(workbench(), 'Remove Link').click();
    await told('Removed the link Email → EmailAttachment (Message → Attachment).');
    await screenshotAllThemes(workbench(), '2-removed');
    assert.deepEqual(await other.links(EMAIL), [link(handbook)]);
    await workbench().notifications.press('Removed the link', 'Undo');
    await told('Undone: Email → EmailAttachment is back (Message → Attachment).');
    await screenshotAllThemes(workbench(), '3-undone');
    assert.deepEqual(byTarget(await other.links(EMAIL)), byTarget([signed, link(handbook)]));
    await tree().row(messageTo('EmailAttachment')).waitFor();
  });

  it('finds both in the history, from the notification', async () => {
    await workbench().notifications.press('Undone: Email', 'History');
    await history().focused().waitFor();
    await history().pane.locator('.pane-header').getByText('\\Email').waitFor();
    await rows().nth(1).waitFor();
    await screenshotAllThemes(workbench(), '4-history');
    const texts = await rows().allInnerTexts();
    assert.match(
      texts[0] ?? '',
      /Email → EmailAttachment\s*linked · (now|\d+ sec\. ago) · undo · Message → Attachment/,
    );
    assert.match(texts[1] ?? '', /Email → EmailAttachment\s*undone · removed · /);
    await history().titleAction('Show History of All Entries');
    await history().pane.locator('.pane-header').getByText('\\Email').waitFor({ state: 'detached' });
  });

  it('restores the links of before an older change, after seeing what that does', async () => {
    await clear();
    await workbench().execute('laserficheLinks.removeAllLinks', atEmail);
    await workbench().execute('laserficheLinks.addLinks', {
      ...atEmail,
      links: [{ targetId: 1, linkTypeId: MESSAGE }],
    });
    await tree().contextMenu('Email', 'Link History…');
    await history().focused().getByText('Email → \\').waitFor();
    // The newest one added a link, the one before removed all of them.
    await workbench().page.keyboard.press('ArrowDown');
    await workbench().page.keyboard.press('ArrowRight');
    await history().row('Employee Handbook').waitFor();
    await screenshotAllThemes(workbench(), '5-links');
    await history().focusedMenu('Compare Before and After');
    await workbench().page.locator('.monaco-diff-editor').waitFor();
    await workbench().tab('Links of \\Email').waitFor();
    await workbench().page.locator('.editor.original').getByText('stage').first().waitFor();
    await workbench().screenshot('6-change');
    await workbench().execute('workbench.action.closeActiveEditor');

    await history().contextMenu('2 links removed from Email', 'Restore These Links');
    await screenshotAllThemes(workbench(), '7-restore');
    await dialogButton(workbench(), 'Restore').click();
    await told('Restored the links of \\Email: 2 added, 1 removed.');
    assert.deepEqual(byTarget(await other.links(EMAIL)), byTarget([signed, link(handbook)]));
  });

  it('says which links can not come back and why', async () => {
    await clear();
    const made = await other.create('Short-lived');
    await workbench().execute('laserficheLinks.addLinks', {
      ...atEmail,
      links: [{ targetId: made, linkTypeId: MESSAGE }],
    });
    await workbench().execute('laserficheLinks.removeAllLinks', atEmail);
    await other.remove(made);
    await server.flush();
    await tree().titleMenu('Undo Last Link Change');
    await told('The link to \\Short-lived (Message → Attachment) can’t come back');
    await screenshotAllThemes(workbench(), '8-not-all');
    assert.deepEqual(byTarget(await other.links(EMAIL)), byTarget([signed, link(handbook)]));
  });

  it('undoes an addition without a question, and does it again', async () => {
    await clear();
    await workbench().execute('laserficheLinks.addLinks', {
      ...atEmail,
      links: [{ targetId: 1, linkTypeId: MESSAGE }],
    });
    await workbench().runCommand('Laserfiche: Undo Last Link Change');
    await told('Undone: Email → \\ is removed (Message → Attachment).');
    await workbench().screenshot('9-undone');
    await workbench().notifications.press('Undone: Email', 'Redo');
    await told('Undone: Email → \\ is back');
    await workbench().notifications.press('is back', 'Redo');
    await told('is removed');
    assert.deepEqual(byTarget(await other.links(EMAIL)), byTarget([signed, link(handbook)]));
  });

  it('puts back incoming links that the server dropped', async () => {
    await clear();
    await other.assign(handbook, [link(EMAIL)]);
    server.setBehaviour({ incomingDroppedByPut: true });
    await tree().select(messageTo('EmailAttachment'));
    await workbench().page.keyboard.press('Delete');
    await dialogButton(workbench(), 'Remove Link').click();
    await told('The server dropped 1 incoming link');
    server.setBehaviour({ incomingDroppedByPut: false });
    await screenshotAllThemes(workbench(), '10-lost-incoming');
    assert.deepEqual(await other.links(handbook), []);
    await workbench().notifications.press('The server dropped', 'Restore It');
    await told('Restored 1 incoming link.');
    assert.deepEqual(await other.links(handbook), [link(EMAIL)]);
  });

  it('chooses whose count where somebody else changed the same link since', async () => {
    const { quickInput } = workbench();
    await clear();
    await other.assign(EMAIL, [link(ATTACHMENT, { stage: 'draft' }), link(handbook)]);
    await workbench().execute('laserficheLinks.editLinkProperties', {
      ...atEmail,
      links: [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }],
      set: { stage: 'final' },
    });
    await other.assign(EMAIL, [link(ATTACHMENT, { stage: 'review' }), link(handbook)]);
    await workbench().runCommand('Laserfiche: Undo Last Link Change');
    await quickInput.titled('Someone else also changed Email → EmailAttachment (Message → Attachment)');
    await screenshotAllThemes(workbench(), '11-conflict');
    await quickInput.pick('Keep Mine');
    await told('Undone: Email → EmailAttachment has its properties back');
    const [attachment] = await other.links(EMAIL);
    assert.deepEqual(attachment, link(ATTACHMENT, { stage: 'draft' }));
  });

  it('goes on to older changes of a long history', async () => {
    await clear();
    const one = { ...atEmail, sourceId: handbook, links: [{ targetId: 1, linkTypeId: MESSAGE }] };
    for (let count = 0; count < 50; count += 1) {
      await workbench().execute('laserficheLinks.addLinks', one);
      await workbench().execute('laserficheLinks.removeLinks', one);
    }
    await workbench().runCommand('Laserfiche: Link History…');
    await history().focused().getByText('Employee Handbook → \\').waitFor();
    await workbench().page.keyboard.press('End');
    await history().row('Show Older…').waitFor();
    await workbench().screenshot('12-long');
    await workbench().page.keyboard.press('Enter');
    await history().row('Show Older…').waitFor({ state: 'detached' });
    await history().focused().waitFor();
    await workbench().screenshot('13-older');
  });
});

function byTarget<T extends { readonly targetId: number }>(links: readonly T[]): T[] {
  return links.toSorted((a, b) => a.targetId - b.targetId);
}
