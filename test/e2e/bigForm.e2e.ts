import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { AssignLinksForm } from './support/assignLinksForm';
import { otherClient, type SentLink } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
/** The first of 1,200 documents of the demo, one after the other. */
const FIRST = 792;
const LINKS: readonly SentLink[] = Array.from({ length: 5000 }, (_, index) => ({
  targetId: FIRST + Math.floor(index / 5),
  linkTypeId: 1 + (index % 5),
  ...(index % 10 === 0 && { customProperties: { page: String(index) } }),
}));
/** Longer than a person, or this test, waits. */
const LONG = 25_000;

describe('the form of an entry with 5,000 links', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'bigForm' });
  const form = () => new AssignLinksForm(workbench());
  const inside = () => workbench().webview();
  const puts: string[] = [];
  let server: Sandbox;
  let connectionId: string;

  before(async () => {
    server = await startSandbox({
      onRequest: ({ method, body }) => {
        if (method === 'PUT') puts.push(body ?? '');
      },
    });
    const other = await otherClient(server);
    await other.assign(EMAIL, LINKS);
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    ({ connectionId } = (await workbench().execute('laserficheLinks.addConnection', connection)) as {
      connectionId: string;
    });
    // Signs in and reads the link types: what hangs below is the form's own.
    const nothing = { connectionId, sourceId: 15, links: [{ targetId: EMAIL, linkTypeId: 1 }] };
    await workbench().execute('laserficheLinks.removeLinks', nothing);
    puts.length = 0;
  });
  after(() => server.close());

  it('can be cancelled while it loads, and tried again', async () => {
    server.setBehaviour({ latencyMs: LONG });
    const opening = workbench()
      .execute('laserficheLinks.assignLinks', { connectionId, sourceId: EMAIL })
      .catch((error: unknown) => String(error));
    await form().button('Cancel').waitFor();
    await screenshotAllThemes(workbench(), '1-loading');
    await form().press('Cancel');
    await inside().getByText('Loading the links was cancelled.').waitFor();
    await workbench().screenshot('2-load-cancelled');
    assert.match(String(await opening), /cancelled/);
    server.setBehaviour({ latencyMs: 0 });
    await form().press('Retry');
    await form().row('#792').waitFor();
  });

  it('shows the first rows and more on demand, never all of them at once', async () => {
    const rows = inside().getByRole('row');
    assert.equal(await rows.count(), 101);
    await inside().getByText('Outgoing links (5,000)').waitFor();
    await screenshotAllThemes(workbench(), '3-first-rows');
    await inside()
      .getByRole('grid', { name: 'Outgoing links' })
      .locator('..')
      .getByRole('button', { name: 'Show 500 more' })
      .click();
    await inside().getByText('600 of 5,000').waitFor();
    assert.equal(await rows.count(), 601);
  });

  it('finds a link among all of them, and saves a change with one PUT of them all', async () => {
    await inside().getByLabel('Filter links').fill('#1791');
    await form().row('#1791').waitFor();
    await form().remove((await form().row('#1791').locator('.name').innerText()).trim());
    await form().row('#1791').getByText('Removed').waitFor();
    await screenshotAllThemes(workbench(), '4-filtered');
    await form().assign();
    await inside().locator('.panel [data-default]').click();
    await form()
      .status(/Saved: 1 removed, 4,999 kept/)
      .waitFor();
    assert.equal(puts.length, 1);
    assert.equal((JSON.parse(puts[0] ?? '') as unknown[]).length, 4999);
  });

  it('asks before many links change, with the first few and how many more there are', async () => {
    await inside().getByLabel('Filter links').fill('#1790');
    for (let left = 5; left > 0; left -= 1) {
      const remove = inside()
        .getByRole('button', { name: /^Remove the link to/ })
        .first();
      await remove.click();
      await inside()
        .locator('.row.removed')
        .nth(5 - left)
        .waitFor();
    }
    await form().assign();
    await form()
      .panel(/Assign the links of Email/)
      .waitFor();
    await inside().getByText('Kept as they are (4,994)').click();
    await inside().getByText('and 4,969 more').waitFor();
    await screenshotAllThemes(workbench(), '5-confirm');
  });

  it('can be cancelled while it saves: nothing is lost, here or there', async () => {
    puts.length = 0;
    server.setBehaviour({ latencyMs: LONG });
    await inside().locator('.panel [data-default]').click();
    await form().button('Cancel').waitFor();
    await screenshotAllThemes(workbench(), '6-saving');
    server.setBehaviour({ latencyMs: 0 });
    await form().press('Cancel');
    await form()
      .status(/Assigning was cancelled/)
      .waitFor();
    await workbench().screenshot('7-save-cancelled');
    assert.deepEqual(puts, []);
    await form().row('#1790').getByText('Removed').waitFor();
  });
});
