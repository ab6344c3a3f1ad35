import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { startLyingProxy, type LyingProxy } from '../support/lyingProxy';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';
import { incoming, messageTo } from './support/tree';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE = 1;
const link = (targetId: number) => ({ targetId, linkTypeId: MESSAGE });

describe('a person whose connections and servers change', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'past' });
  const tree = () => workbench().tree('Repository');
  const history = () => workbench().tree('History');
  const newest = () => history().focused().and(history().pane.locator('[data-index="0"]')).waitFor();
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  let here: Sandbox;
  let there: Sandbox;
  let proxy: LyingProxy;
  let others: { readonly here: OtherClient; readonly there: OtherClient };
  let connectionId: string;
  const throughProxy = () => {
    const { baseUrl, repoId, username, password } = here;
    return { baseUrl: proxy.origin + new URL(baseUrl).pathname, repoId, username, password };
  };
  const edit = (place: object) =>
    workbench().execute('laserficheLinks.editConnection', { connectionId, ...place });

  before(async () => {
    [here, there] = [await startSandbox(), await startSandbox()];
    proxy = await startLyingProxy(new URL(here.baseUrl).origin);
    others = { here: await otherClient(here), there: await otherClient(there) };
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', ...throughProxy() };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    await others.here.assign(EMAIL, [link(ATTACHMENT)]);
    await tree().expand('Our server');
    await tree().expand('Email');
    await tree().row(messageTo('EmailAttachment')).waitFor();
  });
  after(async () => {
    await proxy.close();
    await Promise.all([here.close(), there.close()]);
  });

  it('is asked before a call with an argument object removes links, and may say no', async () => {
    const call = { connectionId, sourceId: EMAIL, links: [link(ATTACHMENT)] };
    const dialog = workbench().page.locator('.monaco-dialog-box');
    const declined = workbench().execute('laserficheLinks.removeLinks', call);
    await dialog.getByText('Remove the link Message → Attachment from Email to EmailAttachment?').waitFor();
    await screenshotAllThemes(workbench(), '1-asked');
    await dialogButton(workbench(), 'Cancel').click();
    assert.equal((await declined) ?? undefined, undefined);
    assert.deepEqual(await others.here.links(EMAIL), [link(ATTACHMENT)]);

    const accepted = workbench().execute('laserficheLinks.removeLinks', call);
    await dialogButton(workbench(), 'Remove Link').click();
    assert.deepEqual(await accepted, { added: 0, removed: 1, changed: 0, kept: 0 });
    assert.deepEqual(await others.here.links(EMAIL), []);
  });

  it('may undo what the server stored otherwise than it was sent', async () => {
    const { quickInput } = workbench();
    await clear();
    // The server keeps only one of both new links.
    proxy.lie = ({ method, body }) => {
      if (method !== 'PUT') return undefined;
      const [first] = JSON.parse(body) as unknown[];
      return { body: JSON.stringify([first]) };
    };
    await workbench().runCommand('Laserfiche: Refresh');
    await tree().contextMenu('Email', 'Add Link…');
    await quickInput.titled('(1/2)');
    await quickInput.type('Contracts');
    await quickInput.check('Contracts');
    await quickInput.type('Projects');
    await quickInput.check('Projects');
    await quickInput.accept();
    await quickInput.titled('(2/2)');
    await quickInput.pick('Message → Attachment');
    await told('now differ from what was sent');
    proxy.lie = () => undefined;
    await screenshotAllThemes(workbench(), '2-not-as-sent');
    assert.equal((await others.here.links(EMAIL)).length, 1);
    await workbench().notifications.press('now differ from what was sent', 'Undo');
    await told(/Undone: Email → .* is removed/);
    assert.deepEqual(await others.here.links(EMAIL), []);
  });

  it('hears what a swap did that failed half-way, and undoes it', async () => {
    await clear();
    await others.here.assign(EMAIL, [link(ATTACHMENT)]);
    await workbench().runCommand('Laserfiche: Refresh');
    await tree().select(messageTo('EmailAttachment'));
    proxy.lie = ({ method, url }) =>
      method === 'PUT' && url.includes(`/Entries/${EMAIL}/`)
        ? { body: JSON.stringify([link(999_999)]) }
        : undefined;
    await tree().contextMenu(messageTo('EmailAttachment'), 'Swap Link Direction');
    await dialogButton(workbench(), 'Swap Link').click();
    await told('Added at \\EmailAttachment, not removed from \\Email');
    const words = await workbench().notifications.text('Added at');
    assert.doesNotMatch(words, /Nothing was written/);
    await screenshotAllThemes(workbench(), '3-half-swapped');
    proxy.lie = () => undefined;
    assert.deepEqual(await others.here.links(ATTACHMENT), [link(EMAIL)]);
    await workbench().notifications.press('Added at', 'Undo');
    await told('Undone: EmailAttachment → Email is removed');
    assert.deepEqual(await others.here.links(ATTACHMENT), []);
    assert.deepEqual(await others.here.links(EMAIL), [link(ATTACHMENT)]);
  });

  it('hears that a change arrived after all whose outcome nobody could tell, and undoes it', async () => {
    await clear();
    await others.here.assign(EMAIL, [link(ATTACHMENT)]);
    await others.here.assign(ATTACHMENT, []);
    await workbench().runCommand('Laserfiche: Refresh');
    await tree().expand('Email');
    await tree().select(messageTo('EmailAttachment'));
    let arrive: () => void = () => undefined;
    const setTimer = new Promise<void>((resolve) => (arrive = resolve));
    proxy.lie = ({ method }) =>
      method === 'PUT' ? { answer: { status: 503, body: {} }, setTimer } : undefined;
    await tree().contextMenu(messageTo('EmailAttachment'), 'Remove Link(s)');
    await dialogButton(workbench(), 'Remove Link').click();
    await told('it is not known whether the links were written');
    assert.deepEqual(await others.here.links(EMAIL), [link(ATTACHMENT)]);
    await screenshotAllThemes(workbench(), '4-not-known');
    proxy.lie = () => undefined;
    arrive();
    await proxy.sentOn;
    await told(/The links of .*Email were saved after all/);
    await screenshotAllThemes(workbench(), '5-after-all');
    assert.deepEqual(await others.here.links(EMAIL), []);
    await workbench().notifications.press('saved after all', 'Undo');
    await told('Undone: Email → EmailAttachment is back');
    assert.deepEqual(await others.here.links(EMAIL), [link(ATTACHMENT)]);
  });

  it('hears of incoming links that went with a change which failed otherwise, and restores them from the history', async () => {
    const { quickInput } = workbench();
    await clear();
    await others.here.assign(ATTACHMENT, [link(EMAIL)]);
    here.setBehaviour({ incomingDroppedByPut: true });
    await workbench().runCommand('Laserfiche: Refresh');
    // Both links: no row moves any more under the pointer.
    await tree().row(messageTo('EmailAttachment')).waitFor();
    await tree().row(incoming('Attachment', 'EmailAttachment')).waitFor();
    // The server stores nothing of what is sent, and drops what leads here.
    proxy.lie = ({ method, url }) =>
      method === 'PUT' && url.includes(`/Entries/${EMAIL}/`) ? { body: '[]' } : undefined;
    await tree().contextMenu('Email', 'Add Link…');
    await quickInput.titled('(1/2)');
    await quickInput.type('Contracts');
    await quickInput.check('Contracts');
    await quickInput.accept();
    await quickInput.titled('(2/2)');
    await quickInput.pick('Message → Attachment');
    await told('now differ from what was sent');
    await told('The server dropped 1 incoming link');
    await screenshotAllThemes(workbench(), '6-dropped');
    proxy.lie = () => undefined;
    here.setBehaviour({ incomingDroppedByPut: false });
    assert.deepEqual(await others.here.links(ATTACHMENT), []);
    await clear();
    await workbench().runCommand('Laserfiche: Link History…');
    await newest();
    await history().focusedMenu('Restore Lost Incoming Links');
    await told(/Restored 1 incoming link/);
    assert.deepEqual(await others.here.links(ATTACHMENT), [link(EMAIL)]);
    await others.here.assign(ATTACHMENT, []);
    await others.here.assign(EMAIL, [link(ATTACHMENT)]);
  });

  it('does not undo here what was done there', async () => {
    await clear();
    await workbench().execute('laserficheLinks.addLinks', {
      connectionId,
      sourceId: EMAIL,
      links: [link(1)],
    });
    // On the entry of the same id stands the same link, of somebody else.
    await others.there.assign(EMAIL, [link(1)]);
    const { baseUrl, repoId, username, password } = there;
    await edit({ baseUrl, repoId, username, password });
    await workbench().runCommand('Laserfiche: Undo Last Link Change');
    await told(
      /Could not undo the change of \\Email: it belongs to the repository .* leads to the repository/,
    );
    await screenshotAllThemes(workbench(), '7-leads-elsewhere');
    await workbench().runCommand('Laserfiche: Link History…');
    await newest();
    for (const action of ['Restore These Links', 'Undo This Change', 'Go to Entry']) {
      await clear();
      await history().focusedMenu(action);
      await told(/Could not .*\\Email.*: it belongs to the repository/);
    }
    assert.deepEqual(await others.there.links(EMAIL), [link(1)]);
    assert.equal((await others.here.links(EMAIL)).length, 2);
  });

  it('finds the way back where the connection leads back', async () => {
    await clear();
    await edit(throughProxy());
    await workbench().runCommand('Laserfiche: Undo Last Link Change');
    await told(/Undone: Email → .* is removed/);
    assert.deepEqual(await others.here.links(EMAIL), [link(ATTACHMENT)]);
    assert.deepEqual(await others.there.links(EMAIL), [link(1)]);
  });
});
