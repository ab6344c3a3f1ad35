import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { dialogButton } from './support/dialog';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';
import { incoming, messageTo, outgoing } from './support/tree';

const MESSAGE = 'Message → Attachment';
const REFERENCES = 'References → Referenced by';

describe('a person who edits links in the tree', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'edits' });
  const tree = () => workbench().tree('Repository');
  const received: { method: string; path: string; body?: string }[] = [];
  let server: Sandbox;

  /** What was sent since the last look: entry and payload of each PUT. */
  const sent = (): [entryId: number, payload: object[]][] =>
    received
      .splice(0)
      .filter(({ method }) => method === 'PUT')
      .map(({ path, body }) => [
        Number(/Entries\/(\d+)\//.exec(path)?.[1]),
        JSON.parse(body ?? '') as object[],
      ]);
  /** Takes rows of the tree to another one with the mouse. */
  const drag = (from: string, onto: string) => tree().row(from).dragTo(tree().row(onto));
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');

  before(async () => {
    server = await startSandbox({ onRequest: (request) => received.push(request) });
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    await workbench().execute('laserficheLinks.addConnection', connection);
    await tree().expand('Our server');
  });
  after(() => server.close());

  it('drags an entry onto another one, and chooses type and direction', async () => {
    const { quickInput } = workbench();
    await drag('EmailAttachment', 'Email');
    await quickInput.titled('Link from Email to EmailAttachment');
    await screenshotAllThemes(workbench(), '1-dropped');
    await quickInput.pick('Link from EmailAttachment to Email instead');
    await quickInput.titled('Link from EmailAttachment to Email');
    await quickInput.pick('Link from Email to EmailAttachment instead');
    await quickInput.titled('Link from Email to EmailAttachment');
    await quickInput.pick(MESSAGE);
    await told('Linked Email → EmailAttachment (Message → Attachment).');
    assert.deepEqual(sent(), [[10, [{ targetId: 15, linkTypeId: 1 }]]]);
  });

  it('drags several onto a link, which stands for the entry it shows', async () => {
    const { quickInput } = workbench();
    await clear();
    await tree().expand('Email');
    await tree().selectAll('Office Contacts', 'Employee Handbook');
    await drag('Employee Handbook', messageTo('EmailAttachment'));
    await quickInput.titled('Link from EmailAttachment to 2 entries');
    await quickInput.pick(REFERENCES);
    await told(`Linked EmailAttachment → 2 entries (${REFERENCES}).`);
    const [[sourceId, links] = [0, []]] = sent();
    assert.deepEqual([sourceId, links.length], [15, 2]);
  });

  it('is told why an entry can not be dropped onto itself', async () => {
    await clear();
    await tree()
      .row('Email')
      .dragTo(tree().row('Email'), { sourcePosition: AT_LABEL, targetPosition: BESIDE });
    await told('An entry was dropped onto itself');
    assert.deepEqual(sent(), []);
  });

  it('gives a link another type', async () => {
    await clear();
    await tree().contextMenu(messageTo('EmailAttachment'), 'Change Link Type…');
    await workbench().quickInput.titled('Change Link Type of Email → EmailAttachment');
    await workbench().screenshot('2-type');
    await workbench().quickInput.pick(REFERENCES);
    await told(`Changed Email → EmailAttachment from ${MESSAGE} to ${REFERENCES}.`);
    assert.deepEqual(sent(), [[10, [{ targetId: 15, linkTypeId: 7 }]]]);
  });

  it('edits properties in one go', async () => {
    const { quickInput } = workbench();
    await clear();
    await tree().contextMenu(outgoing('References', 'EmailAttachment'), 'Edit Link Properties…');
    for (const [name, value] of Object.entries({ page: '12', note: 'see also' })) {
      await quickInput.pick('Add Property…');
      await quickInput.saying('Name of the property');
      await quickInput.type(name);
      await quickInput.accept();
      await quickInput.saying(`Value of ${name}`);
      await quickInput.type(value);
      await quickInput.accept();
      await quickInput.item(name).waitFor();
    }
    await quickInput.pick('Add Property…');
    await quickInput.saying('Name of the property');
    await quickInput.type('note');
    await quickInput.accept();
    await quickInput.saying('There is a property of this name already.');
    await quickInput.button('Back');
    await quickInput.item('note').waitFor();
    await screenshotAllThemes(workbench(), '3-properties');
    await quickInput.pick('Save');
    await told(`Changed the properties of Email → EmailAttachment (${REFERENCES}).`);
    const customProperties = { page: '12', note: 'see also' };
    assert.deepEqual(sent(), [[10, [{ targetId: 15, linkTypeId: 7, customProperties }]]]);
  });

  it('swaps the direction, which changes both entries', async () => {
    await clear();
    await tree().contextMenu(outgoing('References', 'EmailAttachment'), 'Swap Link Direction');
    await screenshotAllThemes(workbench(), '4-swap');
    await dialogButton(workbench(), 'Swap Link').click();
    await told('Swapped the direction: Email → EmailAttachment is EmailAttachment → Email now');
    await workbench().screenshot('5-swapped');
    const puts = sent();
    assert.deepEqual(
      puts.map(([id, links]) => [id, links.length]),
      [
        [15, 3],
        [10, 0],
      ],
    );
  });

  it('links from a selected source to several entries', async () => {
    await clear();
    await tree().contextMenu('Policies', 'Select as Link Source');
    const status = workbench().page.getByRole('button', { name: 'Link source: \\Policies' });
    await status.waitFor();
    await tree().selectAll('Email', 'Office Contacts');
    await tree().contextMenu('Office Contacts', 'Link from Selected Source…');
    await workbench().quickInput.titled('Link from Policies to 2 entries');
    await screenshotAllThemes(workbench(), '6-selected-source');
    await workbench().quickInput.pick(REFERENCES);
    await told(`Linked Policies → 2 entries (${REFERENCES}).`);
    await tree().select('Board');
    await tree().contextMenu('Board', 'Clear Link Source');
    await status.waitFor({ state: 'detached' });
    assert.equal(sent().length, 1);
  });

  it('copies the links of another entry', async () => {
    const { quickInput } = workbench();
    await clear();
    await tree().contextMenu('Board', 'Copy Links From…');
    await quickInput.titled('Copy Links to Board: From Which Entry?');
    await quickInput.type('15');
    await quickInput.pick('15 · EmailAttachment');
    await quickInput.titled('Copy Links to Board from EmailAttachment');
    await screenshotAllThemes(workbench(), '7-copy');
    await quickInput.check('Office Contacts');
    await quickInput.accept();
    await told(/Copied 2 links from EmailAttachment to .*Board/);
    const [[, links] = [0, []]] = sent();
    assert.equal(links.length, 2);
  });

  it('moves a link to another target', async () => {
    const { quickInput } = workbench();
    await clear();
    await tree().expand('Board');
    await tree().expand('Links', 1);
    await tree().contextMenu(outgoing('References', 'Employee Handbook'), 'Move Link(s) to Another Target…');
    await quickInput.titled('Move Board → Employee Handbook: To Which Entry?');
    await quickInput.pick('Accounts Payable');
    await told(`Moved Board → Employee Handbook to Accounts Payable (${REFERENCES}).`);
    assert.equal(sent().length, 1);
    await tree().collapse('Board');
  });

  it('removes an incoming link through the entry that owns it, unless it says no', async () => {
    await clear();
    await tree().contextMenu(incoming('Referenced by', 'Policies'), 'Remove Link(s)');
    await dialogButton(workbench(), 'Cancel').click();
    await tree().contextMenu(incoming('Referenced by', 'Policies'), 'Remove Link(s)');
    await screenshotAllThemes(workbench(), '8-remove-incoming');
    await dialogButton(workbench(), 'Remove Link').click();
    await told('Removed the link ');
    assert.deepEqual(
      sent().map(([, links]) => links.length),
      [1],
    );
  });

  it('is refused a drop where changes are turned off', async () => {
    await clear();
    await workbench().configure({ 'laserficheLinks.readOnly': true });
    await drag('Projects', 'Samples');
    await told('changes are turned off');
    await workbench().configure({ 'laserficheLinks.readOnly': false });
    assert.deepEqual(sent(), []);
  });

  it('drags paths into an editor with Shift', async () => {
    const { page } = workbench();
    await clear();
    await workbench().runCommand('File: New Untitled Text File');
    const editor = page.locator('.editor-group-container .monaco-editor').first();
    await editor.waitFor();
    await tree().row('Projects').hover();
    await page.mouse.down();
    await tree().row('Samples').hover();
    await page.keyboard.down('Shift');
    await editor.hover();
    await editor.hover({ position: { x: 200, y: 20 } });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await editor.getByText('\\Projects').waitFor();
    await workbench().execute('workbench.action.revertAndCloseActiveEditor');
  });

  it('is told which entries of a batch could not be linked, and the others are', async () => {
    const { quickInput } = workbench();
    await clear();
    await tree().selectAll('Email', 'Employee Handbook', 'Office Contacts');
    await drag('Email', 'Samples');
    await quickInput.titled('Link from Samples to 3 entries');
    await quickInput.pick('Link from 3 entries to Samples instead');
    await removeEntry('\\Office Contacts');
    sent();
    await quickInput.pick(MESSAGE);
    await told('2 of 3 entries linked.');
    await screenshotAllThemes(workbench(), '9-batch');
    await workbench().notifications.press('2 of 3 entries linked.', 'Show Details');
    await workbench().page.getByText('Email: 1 added').first().waitFor();
    await workbench().screenshot('10-details');
    assert.equal(sent().length, 2);
  });

  /** As another person would. */
  async function removeEntry(fullPath: string): Promise<void> {
    const { baseUrl, repoId, username, password } = server;
    const repository = `${baseUrl}/v1/Repositories/${repoId}`;
    const body = new URLSearchParams({ grant_type: 'password', username, password });
    const token = (await (await fetch(`${repository}/Token`, { method: 'POST', body })).json()) as {
      access_token: string;
    };
    const headers = { Authorization: `Bearer ${token.access_token}`, 'Content-Type': 'application/json' };
    const found = await fetch(`${repository}/Entries/ByPath?fullPath=${encodeURIComponent(fullPath)}`, {
      headers,
    });
    const { entry } = (await found.json()) as { entry: { id: number } };
    await fetch(`${repository}/Entries/${entry.id}`, { method: 'DELETE', headers, body: '{}' });
  }
});

/** Places within a row: a row that is only clicked is not dragged. */
const AT_LABEL = { x: 60, y: 10 };
const BESIDE = { x: 160, y: 10 };
