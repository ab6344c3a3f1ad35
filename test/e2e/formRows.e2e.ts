import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { assertAccessible, webviewOf } from './support/axe';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
const ATTACHMENT = 15;
/** The first of many documents of the demo, one after the other. */
const FIRST = 792;
const TYPES = [1, 2, 3] as const;
const LINKS = Array.from({ length: 12 }, (_, index) => ({
  targetId: FIRST + index,
  linkTypeId: TYPES[index % 3] ?? 1,
  ...(index === 0 && { customProperties: { page: '7' } }),
}));
const INCOMING = [900, 901] as const;

describe('rows of the Assign Links form', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'formRows' });
  const form = () => new AssignLinksForm(workbench());
  const inside = () => workbench().webview();
  const row = (targetId: number) =>
    inside()
      .locator('.table .row')
      .filter({ hasText: `#${targetId}` })
      .first();
  const status = (targetId: number, words: string) =>
    row(targetId).locator('.status').getByText(words).waitFor();
  const press = (key: string) => workbench().page.keyboard.press(key);
  /** The ids of the targets, in the order that the rows show in. */
  const order = async () =>
    (await inside().locator('.table .row:not(.head) .target .id').allInnerTexts()).map((id) =>
      Number(id.slice(1)),
    );
  const focusedRow = async () =>
    Number((await inside().locator('.row:focus .target .id').innerText({ timeout: 3000 })).slice(1));
  let server: Sandbox;
  let other: OtherClient;
  let connectionId: string;

  const open = (sourceId: number) =>
    workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId });

  const showEmail = () => workbench().page.getByRole('tab', { name: 'Links of Email', exact: true }).click();

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    await other.assign(EMAIL, LINKS);
    for (const sourceId of INCOMING) await other.assign(sourceId, [{ targetId: EMAIL, linkTypeId: 1 }]);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    ({ connectionId } = (await workbench().execute('laserficheLinks.addConnection', connection)) as {
      connectionId: string;
    });
    await open(EMAIL);
    await row(FIRST).waitFor();
  });
  after(() => server.close());

  it('are one Tab stop each; arrows lead from row to row and from control to control', async () => {
    await screenshotAllThemes(workbench(), '1-rows');
    await row(FIRST).focus();
    await press('Tab');
    assert.equal(await focusedRow(), FIRST + 1);
    await press('ArrowDown');
    assert.equal(await focusedRow(), FIRST + 2);
    await press('End');
    assert.equal(await focusedRow(), FIRST + 11);
    for (const key of ['Home', 'ArrowDown']) await press(key);
    assert.equal(await focusedRow(), FIRST);
    await inside()
      .locator('.row:focus')
      .and(inside().getByRole('row', { name: /^Outgoing link, .* → .*, to .*\\/ }))
      .waitFor();
    for (const key of ['ArrowRight', 'ArrowRight']) await press(key);
    await row(FIRST).getByRole('combobox').and(form().focused).waitFor();
    await press('ArrowDown');
    await row(FIRST + 1)
      .getByRole('combobox')
      .and(form().focused)
      .waitFor();
    await press('Escape');
    assert.equal(await focusedRow(), FIRST + 1);
    assert.equal(await inside().locator('.row.changed').count(), 0);
  });

  it('have fields in which arrows move the caret, once an edit has begun', async () => {
    await row(FIRST)
      .getByRole('button', { name: /^Properties/ })
      .click();
    const value = row(FIRST).getByLabel('Value of page');
    await row(FIRST).getByLabel('Property name').click();
    await press('Tab');
    await value.and(form().focused).waitFor();
    await workbench().page.keyboard.type('12');
    for (const key of ['ArrowLeft', 'ArrowLeft']) await press(key);
    await workbench().page.keyboard.type('0');
    assert.equal(await value.inputValue(), '012');
    await press('Escape');
    await press('ArrowUp');
    await press('ArrowDown');
    assert.equal(await focusedRow(), FIRST);
    await row(FIRST)
      .getByRole('button', { name: /^Undo the changes/ })
      .click();
  });

  it('go with Delete, the next one has the focus, and come back where they were', async () => {
    await row(FIRST + 3).focus();
    for (const key of ['Delete', 'Delete']) await press(key);
    assert.equal(await focusedRow(), FIRST + 5);
    await status(FIRST + 3, 'Removed');
    await form().assign();
    await inside().locator('.panel [data-default]').click();
    await form()
      .status(/Saved: 2 removed/)
      .waitFor();
    assert.equal((await order()).length, 10);
    // Hidden and shown again: the page of the form is another one.
    await open(ATTACHMENT);
    await showEmail();
    await form()
      .status(/Saved: 2 removed/)
      .waitFor();
    await form().press('Undo');
    await form()
      .status(/2 added/)
      .waitFor();
    await row(FIRST + 3).waitFor();
    assert.deepEqual(
      await order(),
      LINKS.map(({ targetId }) => targetId),
    );
  });

  it('are ticked one by one, in a range and all, and changed together', async () => {
    const tick = (targetId: number) => row(targetId).getByRole('checkbox');
    await tick(FIRST).click();
    await tick(FIRST + 2).click({ modifiers: ['Shift'] });
    await inside().getByText('3 selected').waitFor();
    await form().press('Change Type…');
    await screenshotAllThemes(workbench(), '2-ticked');
    await assertAccessible(workbench(), 'the ticked rows', { where: () => webviewOf(workbench()) });
    await inside().getByLabel('New link type').selectOption('2');
    await form().press('Change Type of 2 Links');
    await status(FIRST, 'Changed');
    await status(FIRST + 2, 'Changed');
    await form().press('Set Property…');
    await inside().getByLabel('Property name').and(form().focused).fill('batch');
    await inside().getByLabel('Property value').fill('A7');
    await press('Enter');
    await status(FIRST + 1, 'Changed');
    await inside().locator('#undo-step').and(form().focused).waitFor();
    await press('Enter');
    assert.equal(await inside().locator('.row.changed').count(), 2);
    await press('Enter');
    assert.equal(await inside().locator('.row.changed').count(), 0);
    await row(FIRST + 6).focus();
    await press('Control+a');
    await inside().getByText('12 selected').waitFor();
    assert.equal(await inside().locator('body').evaluate('String(getSelection())'), '');
    await press('Enter');
    await form().button('Change Type…').and(form().focused).waitFor();
    await press('Escape');
    assert.equal(await focusedRow(), FIRST);
    await form().press('Remove 12 Links');
    assert.equal(await inside().locator('.row.removed').count(), 12);
    await press('Enter');
    assert.equal(await inside().locator('.row.removed').count(), 0);
  });

  it('are sorted and filtered without changing what is sent, and changes that are hidden are told', async () => {
    await form().addTarget('\\EmailAttachment');
    await row(ATTACHMENT).waitFor();
    const sent = await form().requestBody();
    await inside().getByRole('columnheader', { name: 'Link type' }).getByRole('button').click();
    const byType = await order();
    assert.deepEqual(byType.slice(0, 2), [ATTACHMENT, FIRST + 2]);
    assert.notDeepEqual(
      byType.slice(1),
      LINKS.map(({ targetId }) => targetId),
    );
    assert.deepEqual(await form().requestBody(), sent);
    await inside().getByLabel('Filter by link type').selectOption('3');
    await inside().getByText('4 of 13 rows shown').waitFor();
    await inside().getByText('1 change is hidden and will be sent as well').waitFor();
    await inside().getByRole('checkbox', { name: 'Select All' }).click();
    await form().button('Remove 4 Links').waitFor();
    await screenshotAllThemes(workbench(), '3-filtered');
    await form().press('Show All');
    await inside().getByText('4 selected').waitFor();
    await inside()
      .getByLabel('Filter links')
      .fill(`#${FIRST + 2}`);
    await inside().getByText('1 selected; 3 more are hidden by the filter').waitFor();
    await form().press('Show All');
    await form().press('Clear Selection');
    await row(ATTACHMENT)
      .getByRole('button', { name: /^Remove/ })
      .click();
    await form().press('Undo');
    await status(ATTACHMENT, 'Added');
  });

  it('keep the icon of what they link to when they are saved and shown again', async () => {
    const icon = () => row(ATTACHMENT).locator('.entry > .codicon').innerHTML();
    const before = await icon();
    await form().assign();
    await form()
      .status(/Saved: 1 added/)
      .waitFor();
    assert.equal(await icon(), before);
    await open(ATTACHMENT);
    await showEmail();
    await row(ATTACHMENT).waitFor();
    assert.equal(await icon(), before);
  });

  it('open the form of the entry at the other end', async () => {
    await row(ATTACHMENT).getByRole('button', { name: 'Open Links of EmailAttachment' }).click();
    await workbench()
      .tab('Links of EmailAttachment')
      .and(workbench().page.locator('[aria-selected=true]'))
      .waitFor();
    await showEmail();
    await row(ATTACHMENT).waitFor();
  });

  it('of incoming links are changed where they belong, with the questions of the menus', async () => {
    await workbench().configure({ 'laserficheLinks.confirmChanges': 'never' });
    const incoming = (id: number) =>
      inside()
        .locator('.incoming .row')
        .filter({ hasText: `#${id}` });
    await incoming(900).getByRole('checkbox').click();
    await screenshotAllThemes(workbench(), '4-incoming');
    await incoming(900)
      .getByRole('button', { name: /^Change the type/ })
      .click();
    await workbench().quickInput.titled(/Change Link Type/);
    await workbench().quickInput.rows.first().click();
    await incoming(900).filter({ hasNotText: 'Message' }).waitFor();
    assert.notEqual((await other.links(900))[0]?.linkTypeId, 1);
    await incoming(901).focus();
    await press('Delete');
    await incoming(901).waitFor({ state: 'detached' });
    assert.deepEqual(await other.links(901), []);
  });
});
