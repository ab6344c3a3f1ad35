import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { assertAccessible } from './support/axe';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';
import { messageTo } from './support/tree';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;
const REFERENCES = 7;

describe('a person who looks at rows and their menus', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({
    suite: 'menus',
    settings: { 'laserficheLinks.askArgumentObjects': false },
  });
  const tree = () => workbench().tree('Repository');
  const paths: string[] = [];
  let here: Sandbox;
  let there: Sandbox;
  let other: OtherClient;
  let ids: Readonly<Record<string, number>>;
  let connectionId: string;
  const id = (name: string) => ids[name] ?? assert.fail(`The sandbox has no ${name}.`);
  const link = (targetId: number, linkTypeId = MESSAGE) => ({ targetId, linkTypeId });

  /** Twelve links, of two types. */
  const many = () =>
    ['Archive', 'Board', 'Contracts', 'Policies', 'Projects', 'Samples'].flatMap((name) => [
      link(id(name)),
      link(id(name), REFERENCES),
    ]);

  before(async () => {
    here = await startSandbox({ onRequest: ({ path }) => paths.push(path) });
    there = await startSandbox();
    other = await otherClient(here);
    ids = await other.idsByName();
    await other.assign(EMAIL, [link(ATTACHMENT)]);
    await workbench().openContainer('Laserfiche');
    const add = async (name: string, { baseUrl, repoId, username, password }: Sandbox) =>
      (await workbench().execute('laserficheLinks.addConnection', {
        ...{ name, kind: 'selfHosted', baseUrl, repoId, username, password },
      })) as { connectionId: string };
    await add('There', there);
    await tree().expand('There');
    await tree().collapse('There');
    ({ connectionId } = await add('Here', here));
    await tree().expand('Here');
    await tree().expand('Email');
  });
  after(async () => {
    await here.close();
    await there.close();
  });

  it('finds in the menu of a link what is about the link, and the other entry in a submenu', async () => {
    assert.deepEqual(await tree().contextMenuItems(messageTo('EmailAttachment')), [
      ...['Go to Linked Entry', 'Linked Entry'],
      ...['Change Link Type…', 'Swap Link Direction', 'Move Link(s) to Another Target…'],
      ...['Edit Link Properties…', 'Preview Change…', 'Copy Link as JSON', 'Refresh', 'Remove Link(s)'],
    ]);
    assert.deepEqual(await tree().contextMenuItems(messageTo('EmailAttachment'), 0, 'Linked Entry'), [
      ...['Assign Links…', 'Open in Web Client', 'Show Links as JSON', 'Pin', 'Add Link…'],
      ...['Copy Links From…', 'Select as Link Source', 'Find Entries Linked to This', 'Copy'],
      ...['Link History…', 'Remove All Links'],
    ]);
    await tree().contextMenu(messageTo('EmailAttachment'), 'Linked Entry > Add Link…');
    await workbench().quickInput.titled(/EmailAttachment/);
    await workbench().quickInput.cancel();
  });

  it('finds in the menu of a connection what is about the connection', async () => {
    const items = await tree().contextMenuItems('Here');
    assert.deepEqual(items, [
      ...['Open in Web Client', 'Root Folder', 'Sign In…', 'Sign Out', 'Toggle Read-Only for Connection'],
      ...['Test Connection', 'Diagnose Connection', 'Edit Connection…', 'Rename Connection…'],
      ...['Duplicate Connection', 'Move Connection…', 'Filter in Folder…', 'Find Unlinked Entries Below'],
      ...['Link History…', 'Audit Links…', 'Refresh', 'Remove Connection'],
    ]);
    const inside = await tree().contextMenuItems('Here', 0, 'Root Folder');
    assert.ok(inside.includes('Add Link…') && inside.includes('Remove All Links'), inside.join());
    await tree().selectAll('Board', 'Email');
    await tree().contextMenu('Email', 'Copy > Copy Path');
    await workbench().page.locator('.statusbar-item').filter({ hasText: 'Copied 2 paths' }).waitFor();
    assert.equal(await workbench().page.evaluate('navigator.clipboard.readText()'), '\\Board\n\\Email');
  });

  it('is offered a link source only where it can be linked from', async () => {
    await tree().expand('There');
    await tree().contextMenu('Projects', 'Select as Link Source', 1);
    await workbench().page.getByRole('button', { name: 'Link source: \\Projects' }).waitFor();
    const clears = ['Link from Selected Source…', 'Clear Link Source'];
    const offered = async (nth: number) =>
      (await tree().contextMenuItems('Contracts', nth)).filter((item) => clears.includes(item));
    assert.deepEqual(await offered(1), clears);
    assert.deepEqual(await offered(0), []);
    await tree().contextMenu('Projects', 'Clear Link Source', 1);
    await tree().collapse('There');
  });

  it('removes with Delete the links that are selected, and says that the entry was left out', async () => {
    await tree().selectAll('Contracts', messageTo('EmailAttachment'));
    assert.deepEqual(await tree().contextMenuItems('Contracts'), ['Preview Change…', 'Refresh']);
    await tree().selectAll('Contracts', messageTo('EmailAttachment'));
    await workbench().page.keyboard.press('Delete');
    await dialogButton(workbench(), 'Remove Link').click();
    await workbench().notifications.saying('1 other selected row was left out.').waitFor();
  });

  it('sees more than ten links in groups, and goes to one of them', async () => {
    await other.assign(EMAIL, [...many().slice(0, 10), link(ATTACHMENT)]);
    await other.assign(ATTACHMENT, [link(EMAIL)]);
    await tree().select('Email');
    await workbench().runCommand('Laserfiche: Refresh');
    await tree().row(MESSAGES).waitFor();
    assert.deepEqual(
      (await tree().labels()).filter((label) => /[→←]/.test(label)),
      [MESSAGES, 'References → Referenced by', 'Attachment ← Message'],
    );
    assert.equal(await tree().description(MESSAGES), '6 links');
    await tree().row('Email').getByText('12 links').waitFor();
    await tree().expand(MESSAGES);
    await screenshotAllThemes(workbench(), '1-groups');
  });

  it('loses neither place nor selection when the eleventh link goes', async () => {
    await other.assign(ATTACHMENT, []);
    await other.assign(EMAIL, [...many().slice(0, 10), link(ATTACHMENT)]);
    await workbench().runCommand('Laserfiche: Refresh');
    await tree().row('Email').getByText('11 links').waitFor();
    await tree().select('EmailAttachment');
    const removed = { connectionId, sourceId: EMAIL, links: [link(id('Archive'))] };
    await workbench().execute('laserficheLinks.removeLinks', removed);
    const row = tree().row(messageTo('EmailAttachment'));
    await row.and(workbench().page.locator('.selected.focused')).waitFor();
  });

  it('sees template and fields of an entry by hovering, read once', async () => {
    const ofEmail = () => paths.filter((path) => path.includes(`/Entries/${EMAIL}/fields`)).length;
    const hover = workbench().page.locator('.workbench-hover:visible, .monaco-hover:visible').first();
    await workbench().page.mouse.move(640, 400);
    await hover.waitFor({ state: 'hidden' });
    await workbench().runCommand('Laserfiche: Refresh');
    await tree().row(messageTo('EmailAttachment')).waitFor();
    paths.length = 0;
    await tree().row('Email').locator('.label-name').hover();
    await hover.getByText('Correspondence').waitFor();
    assert.match(
      await hover.innerText(),
      /Template:\sCorrespondence\nSender:\sDelta Crane Hire\nRecipients:\sMara/,
    );
    assert.equal(ofEmail(), 1);
    await screenshotAllThemes(workbench(), '2-hover');
    await tree().row('Archive').locator('.label-name').hover();
    await tree().row('Email').locator('.label-name').hover();
    await hover.getByText('Correspondence').waitFor();
    assert.equal(ofEmail(), 1);
    await workbench().page.mouse.move(640, 400);
  });

  it('meets rows that are named by what they show', async () => {
    const rows = { where: () => Promise.resolve(workbench().page), part: '.pane-body .monaco-list-rows' };
    await assertAccessible(workbench(), 'the tree', rows);
  });
});

const MESSAGES = 'Message → Attachment';
