import assert from 'node:assert/strict';
import { AssignLinksForm } from './support/assignLinksForm';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
const LOCKED = 662;
const INDEX = 386;

describe('the Assign Links form', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'form' });
  const tree = () => workbench().tree('Repository');
  const form = () => new AssignLinksForm(workbench());
  let connectionId: string;

  const open = (sourceId: number, links?: object[]) =>
    workbench().execute('laserficheLinks.assignLinks', { connectionId, sourceId, ...(links && { links }) });

  before(async () => {
    await workbench().openContainer('Laserfiche');
    await tree().welcomeButton('Open Sandbox Repository').click();
    await tree().row('Email').waitFor();
    ({ connectionId } = (await workbench().execute('laserficheLinks.openSandbox')) as {
      connectionId: string;
    });
  });

  it('opens filled in from an argument object', async () => {
    await open(EMAIL, [{ targetId: 15, linkTypeId: 1, properties: { page: '2' } }]);
    await form().row('EmailAttachment').waitFor();
    assert.deepEqual(await form().requestBody(), [
      { targetId: 15, linkTypeId: 1, customProperties: { page: '2' } },
    ]);
  });

  it('keeps its draft while another tab shows', async () => {
    await open(INDEX);
    await form().row('Work Order 2020-01').waitFor();
    await screenshotAllThemes(workbench(), '1-many-links');
    await workbench().tab('Links of Email').click();
    await form().row('EmailAttachment').getByText('Added').waitFor();
  });

  it('keeps its draft when the window reloads', async () => {
    await workbench().tab('Links of Master Agreement Index').click();
    await form().addTarget('\\EmailAttachment');
    await form().row('EmailAttachment').getByText('Added').waitFor();
    await workbench().tab('Links of Email').click();
    await form().row('EmailAttachment').getByText('Added').waitFor();
    await workbench().runCommand('Developer: Reload Window');
    await workbench().tab('Links of Email').waitFor();
    await form().row('EmailAttachment').getByText('Added').waitFor();
    assert.deepEqual(await form().requestBody(), [
      { targetId: 15, linkTypeId: 1, customProperties: { page: '2' } },
    ]);
  });

  it('wakes the form that sleeps in a tab, rather than open a second one', async () => {
    await open(INDEX);
    await form().row('EmailAttachment').getByText('Added').waitFor();
    assert.equal(await workbench().tab('Links of Master Agreement Index').count(), 1);
    await open(EMAIL);
    await form().row('EmailAttachment').getByText('Added').waitFor();
    assert.equal(await workbench().tab('Links of Email').count(), 1);
  });

  it('says beside its fields what is wrong, and does not assign then', async () => {
    await form().addTarget('10');
    await form().row('Email').first().waitFor();
    await form().addTarget('\\EmailAttachment');
    await form()
      .problem(/itself/)
      .waitFor();
    await screenshotAllThemes(workbench(), '2-invalid');
    await form().assignButton.and(form().disabled).waitFor();
  });

  it('works by keyboard alone', async () => {
    await open(121);
    await form().targetField.focus();
    const { keyboard } = workbench().page;
    await keyboard.type('Employee Handbook');
    await form().found('Employee Handbook').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await form().row('Employee Handbook').getByText('Added').waitFor();
    await keyboard.press('ControlOrMeta+Enter');
    await form().status(/Saved/).waitFor();
  });

  it('keeps everything typed when the server refuses', async () => {
    await open(LOCKED);
    await form().addTarget('EmailAttachment');
    await form().row('EmailAttachment').getByText('Added').waitFor();
    await form().assign();
    // The links there lose their descriptions, which is asked about.
    await form().press('Assign Anyway');
    await form()
      .status(/it is locked by another user/)
      .waitFor();
    await screenshotAllThemes(workbench(), '3-locked');
    await form().row('EmailAttachment').getByText('Added').waitFor();
  });
});
