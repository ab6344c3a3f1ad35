import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { dialogButton } from './support/dialog';
import { otherClient, type OtherClient } from './support/otherClient';
import { useWorkbench } from './support/suite';

const REFERENCES = 7;
const SERVER = 'Files';

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
    await workbench().execute('laserficheLinks.refresh');
    await tree().expand(name);
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
});
