import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { otherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const EMAIL = 10;
const ATTACHMENT = 15;

describe('making searches', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({
    suite: 'searchCommands',
    settings: { 'laserficheLinks.askArgumentObjects': false },
  });
  const found = () => workbench().tree('Searches');
  const input = () => workbench().quickInput;
  let server: Sandbox;

  before(async () => {
    server = await startSandbox();
    const other = await otherClient(server);
    await other.assign(EMAIL, [{ targetId: ATTACHMENT, linkTypeId: 1 }]);
    await workbench().openContainer('Laserfiche');
    const { baseUrl, repoId, username, password } = server;
    await workbench().execute('laserficheLinks.addConnection', {
      ...{ name: 'Here', kind: 'selfHosted', baseUrl, repoId, username, password },
    });
  });
  after(() => server.close());

  it('searches for a text that is typed, with one Enter', async () => {
    await workbench().runCommand('Laserfiche: New Search…');
    await input().titled('New Search in Here');
    await input().type('EmailAttachment');
    await input().accept();
    await found().row('EmailAttachment').waitFor();
  });

  it('puts a question together of parts, and shows what is sent', async () => {
    await workbench().runCommand('Laserfiche: New Search…');
    await input().titled('New Search in Here');
    await input().pick('Name');
    await input().titled('New Search: Name');
    await input().type('Email*');
    await input().accept();
    await input().titled('New Search in Here');
    await input().pick('Links');
    await input().pick('Has a Link…');
    await input().pick('Message → Attachment');
    await input().pick('As Its Source');
    await input().pick('Any Entry');
    await input().titled('New Search in Here');
    await screenshotAllThemes(workbench(), '1-question');
    await input().pick('Show Command');
    await input().titled('New Search: Command');
    assert.match(await input().input.inputValue(), /RelationSRC="Message"/);
    await input().input.press('Escape');
    await input().titled('New Search in Here');
    await input().pick('Search');
    await found().row('Email').waitFor();
  });

  it('saves a search that is edited as text, and says what is wrong with it', async () => {
    const { page } = workbench();
    await workbench().execute('laserficheLinks.searches.focus');
    const [recent = ''] = await found().labels();
    await found().select(recent);
    await workbench().runCommand('Laserfiche: Edit Search as Text…');
    const editor = page.locator('.editor-instance .monaco-editor');
    await editor.getByText('"connectionId"').waitFor();
    const retype = async (text: string) => {
      await page.keyboard.press('Control+a');
      // Typed brackets would be closed by VS Code as well.
      await workbench().execute('paste', { text });
      await page.keyboard.press('Control+s');
    };
    await editor.click();
    await retype('{ "name": "Mine", "query": { "nmae": "Email" } }');
    await workbench().notifications.text(/A query has no part "nmae"/);
    await workbench().screenshot('2-wrong');
    await editor.click();
    await retype('{ "name": "Mine", "query": { "name": "EmailAttachment", "in": 10 } }');
    await found().row('Mine').waitFor();
    await page.locator('.squiggly-error').waitFor();
    await workbench().screenshot('3-refused');
    await editor.click();
    await retype('{ "name": "Mine", "query": { "name": "EmailAttachment" } }');
    await page.locator('.squiggly-error').waitFor({ state: 'detached' });
    await found().row('EmailAttachment').waitFor();
  });
});
