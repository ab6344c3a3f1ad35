import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
const INDEX = 386;
const ODD_NAMES = { id: '1', parent: '2', constructor: '3', '': '4', ' a ': '5' };

describe('a form whose rows must not get lost', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'form-kept' });
  const form = () => new AssignLinksForm(workbench());
  let first: Sandbox;
  let second: Sandbox;
  let atFirst: OtherClient;
  let atSecond: OtherClient;
  let connectionId: string;
  let ids: Readonly<Record<string, number>>;
  const id = (name: string) => ids[name] ?? assert.fail(`The sandbox has no ${name}.`);
  const link = (name: string, customProperties?: Record<string, string>) => ({
    targetId: id(name),
    linkTypeId: 1,
    ...(customProperties && { customProperties }),
  });
  const open = (sourceId: number) =>
    workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId });
  /** As a person does; it is done when nothing shows any more. */
  async function closeAll(): Promise<void> {
    await workbench().runCommand('View: Close All Editors');
    await workbench().tab('Links of').first().waitFor({ state: 'detached' });
  }
  const added = (name: string) => form().row(name).getByText('Added');
  const focused = () => form().targetField.and(form().focused);
  const placeOf = ({ baseUrl, repoId, username, password }: Sandbox) => ({
    ...{ baseUrl, repoId, username, password },
  });
  const leadTo = (server: Sandbox) =>
    workbench().execute('laserficheLinks.editConnection', { connectionId, ...placeOf(server) });
  /** Lets a save run on while another tab shows, until the server has its links. */
  async function hideWhileSaving(isThere: () => Promise<boolean>): Promise<void> {
    first.setBehaviour({ latencyMs: 700 });
    await form().assign();
    await form().button('Assigning…').waitFor();
    await workbench().tab('Links of Master Agreement Index').click();
    await form().row('Work Order 2020-01').waitFor();
    first.setBehaviour({ latencyMs: 0 });
    while (!(await isThere()));
    await workbench().tab('Links of Email').click();
  }

  before(async () => {
    first = await startSandbox();
    second = await startSandbox();
    [atFirst, atSecond] = await Promise.all([otherClient(first), otherClient(second)]);
    ids = await atFirst.idsByName();
    const connection = { name: 'Our server', kind: 'selfHosted', ...placeOf(first) };
    const answer = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = answer as { connectionId: string });
    await workbench().configure({ 'laserficheLinks.confirmChanges': 'never' });
    for (const client of [atFirst, atSecond])
      await client.assign(EMAIL, [link('EmailAttachment', ODD_NAMES), link('Contracts')]);
  });
  after(() => Promise.all([first.close(), second.close()]));

  it('brings them back after its tab was closed, and says so', async () => {
    await open(EMAIL);
    await form().setProperty('EmailAttachment', 'parent', 'new');
    await form().remove('Contracts');
    await form().addTarget('\\Office Contacts');
    await added('Office Contacts').waitFor();
    await form().targetField.pressSequentially('Proj');
    await closeAll();
    await open(EMAIL);
    await form()
      .status(/closed with unsent changes/)
      .waitFor();
    await added('Office Contacts').waitFor();
    await form().row('Contracts').getByText('Removed').waitFor();
    await form().row('EmailAttachment').getByText('Changed').waitFor();
    assert.equal(await form().targetField.inputValue(), 'Proj');
    await screenshotAllThemes(workbench(), '1-came-back');
    assert.equal((await atFirst.links(EMAIL)).length, 2);
  });

  it('brings them back after the tab was closed and the window reloaded, to the byte', async () => {
    await closeAll();
    await workbench().reloadWindow();
    await open(EMAIL);
    await added('Office Contacts').waitFor();
    assert.deepEqual(await form().requestBody(), [
      link('EmailAttachment', { ...ODD_NAMES, parent: 'new' }),
      link('Office Contacts'),
    ]);
  });

  it('lets them be discarded, by keyboard, and that be taken back', async () => {
    await form().button('Discard').focus();
    await workbench().page.keyboard.press('Enter');
    await added('Office Contacts').waitFor({ state: 'detached' });
    await focused().waitFor();
    assert.equal(await form().targetField.inputValue(), '');
    await form().press('Undo');
    await added('Office Contacts').waitFor();
    await form().press('Reset');
    await form().targetField.fill('');
    await closeAll();
    await open(EMAIL);
    await form().row('Contracts').waitFor();
    assert.equal(await form().button('Discard').count(), 0);
  });

  it('keeps properties of every name when it is sent', async () => {
    await form().setProperty('EmailAttachment', 'constructor', 'new');
    await screenshotAllThemes(workbench(), '2-names');
    await form().assign();
    await form()
      .status(/Saved: 1 changed/)
      .waitFor();
    const [attachment] = await atFirst.links(EMAIL);
    assert.deepEqual(attachment, link('EmailAttachment', { ...ODD_NAMES, constructor: 'new' }));
  });

  it('asks for the name of a new property, unless an empty one is meant', async () => {
    await form()
      .row('Contracts')
      .getByRole('button', { name: /^Add a property/ })
      .click();
    await form()
      .problem(/Name the property/)
      .waitFor();
    await screenshotAllThemes(workbench(), '3-blank-name');
    await form().button('Keep the empty name').focus();
    await workbench().page.keyboard.press('Enter');
    await workbench().page.keyboard.type('meant');
    await form().assign();
    await form()
      .status(/Saved: 1 changed/)
      .waitFor();
    const links = await atFirst.links(EMAIL);
    assert.deepEqual(
      links.find(({ targetId }) => targetId === id('Contracts')),
      link('Contracts', { '': 'meant' }),
    );
  });

  it('tells what became of a save while another tab showed, with the way back', async () => {
    await open(INDEX);
    await form().row('Work Order 2020-01').waitFor();
    await open(EMAIL);
    await atFirst.assign(id('Employee Handbook'), [{ targetId: EMAIL, linkTypeId: 1 }]);
    await open(EMAIL);
    await form().addTarget('\\Projects');
    await added('Projects').waitFor();
    first.setBehaviour({ incomingDroppedByPut: true });
    await hideWhileSaving(async () =>
      (await atFirst.links(EMAIL)).some(({ targetId }) => targetId === id('Projects')),
    );
    await form()
      .status(/Saved: 1 added/)
      .waitFor();
    await form()
      .status(/dropped 1 incoming link/)
      .waitFor();
    first.setBehaviour({ incomingDroppedByPut: false });
    await form().button('Undo').waitFor();
    await screenshotAllThemes(workbench(), '4-saved-while-hidden');
    await form().press('Restore It');
    await form()
      .status(/Restored 1 incoming link/)
      .waitFor();
    assert.deepEqual(await atFirst.links(id('Employee Handbook')), [{ targetId: EMAIL, linkTypeId: 1 }]);
  });

  it('asks about a conflict that came up while another tab showed', async () => {
    const links = await atFirst.links(EMAIL);
    await form().setProperty('EmailAttachment', 'parent', 'mine');
    const others = links.map((one) =>
      one.targetId === id('EmailAttachment') ? { ...one, customProperties: { parent: 'theirs' } } : one,
    );
    await atFirst.assign(EMAIL, others);
    await hideWhileSaving(() => Promise.resolve(true));
    await form()
      .panel(/Someone else also changed/)
      .waitFor();
    await form().side('theirs', 'EmailAttachment').check();
    await form().press('Continue');
    await form()
      .status(/Nothing is left to assign/)
      .waitFor();
  });

  it('keeps them, and sends nothing, when its connection is edited to another server', async () => {
    await form().addTarget('\\Accounts Payable');
    await added('Accounts Payable').waitFor();
    const before = await atSecond.links(EMAIL);
    await leadTo(second);
    await form()
      .status(/belongs to the repository .* but its connection leads to/)
      .waitFor();
    await added('Accounts Payable').waitFor();
    assert.equal(await form().button('Assign').getAttribute('aria-disabled'), 'true');
    assert.equal(await form().button('Preview Change').getAttribute('aria-disabled'), 'true');
    assert.equal(await form().targetField.isEditable(), false);
    await screenshotAllThemes(workbench(), '5-elsewhere');
    await workbench().page.keyboard.press('ControlOrMeta+Enter');
    assert.deepEqual(await atSecond.links(EMAIL), before);
  });

  it('opens a form of its own for the entry of the same id there', async () => {
    await open(EMAIL);
    await form().row('Contracts').waitFor();
    assert.equal(await added('Accounts Payable').count(), 0);
    assert.equal(await workbench().tab('Links of Email').count(), 2);
    await form().addTarget('\\Projects');
    await added('Projects').waitFor();
  });

  it('tells the two apart after a reload', async () => {
    await workbench().reloadWindow();
    await added('Projects').waitFor();
    assert.equal(await added('Accounts Payable').count(), 0);
    await workbench().tab('Links of Email').first().click();
    await form()
      .status(/belongs to the repository .* but its connection leads to/)
      .waitFor();
    await added('Accounts Payable').waitFor();
    assert.equal(await form().button('Assign').getAttribute('aria-disabled'), 'true');
    await screenshotAllThemes(workbench(), '6-elsewhere-after-reload');
    await open(EMAIL);
    await added('Projects').waitFor();
    assert.equal(await workbench().tab('Links of Email').count(), 2);
  });

  it('works again when the connection leads back', async () => {
    const before = await atSecond.links(EMAIL);
    await leadTo(first);
    await form()
      .status(/belongs to the repository/)
      .waitFor();
    await added('Projects').waitFor();
    await workbench().tab('Links of Email').first().click();
    await added('Accounts Payable').waitFor();
    await form().assign();
    await form()
      .status(/Saved: 1 added/)
      .waitFor();
    assert.deepEqual(await atSecond.links(EMAIL), before);
    assert.ok((await atFirst.links(EMAIL)).some(({ targetId }) => targetId === id('Accounts Payable')));
  });
});
