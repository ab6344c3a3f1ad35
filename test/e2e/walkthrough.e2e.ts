import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

describe('the walkthrough', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'walkthrough' });
  const tree = () => workbench().tree('Repository');
  let server: Sandbox;

  before(async () => {
    server = await startSandbox();
  });
  after(() => server.close());

  const step = (id: string) =>
    workbench().page.locator(`button.getting-started-step[data-step-id$="#${id}"]`);
  const button = (id: string, name: string) => step(id).getByRole('button', { name, exact: true });
  /** The step ticks itself. */
  const done = (id: string) => step(id).locator('[role=checkbox][aria-checked=true]').waitFor();
  /** Opens the walkthrough at a step, and waits for its picture. */
  async function goTo(id: string): Promise<void> {
    await workbench().execute('laserficheLinks.getStarted');
    await step(id).locator('.step-title').click();
    await step(id).and(workbench().page.locator('[aria-expanded=true]')).waitFor();
    await picture().locator('svg title').waitFor({ state: 'attached' });
    await picture().locator('svg').waitFor();
    await workbench().page.mouse.move(700, 830);
  }
  const picture = () =>
    workbench().page.locator('iframe.webview.ready').last().contentFrame().frameLocator('#active-frame');

  it('is a click away from the empty view', async () => {
    // A narrower editor leaves out the pictures.
    await workbench().page.setViewportSize({ width: 1500, height: 900 });
    await workbench().openContainer('Laserfiche');
    await tree().pane.locator('.welcome-view').getByText('Get started').click();
    await step('openSandbox').waitFor();
  });

  it('shows what a step is about also where the sandbox is not open yet, and ticks what is true', async () => {
    await goTo('seeLinks');
    await button('seeLinks', 'Show Employee Handbook').click();
    await tree().row('Employee Handbook').and(workbench().page.locator('[aria-selected=true]')).waitFor();
    await done('openSandbox');
    await workbench().execute('laserficheLinks.removeConnection', { connectionId: 'sandbox' });
    await goTo('undo');
    await button('undo', 'Undo Last Link Change').click();
    await workbench()
      .notifications.saying(/no link change to undo/)
      .waitFor();
  });

  it('opens the sandbox', async () => {
    await goTo('openSandbox');
    await screenshotAllThemes(workbench(), '1-sandbox');
    await button('openSandbox', 'Open Sandbox Repository').click();
    await tree().row('Email').waitFor();
    await done('openSandbox');
  });

  it('shows links', async () => {
    await goTo('seeLinks');
    await screenshotAllThemes(workbench(), '2-links');
    await button('seeLinks', 'Show Employee Handbook').click();
    await tree().row('Employee Handbook').and(workbench().page.locator('[aria-selected=true]')).waitFor();
    await tree().expand('Employee Handbook');
    await done('seeLinks');
  });

  it('assigns one', async () => {
    await goTo('assignLink');
    await screenshotAllThemes(workbench(), '3-assign');
    await button('assignLink', 'Link Email to Its Attachment').click();
    const form = new AssignLinksForm(workbench());
    await form.row('EmailAttachment').getByText('Added').waitFor();
    await form.assign();
    await form.status(/Saved/).waitFor();
    await goTo('undo');
    await done('assignLink');
  });

  it('takes it back', async () => {
    await screenshotAllThemes(workbench(), '4-undo');
    await button('undo', 'Undo Last Link Change').click();
    await workbench().notifications.saying('Undone: Email → EmailAttachment is removed').waitFor();
    await done('undo');
  });

  it('ends at a server of one’s own, with every step ticked', async () => {
    await goTo('connect');
    await screenshotAllThemes(workbench(), '5-connect');
    await button('connect', 'Add Connection…').click();
    await workbench().quickInput.cancel();
    const { baseUrl, repoId, username, password } = server;
    const connection = { kind: 'selfHosted', name: 'Our server', baseUrl, repoId, username, password };
    await workbench().execute('laserficheLinks.addConnection', connection);
    await done('connect');
    await screenshotAllThemes(workbench(), '6-done');
  });
});
