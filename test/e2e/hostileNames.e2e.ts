import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { inert, oneLine } from '../../src/domain/inertText';
import { startHostileServer, type HostileServer } from '../support/hostileServer';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { outgoing } from './support/tree';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;

/** A name of everything that bites: a link that runs a command, icons, turned direction, line breaks, other markup. */
const BITE =
  '[Show why](command:laserficheLinks.showLog?%5B%5D "why") $(flame) $(sync~spin)\u202E\u2066\u061C\r\nnext\u0007\u200B **bold** https://evil.example <b>b</b> `c`';
const named = (word: string) => `${word} ${BITE}`;
/** A name as it shows: nothing that can be seen is left out of it. */
const shown = (word: string) => oneLine(named(word));
/** The row of the link to the attachment: what is long is cut, and its own end's label leaves room for the name. */
const LINK = oneLine(outgoing(inert(named('Message'), 60), shown('EmailAttachment')));
const LONG = `Handbook${'x'.repeat(10_000)}end`;

/** The server's names, and what stands in their place. */
const NAMES: Readonly<Record<string, string>> = {
  Message: named('Message'),
  Attachment: named('Attachment'),
  References: named('References'),
  EmailAttachment: named('EmailAttachment'),
  Email: named('Email'),
  'Employee Handbook': LONG,
  'Mara Lindqvist': named('Mara'),
};
const rename = (text: string) => {
  const services = text.split('\\');
  return services.map((part) => NAMES[part] ?? part).join('\\');
};

/** What the page must never hold, in whatever place: links and icons out of names, and marks of direction. */
const FOUND = `[
  ...[...document.querySelectorAll('a[href], [data-href]')]
    .filter((a) => /Show why|evil/.test(a.textContent) || /showLog|evil/.test(a.getAttribute('href') + a.dataset.href))
    .map((a) => 'a link: ' + a.outerHTML),
  ...[...document.querySelectorAll('.codicon-flame')].map((icon) => 'an icon: ' + icon.outerHTML),
  ...[...document.querySelectorAll('b, em, code, strong strong')].map((mark) => 'markup: ' + mark.outerHTML),
  ...(/[\\u061C\\u202A-\\u202E\\u2066-\\u2069]/.test(document.body.outerHTML) ? ['a mark of direction'] : []),
]`;

describe('names that bite', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'hostileNames' });
  const tree = () => workbench().tree('Repository');
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  let sandbox: Sandbox;
  let server: HostileServer;
  let other: OtherClient;
  let handbook = 0;
  let connectionId = '';

  /** The place shows the name letter by letter, and the whole page nothing that is read out of it. */
  async function harmless(place: Locator, picture: string): Promise<void> {
    await place.waitFor();
    await workbench().screenshot(picture);
    assert.deepEqual(await workbench().page.evaluate(FOUND), []);
    const text = (await place.innerText()).replaceAll('\u2060', '').replaceAll('\u00A0', ' ');
    assert.match(
      text,
      /\[Show why\]\(command:laserficheLinks\.showLog\?%5B%5D "why"\) \$\(flame\) \$\(sync~spin\)/,
    );
    assert.ok(!text.includes('\u0007') && !text.includes('\u200B'));
  }

  before(async () => {
    sandbox = await startSandbox();
    other = await otherClient(sandbox);
    handbook = (await other.idsByName())['Employee Handbook'] ?? assert.fail('The sandbox has no handbook.');
    await other.assign(EMAIL, [
      { targetId: ATTACHMENT, linkTypeId: MESSAGE, customProperties: { [named('stage')]: named('signed') } },
      { targetId: handbook, linkTypeId: MESSAGE },
    ]);
    server = await startHostileServer(sandbox.baseUrl, rename);
    const { repoId, username, password } = sandbox;
    await workbench().openContainer('Laserfiche');
    const connection = { kind: 'selfHosted', baseUrl: server.baseUrl, repoId, username, password };
    const added = (name: string) =>
      workbench().execute('laserficheLinks.addConnection', { ...connection, name });
    ({ connectionId } = (await added(named('Server'))) as { connectionId: string });
    await tree().expand(shown('Server'));
    await workbench().configure({ 'laserficheLinks.confirmChanges': 'always' });
  });
  after(async () => {
    await server.close();
    await sandbox.close();
  });

  it('show in the tree as text', async () => {
    await tree().expand(shown('Email'));
    await harmless(tree().row(LINK), '01-tree');
    await harmless(tree().row(shown('Email')), '01-tree-entry');
  });

  it('show in the tooltips of the tree as text', async () => {
    const hover = workbench().page.locator('.workbench-hover:visible, .monaco-hover:visible').first();
    await tree()
      .row(LINK)
      .locator('.label-name')
      .hover({ position: { x: 20, y: 8 } });
    await harmless(hover, '02-tooltip-link');
    await workbench().page.mouse.move(640, 400);
    await hover.waitFor({ state: 'hidden' });
    await tree()
      .row(shown('Server'))
      .locator('.label-name')
      .hover({ position: { x: 20, y: 8 } });
    await harmless(hover, '02-tooltip-connection');
    await workbench().page.mouse.move(640, 400);
  });

  it('show in the status bar as text, and in its tooltip', async () => {
    const { page } = workbench();
    await tree().select(shown('Email'));
    const item = page.locator('.statusbar-item').filter({ hasText: 'Server' });
    await harmless(item, '03-status');
    await item.hover();
    await harmless(
      page.locator('.workbench-hover:visible, .monaco-hover:visible').first(),
      '03-status-tooltip',
    );
    await page.mouse.move(640, 400);
  });

  it('show as link source in the status bar', async () => {
    const { page } = workbench();
    await tree().contextMenu(shown('Email'), 'Select as Link Source');
    const item = page.locator('.statusbar-item').filter({ hasText: 'Link source' });
    await harmless(item, '04-source');
    await item.hover();
    await harmless(
      page.locator('.workbench-hover:visible, .monaco-hover:visible').first(),
      '04-source-tooltip',
    );
    await page.mouse.move(640, 400);
    await workbench().runCommand('Laserfiche: Clear Link Source');
  });

  it('show in the actions of the connection', async () => {
    const { page, quickInput } = workbench();
    await page.locator('.statusbar-item').filter({ hasText: 'Server' }).click();
    await harmless(quickInput.title(), '05-actions');
    await quickInput.cancel();
  });

  it('show in a question as text, on lines of their own', async () => {
    await tree().contextMenu(LINK, 'Remove Link(s)');
    const dialog = workbench().page.locator('.monaco-dialog-box');
    await harmless(dialog, '06-question');
    const lines = (await dialog.innerText()).split('\n').map((line) => line.trim());
    assert.deepEqual(
      lines.filter((line) => line.startsWith('next')),
      [],
    );
    await dialogButton(workbench(), 'Cancel').click();
  });

  it('of link types show where one is picked, and in what is told then', async () => {
    const { quickInput, notifications } = workbench();
    await tree().contextMenu(LINK, 'Change Link Type…');
    await harmless(quickInput.title(), '07-types');
    await harmless(quickInput.rows.filter({ hasText: 'References' }).first(), '07-types-rows');
    await quickInput.cancel();
    await tree().contextMenu(LINK, 'Edit Link Properties…');
    await harmless(quickInput.rows.filter({ hasText: 'stage' }), '08-properties');
    await quickInput.pick(shown('stage'));
    await harmless(quickInput.message, '08-properties-prompt');
    assert.equal(await quickInput.input.inputValue(), named('signed').replaceAll(/[\r\n]/g, ''));
    await quickInput.cancel();
    assert.deepEqual(await notifications.all(), []);
  });

  it('show in notifications as text', async () => {
    const { notifications } = workbench();
    await clear();
    await workbench().execute('laserficheLinks.toggleReadOnly', { connectionId, readOnly: true });
    await tree().contextMenu(shown('Server'), 'Toggle Read-Only for Connection');
    await harmless(notifications.saying('Server').first(), '09-notification');
  });

  it('of servers’ sentences show in notifications as text', async () => {
    const { notifications } = workbench();
    await clear();
    server.refuseWith(named('The repository says'));
    await tree().contextMenu(LINK, 'Remove Link(s)');
    await dialogButton(workbench(), 'Remove Link').click();
    await harmless(notifications.saying('Could not'), '10-refused');
    // Where a keybinding called it, VS Code shows the error, and reads links out of it.
    await workbench().configure({ 'laserficheLinks.confirmChanges': 'never' });
    const links = [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }];
    const call = workbench().execute('laserficheLinks.removeLinks', { connectionId, sourceId: EMAIL, links });
    await assert.rejects(
      call,
      ({ message }: Error) => message.includes('Show why') && !/\]\(|\$\(/.test(message),
    );
    server.refuseWith(undefined);
  });

  it('show in progress as text', async () => {
    const { notifications, quickInput } = workbench();
    await clear();
    await tree().collapse(shown('Email'));
    await workbench().runCommand('Laserfiche: Refresh');
    const release = server.holdLinks();
    await tree().select(shown('Email'));
    await workbench().runCommand('Laserfiche: Remove Link(s)');
    try {
      await harmless(notifications.saying('Reading the links of'), '11-progress');
    } finally {
      release();
    }
    await harmless(quickInput.title(), '11-picks-links');
    await harmless(quickInput.rows.filter({ hasText: 'EmailAttachment' }), '11-picks-links-row');
    const row = quickInput.rows.filter({ hasText: 'Handbook' });
    assert.match(await row.innerText(), /Handbookx+…x+end/);
    await quickInput.cancel();
  });

  it('show in the history as text', async () => {
    await tree().contextMenu(shown('Email'), 'Link History…');
    const history = workbench().tree('History');
    await history.focused().waitFor();
    await harmless(history.pane.getByRole('treeitem').first(), '12-history');
    await harmless(history.pane.locator('.pane-header'), '12-history-filter');
  });

  it('show in the form and in its tab as text', async () => {
    await tree().contextMenu(shown('Email'), 'Assign Links…');
    const form = workbench().webview();
    await form.getByText('Show why').first().waitFor();
    await workbench().screenshot('13-form');
    assert.equal(await form.locator('a', { hasText: 'Show why' }).count(), 0);
    assert.doesNotMatch(await form.locator('body').innerText(), /[\u061C\u202A-\u202E\u2066-\u2069]/);
    await harmless(workbench().page.locator('.tab.active'), '13-form-tab');
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('show in the titles of comparisons as text', async () => {
    const add = [{ targetId: ATTACHMENT, linkTypeId: 7 }];
    await workbench().execute('laserficheLinks.previewChange', { connectionId, sourceId: EMAIL, add });
    await workbench().execute('workbench.action.closeAllEditors');
    await workbench().runCommand('Laserfiche: Link History…');
    await workbench().tree('History').focused().waitFor();
    await workbench().tree('History').focusedMenu('Compare Before and After');
    await workbench().page.locator('.tab.active', { hasText: 'Show why' }).waitFor();
    const text = await workbench().page.locator('.tab.active').innerText();
    await workbench().screenshot('14-comparison');
    assert.doesNotMatch(text, /[\u202A-\u202E\u2066-\u2069]/);
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('show in the report of a diagnosis as text', async () => {
    await tree().contextMenu(shown('Server'), 'Diagnose Connection');
    const page = workbench().webview();
    await page.getByRole('heading', { name: 'Diagnosis of Server' }).waitFor();
    await workbench().screenshot('15-report');
    assert.equal(await page.locator('a[href]', { hasText: 'Show why' }).count(), 0);
    assert.equal(await page.locator('a[href*=evil], .katex, h1 strong, h1 b, h1 code').count(), 0);
    assert.match(
      await page.getByRole('heading', { name: 'Diagnosis of Server' }).innerText(),
      /\[Show why\]\(command:laserficheLinks\.showLog\?%5B%5D "why"\) \$\(flame\) \$\(sync~spin\)/,
    );
    assert.doesNotMatch(await page.locator('body').innerText(), /[\u202A-\u202E\u2066-\u2069]/);
    await workbench().execute('workbench.action.closeAllEditors');
  });
});
