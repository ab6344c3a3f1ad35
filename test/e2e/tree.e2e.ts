import assert from 'node:assert/strict';
import { BIG_FOLDER, MANY_LINKS, startSandbox, type Sandbox } from '../../src/sandbox';
import { otherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const COLLAPSE = 'workbench.actions.treeView.laserficheLinks.repository.collapseAll';
const SERVER = 'Files';

describe('a big repository', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'big-repository' });
  const tree = () => workbench().tree('Repository');
  let server: Sandbox;
  let connectionId: string;
  /** Id of the first document of the big folder. */
  let firstId: number;

  before(async () => {
    server = await startSandbox({ big: { entries: 100_000, links: 5_000 } });
    firstId = ((await (await otherClient(server)).idsByName())[BIG_FOLDER] ?? 0) + 2;
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: SERVER, kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
  });
  beforeEach(async () => {
    server.setBehaviour({ latencyMs: 0 });
    await workbench().execute(COLLAPSE);
    await tree().expand(SERVER);
  });
  after(() => server.close());

  const reveal = (number: number) =>
    workbench().execute('laserficheLinks.revealEntry', { connectionId, entryId: firstId + number - 1 });
  const selected = (label: string) => tree().row(label).and(workbench().page.locator('.selected'));

  it('opens a folder of 100,000 entries, and keeps the place when more is loaded', async () => {
    await tree().expand(BIG_FOLDER);
    await tree().row('Record 000001').waitFor();
    await tree().scrollTo('Load more…');
    assert.equal(await tree().description('Load more…'), '150 of 100,000 shown');
    await screenshotAllThemes(workbench(), '1-more');
    await tree().row('Load more…').click();
    await selected('Record 000151').waitFor();
    assert.ok(await tree().row('Record 000150').isVisible(), 'what was in view stays in view');
    await screenshotAllThemes(workbench(), '2-loaded');
  });

  it('filters a folder on the server, and shows all again', async () => {
    const { quickInput } = workbench();
    await tree().contextMenu(BIG_FOLDER, 'Filter in Folder…');
    await quickInput.titled(`Filter in ${BIG_FOLDER}`);
    await workbench().screenshot('3-ask');
    await quickInput.type('09999');
    await quickInput.accept();
    await tree().row('Record 099999').waitFor();
    assert.equal(await tree().description('Filter: 09999'), '11 found');
    await screenshotAllThemes(workbench(), '4-filtered');
    await tree().collapse(BIG_FOLDER);
    assert.match(await tree().description(BIG_FOLDER), /filtered: 09999/);

    await workbench().execute('laserficheLinks.filterInFolder', {
      connectionId,
      folderId: firstId - 2,
      text: 'Record',
    });
    await tree().row('Filter: Record').waitFor();
    assert.equal(await tree().description('Filter: Record'), 'first 100 found, there are more');
    await tree().inlineAction('Filter: Record', 'Clear Filter');
    await tree().row('Filter: Record').waitFor({ state: 'detached' });
    await tree().row('Record 000001').waitFor();
  });

  it('reveals an entry that no page has shown, and one that is far down by its name', async () => {
    await reveal(3_000);
    await selected('Record 003000').waitFor();
    await screenshotAllThemes(workbench(), '5-revealed');
    await reveal(90_000);
    await selected('Record 090000').waitFor();
    await tree().row('Filter: Record 090000').waitFor();
    await screenshotAllThemes(workbench(), '6-revealed-by-name');
  });

  it('cancels a listing that takes long, and reads it again', async () => {
    server.setBehaviour({ latencyMs: 30_000 });
    await tree().row('Contracts').click();
    await workbench().page.keyboard.press('ArrowRight');
    await workbench().page.locator('.part.sidebar').getByRole('button', { name: 'Cancel Loading' }).waitFor();
    await screenshotAllThemes(workbench(), '7-loading');
    await tree().titleAction('Cancel Loading');
    const row = tree().row('Cancelled. Retry');
    await row.waitFor();
    await screenshotAllThemes(workbench(), '8-cancelled');
    server.setBehaviour({ latencyMs: 0 });
    await row.click();
    await tree().row('Master Agreement Index').waitFor();
  });

  it('shows all 5,000 links of an entry', async () => {
    await tree().scrollTo(MANY_LINKS);
    await tree().expand(MANY_LINKS);
    await tree().row('Record 000001').waitFor();
    await tree().row(MANY_LINKS).click();
    await workbench().page.keyboard.press('End');
    await screenshotAllThemes(workbench(), '9-links');
  });
});
