import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const CONFLICT = /^Someone else also changed/;
const UNDO_CONFLICT = /^Since your change someone else changed/;
const CONFIRM = /^Assign the links of Email\?/;

describe('a form that someone else gets in the way of', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'form-conflict' });
  const form = () => new AssignLinksForm(workbench());
  let server: Sandbox;
  let other: OtherClient;
  let connectionId: string;
  let ids: Readonly<Record<string, number>>;
  const id = (name: string) => ids[name] ?? assert.fail(`The sandbox has no ${name}.`);
  const link = (name: string, customProperties?: Record<string, string>) => ({
    targetId: id(name),
    linkTypeId: 1,
    ...(customProperties && { customProperties }),
  });

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    ids = await other.idsByName();
    const { baseUrl, repoId, username, password } = server;
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    await other.assign(10, [
      link('EmailAttachment', { stage: 'draft', owner: 'Ann' }),
      link('Employee Handbook', { chapter: '1' }),
      link('Contracts'),
    ]);
    await workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId: 10 });
    await form().row('EmailAttachment').waitFor();
  });
  after(() => server.close());

  it('asks before links that exist are touched, and can go back', async () => {
    await form().setProperty('EmailAttachment', 'stage', 'final');
    await form().remove('Employee Handbook');
    await form().addTarget('\\Office Contacts');
    await form().row('Office Contacts').getByText('Added').waitFor();
    await other.assign(10, [
      link('EmailAttachment', { stage: 'review', owner: 'Ann', due: 'Friday' }),
      link('Employee Handbook', { chapter: '2' }),
      link('Contracts'),
      link('Projects'),
    ]);
    await form().assign();
    await form().panel(CONFIRM).waitFor();
    await screenshotAllThemes(workbench(), '1-confirm');
    await workbench().page.setViewportSize({ width: 820, height: 900 });
    await workbench().screenshot('1-confirm-narrow');
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
  });

  it('compares the request before and after in an editor, and still asks afterwards', async () => {
    await form().press('Preview Change');
    const preview = workbench().tab('Links of Email: Now ↔ After');
    await preview.waitFor();
    const differences = workbench().page.locator('.monaco-diff-editor');
    await differences.waitFor();
    // Names stand beside the ids.
    await differences
      .getByText(/^Employee\sHandbook$/)
      .first()
      .waitFor();
    await workbench().screenshot('1-preview');
    await preview.getByRole('button', { name: /^Close/ }).click();
    await form().panel(CONFIRM).waitFor();
    await form().button('Back').focus();
    await workbench().page.keyboard.press('Escape');
    await form().panel(CONFIRM).waitFor({ state: 'detached' });
  });

  it('shows what someone else did to the same links, and sends nothing before an answer', async () => {
    const before = await other.links(10);
    await form().assign();
    await form().confirm();
    await form().panel(CONFLICT).waitFor();
    await screenshotAllThemes(workbench(), '2-conflict');
    assert.deepEqual(await other.links(10), before);
    for (const answer of ['Assign as Chosen', 'Continue'])
      assert.equal(await form().button(answer).getAttribute('aria-disabled'), 'true');
    assert.equal(await form().button('Assign').getAttribute('aria-disabled'), 'true');
    await workbench().page.setViewportSize({ width: 820, height: 900 });
    await workbench().screenshot('2-conflict-narrow');
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
  });

  it('keeps mine of one and theirs of another, by keyboard, and what else others did', async () => {
    const { keyboard } = workbench().page;
    await form().side('mine', 'EmailAttachment').focus();
    await keyboard.press('Space');
    await form().side('theirs', 'Employee Handbook').focus();
    await keyboard.press('Space');
    await workbench().screenshot('3-chosen');
    await form().button('Continue').focus();
    await keyboard.press('Enter');
    await form().panel(CONFLICT).waitFor({ state: 'detached' });
    await form()
      .status(/Your choices are in the rows below/)
      .waitFor();
    await screenshotAllThemes(workbench(), '4-settled');
    // The question gave the focus back to Assign; theirs of a property goes, which is asked about.
    await keyboard.press('Enter');
    await form().panel(CONFIRM).waitFor();
    await form().button('Assign Anyway').waitFor();
    await keyboard.press('ControlOrMeta+Enter');
    await form().status(/Saved/).waitFor();
    await screenshotAllThemes(workbench(), '5-saved');
    assert.deepEqual(
      await other.links(10),
      [
        link('EmailAttachment', { stage: 'final', owner: 'Ann' }),
        link('Employee Handbook', { chapter: '2' }),
        link('Contracts'),
        link('Projects'),
        link('Office Contacts'),
      ].toSorted((one, two) => one.targetId - two.targetId),
    );
  });

  it('merges what others did to other links, and says so', async () => {
    const links = await other.links(10);
    await form().addTarget('\\Accounts Payable');
    await form().row('Accounts Payable').getByText('Added').waitFor();
    await other.assign(
      10,
      links.filter(({ targetId }) => targetId !== id('Projects')),
    );
    await form().assign();
    await form()
      .status(/Changes by others were kept: 1 removed/)
      .waitFor();
    const targets = (await other.links(10)).map(({ targetId }) => targetId);
    assert.ok(targets.includes(id('Accounts Payable')) && !targets.includes(id('Projects')));
  });

  it('undoes the save, and shows the history', async () => {
    await form().press('Undo');
    await form()
      .status(/Undone: 1 removed/)
      .waitFor();
    await form().row('Accounts Payable').waitFor({ state: 'detached' });
    const targets = (await other.links(10)).map(({ targetId }) => targetId);
    assert.ok(!targets.includes(id('Accounts Payable')) && targets.includes(id('Contracts')));
    await form().addTarget('\\Accounts Payable');
    await form().row('Accounts Payable').getByText('Added').waitFor();
    await form().assign();
    await form()
      .status(/Saved: 1 added/)
      .waitFor();
    await form().press('History');
    await workbench().tree('History').row('Email → Accounts Payable').first().waitFor();
    await workbench().screenshot('6-history');
  });

  it('asks what to undo where someone else changed the same links since', async () => {
    await form().setProperty('EmailAttachment', 'stage', 'signed off');
    await form().remove('Employee Handbook');
    await form().assign();
    await form().confirm();
    await form()
      .status(/Saved: 1 removed, 1 changed/)
      .waitFor();
    const links = await other.links(10);
    const changed = links.map((one) =>
      one.targetId === id('EmailAttachment') ? link('EmailAttachment', { stage: 'archived' }) : one,
    );
    await other.assign(10, [...changed, link('Employee Handbook', { chapter: '3' })]);
    const before = await other.links(10);
    await form().press('Undo');
    await form().panel(UNDO_CONFLICT).waitFor();
    await screenshotAllThemes(workbench(), '7-undo-conflict');
    assert.deepEqual(await other.links(10), before);
    assert.equal(await form().button('Undo as Chosen').getAttribute('aria-disabled'), 'true');
    await form().undoSide('undo', 'EmailAttachment').check();
    await form().undoSide('leave', 'Employee Handbook').check();
    await workbench().screenshot('7-undo-chosen');
    await form().press('Undo as Chosen');
    await form()
      .status(/Undone: 1 changed/)
      .waitFor();
    await form().panel(UNDO_CONFLICT).waitFor({ state: 'detached' });
    const now = await other.links(10);
    const at = (name: string) => now.find(({ targetId }) => targetId === id(name));
    assert.deepEqual(at('EmailAttachment'), link('EmailAttachment', { stage: 'final', owner: 'Ann' }));
    assert.deepEqual(at('Employee Handbook'), link('Employee Handbook', { chapter: '3' }));
  });

  it('names incoming links that the server dropped, and puts them back', async () => {
    await other.assign(id('Employee Handbook'), [link('EmailAttachment'), { targetId: 10, linkTypeId: 1 }]);
    server.setBehaviour({ incomingDroppedByPut: true });
    await form().setProperty('EmailAttachment', 'stage', 'signed');
    await form().assign();
    await form()
      .status(/dropped 1 incoming link/)
      .waitFor();
    server.setBehaviour({ incomingDroppedByPut: false });
    await screenshotAllThemes(workbench(), '6-lost-incoming');
    await form().press('Restore It');
    await form()
      .status(/Restored 1 incoming link/)
      .waitFor();
    const targets = (await other.links(id('Employee Handbook'))).map(({ targetId }) => targetId);
    assert.ok(targets.includes(10));
  });

  it('is one form for an entry and the shortcuts to it', async () => {
    const shortcutId = await other.addShortcut('Shortcut to Email', 10);
    await workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId: shortcutId });
    await form().row('EmailAttachment').waitFor();
    await workbench().tab('Links of').nth(1).waitFor({ state: 'detached' });
  });

  it('turns read-only while it is open, and back', async () => {
    await workbench().configure({ 'laserficheLinks.readOnly': true });
    await form()
      .status(/Links are read-only: the setting/)
      .waitFor();
    assert.equal(await form().targetField.isEditable(), false);
    assert.equal(await form().button('Assign').getAttribute('aria-disabled'), 'true');
    await screenshotAllThemes(workbench(), '7-read-only');
    await workbench().page.setViewportSize({ width: 820, height: 900 });
    await workbench().screenshot('7-read-only-narrow');
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
    await workbench().configure({ 'laserficheLinks.readOnly': false });
    await form()
      .status(/Links are read-only/)
      .waitFor({ state: 'detached' });
  });
});
