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
    const { connectionId } = added as { connectionId: string };
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

  it('meets a list of search hits that is one list', async () => {
    await form().targetField.fill('e');
    await form().found('Employee Handbook').waitFor();
    await assertAccessible(workbench(), 'the search list', ofForm);
  });

  it('meets a filled form, with an error beside its field', async () => {
    await form().addTarget('Employee Handbook');
    await form().setProperty('EmailAttachment', 'stage', 'final');
    await assertAccessible(workbench(), 'the filled form', ofForm);
    await form()
      .row('Employee Handbook')
      .getByRole('button', { name: /^Properties/ })
      .click();
    await form().row('Employee Handbook').getByRole('button', { name: /^Add/ }).click();
    await assertAccessible(workbench(), 'the form with an error', ofForm);
    await form().remove('Employee Handbook');
  });

  it('meets a question and a conflict that say what they are', async () => {
    await form().remove('Contracts');
    await other.assign(EMAIL, [link('EmailAttachment', { stage: 'review' }), link('Contracts')]);
    await form().assign();
    await form()
      .panel(/^(Assign|Remove)/)
      .waitFor();
    await assertAccessible(workbench(), 'the question', ofForm);
    await form().confirm();
    await form()
      .panel(/changed/)
      .waitFor();
    await assertAccessible(workbench(), 'the conflict', ofForm);
  });
});
