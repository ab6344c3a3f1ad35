import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { assertAccessible, webviewOf } from './support/axe';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';

const EMAIL = 10;
const MESSAGE = 1;

describe('a person who hears or magnifies', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'accessible' });
  const form = () => new AssignLinksForm(workbench());
  const tree = () => workbench().tree('Repository');
  const ofForm = { where: () => webviewOf(workbench()) };
  let server: Sandbox;
  let other: OtherClient;
  let ids: Readonly<Record<string, number>>;
  let connectionId: string;
  const link = (name: string, customProperties: Record<string, string> = {}) => ({
    ...{ targetId: ids[name] ?? 0, linkTypeId: MESSAGE },
    customProperties,
  });

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    ids = await other.idsByName();
    await other.assign(EMAIL, [link('EmailAttachment', { stage: 'draft' }), link('Contracts')]);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    await workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId: EMAIL });
    await form().row('EmailAttachment').waitFor();
  });
  after(() => server.close());

  it('meets rows of the tree that are named by what they show', async () => {
    await tree().expand('Our server');
    await tree().expand('Email');
    await tree()
      .pane.getByRole('treeitem', { name: /EmailAttachment/ })
      .first()
      .waitFor();
    const rows = { where: () => Promise.resolve(workbench().page), part: '.pane-body .monaco-list-rows' };
    await assertAccessible(workbench(), 'the tree', rows);
  });

  it('meets a history, and a wizard above the tree, that are named by what they show', async () => {
    const { page, quickInput } = workbench();
    const links = [{ targetId: ids['Office Contacts'], linkTypeId: MESSAGE }];
    await workbench().execute('laserficheLinks.addLinks', { connectionId, sourceId: EMAIL, links });
    await workbench().runCommand('Laserfiche: Link History…');
    await workbench().tree('History').pane.getByRole('treeitem').first().waitFor();
    await workbench().runCommand('Laserfiche: Add Connection…');
    await quickInput.titled('(1/');
    const rows = { where: () => Promise.resolve(page), part: '.pane-body .monaco-list-rows' };
    await assertAccessible(workbench(), 'history and tree below the wizard', rows);
    await page.keyboard.press('Escape');
  });

  it('meets a list of search hits that is one list', async () => {
    await form().targetField.fill('Employee');
    await form().found('Employee Handbook').waitFor();
    await assertAccessible(workbench(), 'the search list', ofForm);
  });

  it('meets a filled form, with an error beside its field', async () => {
    await form().addTarget('Employee Handbook');
    await form().setProperty('EmailAttachment', 'stage', 'final');
    await assertAccessible(workbench(), 'the filled form', ofForm);
    await form().button('Add a property of the link to Employee Handbook').click();
    await form().focused.fill('stage');
    await form().focused.fill('');
    await form().invalid.first().waitFor();
    await assertAccessible(workbench(), 'the form with an error', ofForm);
    await form().remove('Employee Handbook');
  });

  it('meets a question and a conflict that say what they are', async () => {
    await form().remove('Contracts');
    await other.assign(EMAIL, [link('EmailAttachment', { stage: 'review' }), link('Contracts')]);
    await workbench().page.keyboard.press('Control+s');
    await form()
      .panel(/^(Assign|Remove)/)
      .waitFor();
    await assertAccessible(workbench(), 'the question', ofForm);
    await workbench().page.keyboard.press('Enter');
    await form()
      .panel(/changed/)
      .waitFor();
    await assertAccessible(workbench(), 'the conflict', ofForm);
  });
});
