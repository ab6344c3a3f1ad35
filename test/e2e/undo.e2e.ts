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
    await workbench().quickInput.item('No link changes yet').waitFor();
    await screenshotAllThemes(workbench(), '1-no-history');
    await workbench().quickInput.cancel();
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
    await told('Removed 1 link, kept 1.');
    await screenshotAllThemes(workbench(), '2-removed');
    assert.deepEqual(await other.links(EMAIL), [link(handbook)]);
    await workbench().notifications.press('Removed 1 link', 'Undo');
    await told('Undid the change of \\Email: 1 link restored.');
    await screenshotAllThemes(workbench(), '3-undone');
    assert.deepEqual(byTarget(await other.links(EMAIL)), byTarget([signed, link(handbook)]));
    await tree().row(messageTo('EmailAttachment')).waitFor();
  });

  it('finds both in the history, from the notification', async () => {
    const { quickInput } = workbench();
    await workbench().notifications.press('Undid the change', 'History');
    await quickInput.titled('Link History of \\Email');
    await quickInput.button('Show the Changes of All Entries');
    await quickInput.titled(/^Link History$/);
    await quickInput.rows.nth(1).hover();
    await screenshotAllThemes(workbench(), '4-history');
    assert.deepEqual(await quickInput.items(), ['\\Email', '\\Email']);
    await quickInput.cancel();
  });

  it('restores the links of before an older change, after seeing what that does', async () => {
    const { quickInput } = workbench();
    await clear();
    await workbench().execute('laserficheLinks.removeAllLinks', atEmail);
    await workbench().execute('laserficheLinks.addLinks', {
      ...atEmail,
      links: [{ targetId: 1, linkTypeId: MESSAGE }],
    });
    await tree().contextMenu('Email', 'Link History…');
    await quickInput.titled('Link History of Email');
    // The newest one added a link, the one before removed all of them.
    await quickInput.rows.nth(1).click();
    await quickInput.item('Restore These Links').waitFor();
    await workbench().page.mouse.move(640, 600);
    await screenshotAllThemes(workbench(), '5-actions');
    await quickInput.button('Back');
    await quickInput.titled('Link History of Email');
    await quickInput.rows.nth(1).hover();
    await quickInput.rows.nth(1).getByRole('button', { name: 'Show Change' }).click();
    await workbench().page.locator('.monaco-diff-editor').waitFor();
    await workbench().tab('Links of \\Email').waitFor();
    await workbench().page.locator('.editor.original').getByText('stage').first().waitFor();
    await workbench().screenshot('6-change');
    await workbench().execute('workbench.action.closeActiveEditor');

    await tree().contextMenu('Email', 'Link History…');
    await quickInput.titled('Link History of Email');
    await quickInput.rows.nth(1).click();
    await quickInput.pick('Restore These Links');
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

  it('takes a question for what an undo would remove', async () => {
    await clear();
    await workbench().execute('laserficheLinks.addLinks', {
      ...atEmail,
      links: [{ targetId: 1, linkTypeId: MESSAGE }],
    });
    await workbench().runCommand('Laserfiche: Undo Last Link Change');
    await screenshotAllThemes(workbench(), '9-question');
    await dialogButton(workbench(), 'Undo').click();
    await told('Undid the change of \\Email: 1 link removed.');
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
    await dialogButton(workbench(), 'Undo').click();
    await quickInput.titled('Somebody else changed the same link of \\Email');
    await screenshotAllThemes(workbench(), '11-conflict');
    await quickInput.pick('Keep Mine');
    await told('Undid the change of \\Email: 1 link changed back.');
    const [attachment] = await other.links(EMAIL);
    assert.deepEqual(attachment, link(ATTACHMENT, { stage: 'draft' }));
  });

  it('goes on to older changes of a long history', async () => {
    const { quickInput } = workbench();
    await clear();
    const one = { ...atEmail, sourceId: handbook, links: [{ targetId: 1, linkTypeId: MESSAGE }] };
    for (let count = 0; count < 50; count += 1) {
      await workbench().execute('laserficheLinks.addLinks', one);
      await workbench().execute('laserficheLinks.removeLinks', one);
    }
    await workbench().runCommand('Laserfiche: Link History…');
    await quickInput.titled('Link History');
    // Up from the first row is the last one.
    await quickInput.input.press('ArrowUp');
    await quickInput.item('Show Older…').waitFor();
    await workbench().screenshot('12-long');
    await quickInput.accept();
    await quickInput.item('\\Email').first().waitFor();
    await workbench().screenshot('13-older');
    await quickInput.cancel();
  });
});

function byTarget<T extends { readonly targetId: number }>(links: readonly T[]): T[] {
  return links.toSorted((a, b) => a.targetId - b.targetId);
}
