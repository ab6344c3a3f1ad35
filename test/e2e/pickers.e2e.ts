import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { startLyingProxy, type LyingProxy } from '../support/lyingProxy';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const MESSAGE = 'Message → Attachment';
const REFERENCES = 'References → Referenced by';
const HANDBOOK = 254;

describe('a person who picks entries and link types', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'pickers' });
  const tree = () => workbench().tree('Repository');
  const quickInput = () => workbench().quickInput;
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  const press = (...keys: readonly string[]) =>
    keys.reduce((before, key) => before.then(() => workbench().page.keyboard.press(key)), Promise.resolve());
  let server: Sandbox;
  let proxy: LyingProxy;
  let other: OtherClient;
  /** Payloads that were sent. */
  const puts = () => proxy.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body);
  const isSearch = ({ url }: { readonly url: string }) => url.includes('/SimpleSearches');

  before(async () => {
    server = await startSandbox();
    proxy = await startLyingProxy(new URL(server.baseUrl).origin);
    other = await otherClient(server);
    const { repoId, username, password } = server;
    const baseUrl = proxy.origin + new URL(server.baseUrl).pathname;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    await workbench().execute('laserficheLinks.addConnection', connection);
    await tree().expand('Our server');
  });
  after(async () => {
    await proxy.close();
    await server.close();
  });

  it('adds a link by a name and Enter, a type and Enter', async () => {
    await tree().contextMenu('Email', 'Add Link…');
    await quickInput().titled('Add Link from Email: To Which Entries?');
    await workbench().page.keyboard.type('Handbook');
    await quickInput().item('Employee Handbook').waitFor();
    await screenshotAllThemes(workbench(), '1-first-hit');
    await press('Enter');
    await quickInput().titled('Add Link from Email to Employee Handbook');
    await workbench().page.keyboard.type('References');
    await press('Enter');
    await told('Linked Email → Employee Handbook');
    assert.deepEqual(puts(), [`[{"targetId":${HANDBOOK},"linkTypeId":7}]`]);
  });

  it('is offered what was used last, and goes back to what was typed and ticked', async () => {
    await clear();
    await tree().contextMenu('Policies', 'Add Link…');
    await quickInput().titled('(1/2)');
    await quickInput().item('Accounts Payable').waitFor();
    assert.deepEqual((await quickInput().items()).slice(0, 3), [
      'Employee Handbook',
      'Email',
      'Accounts Payable',
    ]);
    await quickInput().widget.getByText('recent', { exact: true }).waitFor();
    await screenshotAllThemes(workbench(), '2-recent');
    await quickInput().check('Email');
    await quickInput().type('Board');
    await quickInput().item('Board').first().waitFor();
    await press('Enter');
    await quickInput().titled('Add Link from Policies to Email (2/2)');
    await quickInput().button('Back');
    await quickInput().titled('(1/2)');
    await quickInput().item('Board').first().waitFor();
    assert.equal(await quickInput().input.inputValue(), 'Board');
    assert.deepEqual((await quickInput().items()).slice(0, 2), ['Email', 'Board']);
    await quickInput().pick('Board');
    await press('Enter');
    await quickInput().titled('to 2 entries (2/2)');
    assert.equal((await quickInput().items())[0], REFERENCES);
    await screenshotAllThemes(workbench(), '3-types');
    await quickInput().type('nothing like it');
    await quickInput().item('No link type matches "nothing like it"').waitFor();
    await press('Enter');
    await workbench().screenshot('4-no-type');
    assert.equal(await quickInput().input.inputValue(), 'nothing like it');
    await quickInput().type('Mess');
    await quickInput().item(MESSAGE).waitFor();
    await press('Enter');
    await told('Linked Policies → 2 entries');
  });

  it('sees hits in the order of the server, with what matches marked', async () => {
    for (const name of ['Zeta ward', 'My ward', 'Ward']) await other.create(name);
    await workbench().runCommand('Laserfiche: Reveal Entry…');
    await quickInput().titled('Reveal Entry in Our server');
    await quickInput().type('ward');
    await quickInput().item('Zeta ward').waitFor();
    const { value: found } = (await searched('ward')) as { value: { name: string }[] };
    assert.deepEqual(
      (await quickInput().items()).slice(0, found.length),
      found.map(({ name }) => name),
    );
    assert.notDeepEqual(
      found.map(({ name }) => name),
      found.map(({ name }) => name).toSorted(),
    );
    assert.equal(await quickInput().rows.locator('.highlight').count(), 3);
    // Called just so, it is what Enter takes.
    await quickInput()
      .rows.and(workbench().page.locator('.focused'))
      .getByText('Ward', { exact: true })
      .waitFor();
    await workbench().screenshot('5-order');
    await quickInput().cancel();
  });

  it('may press Enter before the hits came, and never sees those of an older text', async () => {
    await clear();
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    proxy.lie = (request) => (isSearch(request) && request.body.includes('Employee') ? { held } : undefined);
    await tree().contextMenu('Samples', 'Add Link…');
    await quickInput().titled('(1/2)');
    const asked = () => proxy.requests.filter(isSearch).at(-1)?.body ?? '';
    await quickInput().type('Employee');
    await quickInput().item('Searching…').waitFor();
    await until(() => asked().includes('Employee'));
    await press('Enter');
    await quickInput().type('Contracts');
    await quickInput().item('Contracts').waitFor();
    answer();
    await quickInput().type('Employee H');
    await press('Enter');
    await quickInput().titled('Add Link from Samples to Employee Handbook');
    await quickInput().cancel();
    proxy.lie = () => undefined;
  });

  it('is told when the server can not be asked, and tries again with the same text', async () => {
    await clear();
    proxy.lie = (request) => (isSearch(request) ? { answer: { status: 503, body: '{}' } } : undefined);
    await tree().contextMenu('Samples', 'Add Link…');
    await quickInput().titled('(1/2)');
    await quickInput().type('Accounts');
    const failed = quickInput().rows.filter({ hasText: 'Could not find "Accounts"' });
    await failed.waitFor({ timeout: 30_000 });
    await workbench().screenshot('6-failed');
    proxy.lie = () => undefined;
    await press('Enter');
    await quickInput().item('Accounts Payable').waitFor();
    assert.equal(await quickInput().input.inputValue(), 'Accounts');
    await quickInput().cancel();
  });

  it('is told that a recent entry is gone, and picks another one', async () => {
    const id = await other.create('Short-lived');
    await workbench().runCommand('Laserfiche: Reveal Entry…');
    await quickInput().type(`${id}`);
    await quickInput().item(`${id} · Short-lived`).waitFor();
    await press('Enter');
    await tree().row('Short-lived').waitFor();
    await other.remove(id);
    await server.flush();
    await workbench().runCommand('Laserfiche: Reveal Entry…');
    await quickInput().titled('Reveal Entry in Our server');
    await quickInput().pick('Short-lived');
    await quickInput().item('Short-lived no longer exists, or you have no access').waitFor();
    await workbench().screenshot('7-gone');
    await quickInput().pick('Employee Handbook');
    await tree().row('Employee Handbook').and(workbench().page.locator('.selected')).waitFor();
  });

  it('pins entries: they stand below their connection and come first in pickers', async () => {
    await tree().contextMenu('Office Contacts', 'Pin');
    await tree().row('Pinned').waitFor();
    await tree().contextMenu('Contracts', 'Pin');
    await tree().expand('Pinned');
    await tree().row('Contracts', 1).waitFor();
    assert.deepEqual((await tree().labels()).slice(0, 4), [
      'Our server',
      'Pinned',
      'Office Contacts',
      'Contracts',
    ]);
    await screenshotAllThemes(workbench(), '8-pinned');
    await workbench().runCommand('Laserfiche: Reveal Entry…');
    await quickInput().titled('Reveal Entry in Our server');
    await quickInput().item('Employee Handbook').waitFor();
    assert.deepEqual((await quickInput().items()).slice(0, 2), ['Office Contacts', 'Contracts']);
    await screenshotAllThemes(workbench(), '9-pinned-picker');
    await quickInput().cancel();
    const menu = await tree().contextMenuItems('Contracts', 1);
    assert.ok(menu.includes('Unpin') && !menu.includes('Pin'), menu.join());
    await tree().contextMenu('Contracts', 'Unpin', 0);
    await tree().row('Contracts', 1).waitFor({ state: 'detached' });
    await tree().contextMenu('Office Contacts', 'Unpin');
    await tree().row('Pinned').waitFor({ state: 'detached' });
  });

  /** What the server finds, as another program would ask it. */
  async function searched(text: string): Promise<unknown> {
    const { url, headers } = proxy.requests.filter(isSearch).at(-1) ?? { url: '', headers: {} };
    const { origin } = new URL(server.baseUrl);
    const body = proxy.requests.filter(isSearch).at(-1)?.body ?? '';
    assert.ok(body.includes(text));
    const answer = await fetch(`${origin}${url}`, {
      method: 'POST',
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      body,
    });
    return answer.json();
  }
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
