import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const MANY = 30;

describe('the Assign Links form by keyboard', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'form-keys' });
  const form = () => new AssignLinksForm(workbench());
  const press = (key: string) => workbench().page.keyboard.press(key);
  const type = (text: string) => workbench().page.keyboard.type(text);
  const hasFocus = (name: string) => form().focused.and(form().button(name)).waitFor();
  let server: Sandbox;
  let other: OtherClient;
  let connectionId: string;
  let ids: Readonly<Record<string, number>>;
  const id = (name: string) => ids[name] ?? assert.fail(`The sandbox has no ${name}.`);
  const targets = async (name: string) => (await other.links(id(name))).map(({ targetId }) => targetId);
  const open = (name: string) =>
    workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId: id(name) });

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    for (let index = 1; index <= MANY; index += 1) await other.create(`Sheet ${index}`);
    ids = await other.idsByName();
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
  });
  after(() => server.close());

  it('links two entries with the name, Enter and Ctrl+S, from wherever the form was opened', async () => {
    const before = await targets('Email');
    await workbench().tree('Repository').expand('Our server');
    await workbench().tree('Repository').select('Contracts');
    await open('Email');
    await form().focused.and(form().targetField).waitFor();
    await type('Employee Handbook');
    // Before anything was found: the only hit is what was meant.
    await press('Enter');
    await form().row('Employee Handbook').getByText('Added').waitFor();
    assert.equal(await form().targetField.inputValue(), '');
    await press('Control+s');
    await form()
      .status(/Saved: 1 added/)
      .waitFor();
    assert.deepEqual(new Set(await targets('Email')), new Set([...before, id('Employee Handbook')]));
    await form().focused.and(form().targetField).waitFor();
  });

  it('begins in the field for a target in each form, and again when it is asked for again', async () => {
    await open('Contracts');
    await form()
      .status(/Contracts|links|no links/)
      .waitFor();
    await type('Sheet 7');
    assert.equal(await form().targetField.inputValue(), 'Sheet 7');
    await press('Escape');
    await press('Escape');
    await workbench().tab('Links of Email').click();
    await form().row('Employee Handbook').getByRole('combobox').focus();
    await open('Email');
    await form().focused.and(form().targetField).waitFor();
  });

  it('adds no hit of an older text, and none for a name that several may mean', async () => {
    await open('Contracts');
    await form().focused.and(form().targetField).waitFor();
    await form().targetField.fill('');
    await type('Employee');
    await form().found('Employee Handbook').waitFor();
    server.setBehaviour({ latencyMs: 300 });
    for (let letters = 'Employee'.length; letters > 0; letters -= 1) await press('Backspace');
    await type('sheet 1');
    await press('Enter');
    await press('Enter');
    // Sheet 1 is named so, though ten others are found by it.
    await form().row('Sheet 1').getByText('Added').waitFor();
    server.setBehaviour({ latencyMs: 0 });
    assert.equal(await form().row('Employee Handbook').count(), 0);
    await press('Control+a');
    await type('sheet');
    await form().found('Sheet 2').waitFor();
    await screenshotAllThemes(workbench(), '1-hits');
  });

  it('adds hit after hit with Shift+Enter, never one twice, and all of them at once', async () => {
    await press('Enter');
    await form()
      .status(/Already linked/)
      .waitFor();
    await press('Shift+Enter');
    await press('Shift+Enter');
    await press('Shift+Enter');
    await form()
      .status(/^3 added/)
      .waitFor();
    await form()
      .button(`Add All ${MANY - 3}`)
      .waitFor();
    await press('Tab');
    await hasFocus(`Add All ${MANY - 3}`);
    await press('Enter');
    await form()
      .status(new RegExp(`Added ${MANY - 3} links`))
      .waitFor();
    await form().focused.and(form().targetField).waitFor();
    await press('Control+Enter');
    await form()
      .status(new RegExp(`Saved: ${MANY} added`))
      .waitFor();
    assert.equal((await targets('Contracts')).length, MANY);
  });

  it('keeps its keys to itself, and names them', async () => {
    assert.equal(await form().assignButton.getAttribute('aria-keyshortcuts'), 'Control+S Control+Enter');
    const heard = await form().keysHeardOutside(async () => {
      await press('Control+s');
      await press('Control+Enter');
      await press('Control+b');
    });
    assert.deepEqual(heard, ['Control', 'Control', 'Control', 'b']);
    await press('Control+b');
    await form()
      .status(/No changes/)
      .waitFor({ state: 'attached' });
  });

  it('asks once before links go: Enter is yes, Escape is no, and the hand stays where it was', async () => {
    await form().remove('Sheet 2');
    await press('Control+s');
    await hasFocus('Remove 1 Link');
    await screenshotAllThemes(workbench(), '2-question');
    await press('Escape');
    await form()
      .panel(/Assign the links/)
      .waitFor({ state: 'detached' });
    assert.equal((await targets('Contracts')).length, MANY);
    await form().targetField.focus();
    // Held down, they don't answer what they brought up.
    await workbench().page.keyboard.down('Control');
    await press('s');
    await hasFocus('Remove 1 Link');
    await press('s');
    await workbench().page.keyboard.up('Control');
    await hasFocus('Remove 1 Link');
    await press('Enter');
    await form()
      .status(/Saved: 1 removed, 29 kept/)
      .waitFor();
    await form().focused.and(form().targetField).waitFor();
  });

  it('asks as the setting says, and nothing about a property', async () => {
    const links = [{ targetId: id('Sheet 3'), linkTypeId: 1, properties: { page: '1' } }];
    await workbench().execute('laserficheLinks.assignLinks', {
      connectionId,
      sourceId: id('Contracts'),
      links,
    });
    await form().row('Sheet 3').getByText('Changed').waitFor();
    await form().targetField.click();
    await press('Control+s');
    await form()
      .status(/Saved: 1 changed/)
      .waitFor();
    await workbench().configure({ 'laserficheLinks.confirmChanges': 'always' });
    await form().setProperty('Sheet 3', 'page', '2');
    await press('Control+s');
    await hasFocus('Assign Now');
    await press('Escape');
    await workbench().configure({ 'laserficheLinks.confirmChanges': 'never' });
    await form().remove('Sheet 4');
    await press('Control+s');
    await form()
      .status(/Saved: 1 removed, 1 changed/)
      .waitFor();
    await workbench().configure({ 'laserficheLinks.confirmChanges': 'destructive' });
  });

  it('goes to the first error instead', async () => {
    await form().row('Sheet 5').getByRole('combobox').selectOption({ index: 1 });
    await form().addTarget('Sheet 5');
    await form().row('Sheet 5').getByText('Added').waitFor();
    await form().row('Sheet 5').getByRole('combobox').selectOption({ index: 1 });
    await form().targetField.focus();
    await press('Control+s');
    await form().focused.and(form().invalid).waitFor();
    await form().press('Reset');
  });

  it('settles a conflict with three clicks', async () => {
    const links = await other.links(id('Contracts'));
    const at = (name: string) => links.findIndex(({ targetId }) => targetId === id(name));
    const theirs = links.with(at('Sheet 3'), { ...links[at('Sheet 3')]!, customProperties: { page: '8' } });
    await form().setProperty('Sheet 3', 'page', '9');
    await other.assign(id('Contracts'), theirs);
    await form().assign();
    await form()
      .panel(/^Someone else also changed this link/)
      .waitFor();
    await screenshotAllThemes(workbench(), '3-conflict');
    await form().side('mine', 'Sheet 3').check();
    await form().press('Assign as Chosen');
    await form()
      .status(/Saved: 1 changed/)
      .waitFor();
    const now = (await other.links(id('Contracts'))).find(({ targetId }) => targetId === id('Sheet 3'));
    assert.deepEqual(now?.customProperties, { page: '9' });
  });

  it('leaves a conflict with Escape, and answers it by keyboard', async () => {
    const links = await other.links(id('Contracts'));
    const at = links.findIndex(({ targetId }) => targetId === id('Sheet 3'));
    await form().setProperty('Sheet 3', 'page', '10');
    await form().remove('Sheet 6');
    await other.assign(id('Contracts'), links.with(at, { ...links[at]!, customProperties: { page: '7' } }));
    await press('Control+s');
    await hasFocus('Assign and Remove 1 Link');
    await press('Enter');
    await form().focused.and(form().side('theirs', 'Sheet 3')).waitFor();
    await press('Escape');
    await form()
      .status(/Someone else also changed links/)
      .waitFor();
    await press('Control+s');
    await form().focused.and(form().side('theirs', 'Sheet 3')).waitFor();
    // No answer is no yes.
    await press('Enter');
    await press('Space');
    await press('Enter');
    await form()
      .status(/Saved: 1 removed/)
      .waitFor();
    const now = await other.links(id('Contracts'));
    assert.deepEqual(now.find(({ targetId }) => targetId === id('Sheet 3'))?.customProperties, { page: '7' });
    assert.ok(!now.some(({ targetId }) => targetId === id('Sheet 6')));
  });

  it('leaves room for the rows at 200 %', async () => {
    await workbench().page.setViewportSize({ width: 900, height: 420 });
    await form().row('Sheet 20').scrollIntoViewIfNeeded();
    const { top, height } = await form().stickyRoom();
    await workbench().screenshot('4-little-height');
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
    assert.ok(top <= 0 && height <= 50, `${height} px of the form stay in the way`);
  });
});
