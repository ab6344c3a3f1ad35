import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { dialogButton } from './support/dialog';
import { menuItems } from './support/menu';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';
import { messageTo } from './support/tree';

const MESSAGE = 'Message → Attachment';
const READ_ONLY = 'laserficheLinks.readOnly';
const CONFIRM = 'laserficheLinks.confirmChanges';
/** Menu items that write, of an entry and of a link. */
const WRITING = ['Add Link…', 'Remove All Links', 'Copy Links From…', 'Remove Link(s)', 'Change Link Type…'];

describe('a person who is guarded against losing links', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'guarded' });
  const tree = () => workbench().tree('Repository');
  let server: Sandbox;
  let other: OtherClient;
  let ids: Readonly<Record<string, number>>;
  let connectionId: string;
  const id = (name: string) => ids[name] ?? assert.fail(`The sandbox has no ${name}.`);
  const link = (name: string, customProperties?: Record<string, string>) => ({
    targetId: id(name),
    linkTypeId: 1,
    ...(customProperties && { customProperties }),
  });
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  const status = () => workbench().page.getByRole('button', { name: /^Laserfiche, .*read-only/ });
  const dialog = () => workbench().page.locator('.monaco-dialog-box');
  const targets = async () => (await other.links(10)).map(({ targetId }) => targetId);
  /** Both sides of the comparison that shows. */
  const sides = () => workbench().page.locator('.monaco-diff-editor .view-lines');

  /** What Email is linked with, as the tree shows it too. */
  async function startWith(...names: readonly string[]): Promise<void> {
    await clear();
    await other.assign(
      10,
      names.map((name) => link(name, { note: 'a' })),
    );
    await tree().select('Email');
    await workbench().runCommand('Laserfiche: Refresh');
    // Links stand one level below the entries of the root folder.
    const rows = tree().pane.locator('[role=treeitem][aria-level="3"]');
    for (const name of names) await rows.filter({ hasText: name }).waitFor();
  }

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    ids = await other.idsByName();
    await other.assign(10, [link('EmailAttachment', { note: 'a' })]);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    await tree().expand('Our server');
    await tree().expand('Email');
  });
  after(() => server.close());

  const REMOVED = 'Removed the link Email → EmailAttachment (Message → Attachment).';
  const titleButton = (name: string) =>
    workbench().page.locator('.editor-group-container.active .title').getByRole('button', { name });

  it('sees what a removal would do, compares the payloads, and then confirms', async () => {
    await other.assign(10, [
      link('EmailAttachment', { note: 'a' }),
      link('Employee Handbook'),
      link('Contracts'),
    ]);
    await tree().contextMenu(messageTo('EmailAttachment'), 'Remove Link(s)');
    await dialog().getByText('Remove the link Message → Attachment from Email to EmailAttachment?').waitFor();
    await screenshotAllThemes(workbench(), '1-confirm');
    await dialogButton(workbench(), 'Preview…').click();
    await titleButton('Apply Change').waitFor();
    await sides().last().getByText('targetId').first().waitFor();
    await screenshotAllThemes(workbench(), '2-preview');
    assert.equal((await targets()).length, 3);
    await titleButton('Apply Change').click();
    await told(REMOVED);
    await sides().first().waitFor({ state: 'detached' });
    assert.deepEqual(
      await targets(),
      [id('Employee Handbook'), id('Contracts')].toSorted((a, b) => a - b),
    );
  });

  it('is asked for every change, for none, or for what touches links that exist', async () => {
    const { quickInput } = workbench();
    const add = async (name: string) => {
      await tree().contextMenu('Email', 'Add Link…');
      await quickInput.titled('To Which Entries?');
      await quickInput.type(`${id(name)}`);
      await quickInput.item(`${id(name)} · ${name}`).waitFor();
      await quickInput.accept();
      await quickInput.titled(`to ${name}`);
      await quickInput.pick(MESSAGE);
    };
    await startWith('EmailAttachment', 'Contracts');
    await add('Projects');
    await told('Linked Email → Projects (Message → Attachment).');

    await clear();
    await workbench().configure({ [CONFIRM]: 'always' });
    await add('Samples');
    await dialog().getByText('Add the link Message → Attachment from Email to Samples?').waitFor();
    await workbench().screenshot('3-always');
    await dialogButton(workbench(), 'Cancel').click();
    assert.ok(!(await targets()).includes(id('Samples')));

    await workbench().configure({ [CONFIRM]: 'never' });
    await tree().contextMenu(messageTo('EmailAttachment'), 'Remove Link(s)');
    await told(REMOVED);
    await workbench().configure({ [CONFIRM]: 'destructive' });
  });

  it('previews a change without making it', async () => {
    const { quickInput } = workbench();
    await startWith('EmailAttachment', 'Contracts');
    await tree().contextMenu(messageTo('EmailAttachment'), 'Preview Change…');
    await titleButton('Discard Change').waitFor();
    await workbench().screenshot('4-previewed');
    await titleButton('Discard Change').click();
    await workbench().tab('Links of').waitFor({ state: 'detached' });

    await tree().contextMenu('Email', 'Preview Change…');
    await quickInput.titled('Preview Change of Email');
    await workbench().screenshot('5-preview-what');
    await quickInput.pick('Add Links…');
    await quickInput.titled('To Which Entries?');
    await quickInput.type(`${id('Projects')}`);
    await quickInput.pick(`${id('Projects')} · Projects`);
    await quickInput.accept();
    await quickInput.titled('to Projects');
    await quickInput.pick(MESSAGE);
    await workbench().tab('Add Link? Links of \\Email: Now ↔ After').waitFor();
    assert.equal((await targets()).length, 2);
    await titleButton('Apply Change').click();
    await told('Linked Email → Projects (Message → Attachment).');
    assert.equal((await targets()).length, 3);
  });

  it('makes a connection read-only, and sees it everywhere', async () => {
    await startWith('EmailAttachment', 'Contracts');
    await tree().contextMenu('Our server', 'Toggle Read-Only for Connection');
    await status().waitFor();
    await told('Our server: read-only');
    await tree()
      .row('Our server')
      .getByText(/read-only · /)
      .waitFor();
    await screenshotAllThemes(workbench(), '6-read-only');
    for (const row of ['Email', messageTo('EmailAttachment')]) {
      const items = await tree().contextMenuItems(row);
      assert.ok(items.includes(row === 'Email' ? 'Show Links' : 'Linked Entry'), row);
      assert.deepEqual(
        items.filter((item) => WRITING.includes(item)),
        [],
      );
    }
    const { targetId, linkTypeId } = link('Projects');
    const change = { connectionId, sourceId: 10, links: [{ targetId, linkTypeId }] };
    await assert.rejects(
      workbench().execute('laserficheLinks.addLinks', change),
      /this connection is read-only/,
    );
    await clear();
    await tree().row('Projects').dragTo(tree().row('Email'));
    await told('this connection is read-only');
    await workbench().screenshot('7-drop-refused');
    await clear();
    await status().click();
    await workbench().quickInput.pick('Allow Changes Again');
    await told('Our server: links can be changed again');
    await status().waitFor({ state: 'detached' });
    assert.equal((await targets()).length, 2);
  });

  it('switches writing off by the setting', async () => {
    const { page } = workbench();
    await startWith('EmailAttachment', 'Contracts');
    await workbench().configure({ [READ_ONLY]: true });
    await status().waitFor();
    await tree().row(messageTo('EmailAttachment')).click({ button: 'right' });
    await menuItems(page);
    const item = (text: string) =>
      page
        .locator('.monaco-menu .action-item')
        .filter({ has: page.locator('.action-label').getByText(text, { exact: true }) });
    await screenshotAllThemes(workbench(), '8-setting');
    assert.ok(await item('Remove Link(s)').evaluate(isDisabled));
    assert.ok(!(await item('Copy Link as JSON').evaluate(isDisabled)));
    await page.keyboard.press('Escape');
    const change = { connectionId, sourceId: 10 };
    await assert.rejects(
      workbench().execute('laserficheLinks.removeAllLinks', change),
      /turned off in the settings/,
    );
    await tree().select(messageTo('EmailAttachment'));
    await tree().contextMenu(messageTo('EmailAttachment'), 'Preview Change…');
    await told('This is a preview only');
    await workbench().screenshot('9-preview-only');
    await status().click();
    await workbench().quickInput.pick('Open the Setting That Refuses Every Change');
    const setting = page.getByText('Refuse every change of links, in all connections.');
    await setting.waitFor();
    await workbench().screenshot('10-the-setting');
    await workbench().configure({ [READ_ONLY]: false });
    await status().waitFor({ state: 'detached' });
    await workbench().execute('workbench.action.closeActiveEditor');
    await setting.waitFor({ state: 'detached' });
    await workbench().execute('workbench.action.closeAllEditors');
    assert.equal((await targets()).length, 2);
  });

  it('is shown what somebody else did between question and answer, and keeps its own', async () => {
    const { quickInput } = workbench();
    await startWith('EmailAttachment', 'Contracts');
    await tree().contextMenu(messageTo('EmailAttachment'), 'Remove Link(s)');
    await dialogButton(workbench(), 'Remove Link').waitFor();
    await other.assign(10, [
      link('EmailAttachment', { note: 'b', due: 'Friday' }),
      link('Contracts'),
      link('Projects'),
    ]);
    await dialogButton(workbench(), 'Remove Link').click();
    await quickInput.titled('Someone else also changed Email → EmailAttachment (Message → Attachment)');
    await sides().last().getByText('targetId').first().waitFor();
    await screenshotAllThemes(workbench(), '11-conflict');
    assert.equal((await targets()).length, 3);
    await quickInput.pick('Keep Mine');
    await told(REMOVED);
    await sides().first().waitFor({ state: 'detached' });
    assert.deepEqual(await other.links(10), byTarget([link('Contracts'), link('Projects')]));
  });

  it('decides link by link', async () => {
    const { quickInput } = workbench();
    await startWith('EmailAttachment', 'Employee Handbook', 'Contracts');
    await tree().row(messageTo('EmailAttachment')).click();
    await tree()
      .row(messageTo('Employee Handbook'))
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await tree().contextMenu(messageTo('Employee Handbook'), 'Remove Link(s)');
    await dialogButton(workbench(), 'Remove 2 Links').waitFor();
    const theirs = ['EmailAttachment', 'Employee Handbook', 'Contracts'].map((name) =>
      link(name, { note: 'b' }),
    );
    await other.assign(10, theirs);
    await dialogButton(workbench(), 'Remove 2 Links').click();
    await quickInput.titled('Someone else also changed 2 links of Email');
    await screenshotAllThemes(workbench(), '12-conflicts');
    await quickInput.pick('Choose…');
    await quickInput.titled('Tick the links to keep as yours');
    await workbench().screenshot('13-choose');
    await quickInput.rows.filter({ hasText: 'Employee Handbook' }).click();
    await quickInput.accept();
    await told(REMOVED);
    assert.deepEqual(await other.links(10), byTarget(theirs.slice(1)));
  });
});

function byTarget<T extends { readonly targetId: number }>(links: readonly T[]): T[] {
  return links.toSorted((one, two) => one.targetId - two.targetId);
}

function isDisabled(item: { readonly classList: { contains(name: string): boolean } }): boolean {
  return item.classList.contains('disabled');
}
