import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { dialogButton } from './support/dialog';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';
import { messageTo } from './support/tree';

const TYPE = 'Message → Attachment';

describe('a newcomer', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'newcomer' });
  const tree = () => workbench().tree('Repository');
  const form = () => new AssignLinksForm(workbench());

  it('opens the sandbox from the welcome view and browses', async () => {
    await workbench().openContainer('Laserfiche');
    await tree().welcomeButton('Open Sandbox Repository').waitFor();
    await screenshotAllThemes(workbench(), '1-welcome');
    await tree().welcomeButton('Open Sandbox Repository').click();
    await tree().row('Email').waitFor();
    await tree().expand('Contracts');
    await tree().row('Master Agreement Index').waitFor();
    await screenshotAllThemes(workbench(), '2-browse');
    await tree().collapse('Contracts');
  });

  it('builds a link in the form and sees the request before it is sent', async () => {
    await tree().contextMenu('Email', 'Assign Links…');
    await form().addTarget('EmailAttachment');
    await form().row('EmailAttachment').getByText('Added').waitFor();
    assert.match(
      await form().requestLine(),
      /^PUT http:\/\/127\.0\.0\.1:\d+\/LFRepositoryAPI\/v1\/Repositories\/r-abc123\/Entries\/10\/links/,
    );
    assert.deepEqual(await form().requestBody(), [{ targetId: 15, linkTypeId: 1 }]);
    await screenshotAllThemes(workbench(), '3-form');
  });

  it('assigns it, and the tree shows it at both ends', async () => {
    await form().assign();
    await form().status(/Saved/).waitFor();
    await tree().expand('Email');
    const link = tree()
      .pane.getByRole('treeitem', { name: /Attachment.*EmailAttachment/ })
      .first();
    await link.waitFor();
    await screenshotAllThemes(workbench(), '4-assigned');
  });

  it('removes it again, and the entry has none', async () => {
    await tree().contextMenu(messageTo('EmailAttachment'), 'Remove Link(s)');
    await screenshotAllThemes(workbench(), '5-remove');
    await dialogButton(workbench(), 'Remove Link').click();
    await tree().row('No links').waitFor();
    await workbench().notifications.saying('Removed the link').waitFor();
    await screenshotAllThemes(workbench(), '6-removed');
  });
});

describe('a person with a server of their own', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'own-server' });
  const tree = () => workbench().tree('Repository');
  const form = () => new AssignLinksForm(workbench());
  const received: { method: string; path: string; body?: string }[] = [];
  let server: Sandbox;

  before(async () => {
    server = await startSandbox({ onRequest: (request) => received.push(request) });
  });
  after(() => server.close());

  /** Bodies of the PUTs so far. */
  const assigned = () => received.filter(({ method }) => method === 'PUT').map(({ body }) => body);

  it('adds a connection step by step', async () => {
    const { quickInput } = workbench();
    const steps = [server.baseUrl, server.username, server.password, server.repoId, 'Our server'];
    await workbench().openContainer('Laserfiche');
    await tree().welcomeButton('Add Connection…').click();
    await quickInput.titled('(1/6)');
    await quickInput.rows.filter({ hasText: 'Self-Hosted Server' }).click();
    for (const [index, text] of steps.entries()) {
      await quickInput.titled(`(${index + 2}/6)`);
      if (index === 0) {
        await quickInput.type('not an address');
        await quickInput.accept();
        await quickInput.saying('This is not an address');
        await workbench().screenshot('1-wrong-address');
      }
      await quickInput.type(text);
      await quickInput.accept();
    }
    await tree().row('Our server').waitFor();
    await tree().expand('Our server');
    await tree().row('Email').waitFor();
    await workbench().screenshot('2-connected');
  });

  it('assigns a link, and the server receives exactly that', async () => {
    await tree().select('Email');
    await workbench().runCommand('Laserfiche: Assign Links…');
    await form().addTarget('\\EmailAttachment');
    await form().assign();
    await form().status(/Saved/).waitFor();
    assert.deepEqual(assigned(), ['[{"targetId":15,"linkTypeId":1}]']);
  });

  it('removes it with the Delete key, and the server receives an empty list', async () => {
    await tree().expand('Email');
    await tree().select(messageTo('EmailAttachment'));
    await workbench().page.keyboard.press('Delete');
    await dialogButton(workbench(), 'Remove Link').click();
    await tree().row('No links').waitFor();
    assert.deepEqual(assigned().at(-1), '[]');
  });

  it('adds a link with quick picks, Back included', async () => {
    const { quickInput } = workbench();
    await tree().contextMenu('Email', 'Add Link…');
    await quickInput.titled('(1/2)');
    await quickInput.type('Handbook');
    await quickInput.check('Employee Handbook');
    await workbench().screenshot('3-add-link');
    await quickInput.accept();
    await quickInput.titled('(2/2)');
    await quickInput.button('Back');
    await quickInput.titled('(1/2)');
    await quickInput.type('15');
    await quickInput.check('15 · EmailAttachment');
    await quickInput.accept();
    await quickInput.titled('to 2 entries (2/2)');
    await quickInput.pick(TYPE);
    await workbench()
      .notifications.saying(/Linked .* → 2 entries/)
      .waitFor();
    const sent = JSON.parse(assigned().at(-1) ?? '[]') as { targetId: number; linkTypeId: number }[];
    assert.equal(sent.length, 2);
    assert.ok(sent.some(({ targetId, linkTypeId }) => targetId === 15 && linkTypeId === 1));
  });

  it('is told in plain words when the server is gone, with Retry', async () => {
    const port = Number(new URL(server.baseUrl).port);
    await server.close();
    await tree().expand('Contracts', 0);
    const failed = tree().pane.getByRole('treeitem', { name: /Could not list/ });
    await failed.waitFor();
    await workbench().screenshot('4-server-down');
    server = await startSandbox({ port, username: server.username, password: server.password });
    await failed.click();
    await tree().row('Master Agreement Index').waitFor();
  });
});
