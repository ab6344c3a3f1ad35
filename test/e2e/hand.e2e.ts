import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';

const REFERENCES = 7;
const SERVER = 'Files';
const COLLAPSE = 'workbench.actions.treeView.laserficheLinks.repository.collapseAll';

describe('a person whose hands are on the keyboard', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'hand' });
  const tree = () => workbench().tree('Repository');
  let server: Sandbox;
  let other: OtherClient;
  let connectionId: string;
  let ids: Readonly<Record<string, number>>;

  const id = (name: string): number => ids[name] ?? 0;
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench().page.keyboard.press(key);
  };
  /** A link of the entry that is open: whatever its row says besides the name of the other entry. */
  const link = (name: string): Locator =>
    tree().pane.locator('[role=treeitem][aria-level="3"]').filter({ hasText: name });
  const chosen = (state: string) => tree().pane.locator(`.monaco-list-row.${state}`);
  /** Waits until this row, and no other one, has focus and selection. */
  const standsOn = async (row: Locator): Promise<void> => {
    await row.and(chosen('focused')).and(chosen('selected')).waitFor();
    assert.equal(await chosen('selected').count(), 1);
  };
  const click = async (row: Locator, options: Parameters<Locator['click']>[0] = {}): Promise<void> => {
    await workbench().page.mouse.move(640, 400);
    await row.click(options);
  };
  const gone = (row: Locator) => row.waitFor({ state: 'detached' });
  const targetsOf = async (name: string): Promise<string[]> => {
    const names = new Map(Object.entries(ids).map(([one, number]) => [number, one]));
    return (await other.links(id(name)))
      .map(({ targetId }) => names.get(targetId) ?? String(targetId))
      .sort();
  };
  /** Gives an entry these links, and no others, and shows them below it. */
  const give = async (name: string, ...targets: readonly string[]): Promise<void> => {
    await other.assign(
      id(name),
      targets.map((target) => ({ targetId: id(target), linkTypeId: REFERENCES })),
    );
    await workbench().execute(COLLAPSE);
    await workbench().execute('laserficheLinks.refresh');
    await tree().expand(SERVER);
    await tree().expand(name);
    for (const target of targets) await link(target).waitFor();
  };
  const asking = (mode: string) => workbench().configure({ 'laserficheLinks.confirmChanges': mode });
  const clear = () => workbench().execute('notifications.clearAll');

  before(async () => {
    server = await startSandbox();
    other = await otherClient(server);
    ids = await other.idsByName();
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: SERVER, kind: 'selfHosted', baseUrl, repoId, username, password };
    const added = await workbench().execute('laserficheLinks.addConnection', connection);
    ({ connectionId } = added as { connectionId: string });
    await tree().expand(SERVER);
  });
  beforeEach(clear);
  after(() => server.close());

  it('removes the link that has the focus, not the one clicked before', async () => {
    await give('Email', 'Board', 'Contracts', 'Policies', 'Projects');
    await asking('never');
    await click(link('Board'));
    await press('ArrowDown', 'Delete');
    await gone(link('Contracts'));
    await standsOn(link('Policies'));
    assert.deepEqual(await targetsOf('Email'), ['Board', 'Policies', 'Projects']);
  });

  it('removes five in a row with Delete and Enter, and goes on with the entry', async () => {
    const links = ['Archive', 'Board', 'Contracts', 'Policies', 'Projects'];
    await give('Email', ...links);
    await asking('always');
    await click(link('Board'));
    for (const removed of ['Board', 'Contracts', 'Policies', 'Projects', 'Archive']) {
      await press('Delete');
      await dialogButton(workbench(), 'Remove Link').waitFor();
      await press('Enter');
      await gone(link(removed));
    }
    await standsOn(tree().row('Email'));
    assert.deepEqual(await targetsOf('Email'), []);
  });

  it('removes nothing that a closed row hides', async () => {
    const { quickInput } = workbench();
    await give('Email', 'Board', 'Contracts');
    await asking('never');
    await click(link('Contracts'));
    await tree().row('Email').locator('.monaco-tl-twistie').click();
    await gone(link('Contracts'));
    await workbench().runCommand('Laserfiche: Remove Link(s)');
    await quickInput.titled('Remove Link(s): Of Which Entry?');
    await quickInput.cancel();
    await press('Delete');
    await quickInput.titled('Remove Link(s) of Email');
    await quickInput.cancel();
    assert.deepEqual(await targetsOf('Email'), ['Board', 'Contracts']);
  });

  it('acts on the row of the menu, and after Escape on that of the key', async () => {
    await give('Email', 'Board', 'Contracts', 'Policies');
    await asking('never');
    await click(link('Board'));
    await click(link('Contracts'), { button: 'right' });
    await press('Escape', 'Delete');
    await gone(link('Contracts'));
    await standsOn(link('Policies'));
    assert.deepEqual(await targetsOf('Email'), ['Board', 'Policies']);
  });

  it('acts on several that are selected where the focus is among them, else on the focused row', async () => {
    await give('Email', 'Archive', 'Board', 'Contracts', 'Policies', 'Projects');
    await asking('never');
    await click(link('Archive'));
    await press('Shift+ArrowDown', 'Delete');
    await gone(link('Board'));
    await standsOn(link('Contracts'));
    assert.deepEqual(await targetsOf('Email'), ['Contracts', 'Policies', 'Projects']);
    await click(link('Policies'), { modifiers: ['ControlOrMeta'] });
    await press('ArrowDown', 'Delete');
    await gone(link('Projects'));
    await standsOn(link('Policies'));
    assert.deepEqual(await targetsOf('Email'), ['Contracts', 'Policies']);
  });

  it('keeps several rows selected while their links change', async () => {
    await give('EmailAttachment', 'Board');
    await give('Email', 'Board');
    await tree().expand('EmailAttachment');
    const names = ['Email', 'EmailAttachment', 'Employee Handbook'];
    await tree().selectAll('Email', 'EmailAttachment', 'Employee Handbook');
    await workbench().execute('laserficheLinks.addLinks', {
      connectionId,
      sourceIds: names.map(id),
      links: [{ targetId: id('Samples'), linkTypeId: REFERENCES }],
    });
    await link('Samples').nth(1).waitFor();
    assert.equal(await chosen('selected').count(), 3);
    await tree().collapse('EmailAttachment');
  });

  it('goes to the other entry with Enter, and opens and closes other rows', async () => {
    await give('Email', 'Board', 'Contracts');
    await click(link('Board'));
    await workbench().configure({ 'workbench.tree.expandMode': 'singleClick' });
    await press('ArrowDown', 'Enter');
    await standsOn(tree().row('Contracts').and(tree().pane.locator('[aria-level="2"]')));
    const contracts = tree().pane.locator('[role=treeitem][aria-level="2"]').filter({ hasText: 'Contracts' });
    await press('Enter');
    await contracts.and(workbench().page.locator('[aria-expanded=true]')).waitFor();
    await press('Enter');
    await contracts.and(workbench().page.locator('[aria-expanded=false]')).waitFor();
    await workbench().configure({ 'workbench.tree.expandMode': 'doubleClick' });
  });

  it('opens the form with Ctrl+Enter: of a link that of the entry it belongs to', async () => {
    await give('Email', 'Board', 'Contracts');
    await click(link('Board'));
    await press('ArrowDown', 'ControlOrMeta+Enter');
    await workbench().tab('Links of Email').waitFor();
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('changes the type of a link with F2, and stays on it, open as it was', async () => {
    const { quickInput } = workbench();
    await give('Email', 'Board', 'Contracts', 'Policies');
    await asking('never');
    await click(link('Board'));
    await press('ArrowDown', 'ArrowRight');
    await link('Contracts').and(workbench().page.locator('[aria-expanded=true]')).waitFor();
    await press('F2');
    await quickInput.titled('Change Link Type of Email → Contracts');
    await quickInput.pick('Message → Attachment');
    await link('Contracts').filter({ hasText: 'Message' }).waitFor();
    await standsOn(link('Contracts'));
    await link('Contracts').and(workbench().page.locator('[aria-expanded=true]')).waitFor();
  });

  it('renames a connection with F2, copies with Ctrl+C and finds with Ctrl+F', async () => {
    const { quickInput, page } = workbench();
    await tree().select(SERVER);
    await press('F2');
    await quickInput.titled(`Rename Connection ${SERVER}`);
    await quickInput.cancel();
    await tree().select('Email');
    await press('ArrowDown', 'Shift+ArrowDown', 'ControlOrMeta+c');
    await page.getByText('Copied 2 lines').waitFor();
    await press('ControlOrMeta+f');
    const find = tree().pane.locator('.monaco-tree-type-filter input');
    await find.fill('Board');
    await press('Delete', 'Enter');
    assert.equal(await find.inputValue(), 'Board');
    await press('Escape');
    await workbench().screenshot('keys');
  });

  it('names its keys in the menus', async () => {
    const named = async (row: Locator): Promise<string[]> => {
      await click(row, { button: 'right' });
      const items = workbench().page.locator('.monaco-menu .action-menu-item');
      await items.first().waitFor();
      const texts = await items.allInnerTexts();
      await press('Escape');
      return texts.filter((text) => text.includes('\n')).map((text) => text.replace('\n', ': '));
    };
    await give('Email', 'Board', 'Contracts');
    const ofLink = await named(link('Contracts'));
    for (const item of ['Go to Linked Entry: Enter', 'Change Link Type…: F2', 'Remove Link(s): Del'])
      assert.ok(ofLink.includes(item), `${item} is not among ${ofLink.join(', ')}`);
    const ofConnection = await named(tree().row(SERVER));
    for (const item of ['Rename Connection…: F2', 'Remove Connection: Del'])
      assert.ok(ofConnection.includes(item), `${item} is not among ${ofConnection.join(', ')}`);
  });

  it('reads everything again from the title, whatever row has the focus', async () => {
    await tree().select('Email');
    await other.create('Made meanwhile');
    await tree().pane.hover();
    await workbench()
      .page.locator('.part.sidebar')
      .getByRole('button', { name: /^Refresh/ })
      .click();
    await tree().row('Made meanwhile').waitFor();
  });
});
