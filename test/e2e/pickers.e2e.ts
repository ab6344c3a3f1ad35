import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { useWorkbench } from './support/suite';

const MESSAGE = 'Message → Attachment';
const REFERENCES = 'References → Referenced by';

describe('a person who picks entries and link types', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'pickers' });
  const tree = () => workbench().tree('Repository');
  const quickInput = () => workbench().quickInput;
  const told = (words: string | RegExp) => workbench().notifications.saying(words).waitFor();
  const clear = () => workbench().runCommand('Notifications: Clear All Notifications');
  /** While set, answers to searches wait for it. */
  let gate: Promise<void> | undefined;
  let server: Sandbox;
  let connectionId: string;
  const puts: unknown[] = [];

  before(async () => {
    server = await startSandbox({
      onRequest: ({ method, body }) => {
        if (method === 'PUT') puts.push(JSON.parse(body ?? '[]'));
      },
    });
    const { baseUrl, repoId, username, password } = server;
    await workbench().openContainer('Laserfiche');
    const connection = { name: 'Our server', kind: 'selfHosted', baseUrl, repoId, username, password };
    ({ connectionId } = (await workbench().execute('laserficheLinks.addConnection', connection)) as {
      connectionId: string;
    });
    await tree().expand('Our server');
  });
  after(() => server.close());

  it('adds a link by a name and Enter, a type and Enter', async () => {
    const { page } = workbench();
    await tree().contextMenu('Email', 'Add Link…');
    await quickInput().titled('Add Link from Email: To Which Entries?');
    await page.keyboard.type('Handbook');
    await quickInput().item('Employee Handbook').waitFor();
    await workbench().screenshot('1-first-hit');
    await page.keyboard.press('Enter');
    await quickInput().titled('Add Link from Email to Employee Handbook');
    await quickInput().type('References');
    await page.keyboard.press('Enter');
    await told('Added 1 link');
    assert.deepEqual(puts.at(-1), [{ targetId: 254, linkTypeId: 7 }]);
  });
});
