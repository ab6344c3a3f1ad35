import assert from 'node:assert/strict';
import { startSandbox } from '../../src/sandbox';
import { startLyingProxy } from '../support/lyingProxy';
import { useWorkbench } from './support/suite';

/** Not one of the addresses that VS Code leads through a tunnel, which writes them anew. */
const WEB_CLIENT = 'http://web-client.example/laserfiche/';

describe('a person who opens entries in the web client', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'web-client' });

  for (const repoId of ['R&D', 'C#-Archive A+B 100% Größe?'])
    it(`comes to the entry of the repository ${repoId}`, async () => {
      const server = await startSandbox({ repoId });
      const proxy = await startLyingProxy(new URL(server.baseUrl).origin);
      const listed = { answer: { body: [{ repoId, webclientUrl: WEB_CLIENT }] } };
      proxy.lie = ({ url }) => (url.endsWith('/v1/Repositories') ? listed : undefined);
      try {
        const { username, password } = server;
        const baseUrl = `${proxy.origin}/LFRepositoryAPI`;
        const connection = { name: 'Ours', kind: 'selfHosted', baseUrl, repoId, username, password };
        await workbench().openContainer('Laserfiche');
        const added = await workbench().execute('laserficheLinks.addConnection', connection);
        const tree = workbench().tree('Repository');
        await tree.expand('Ours');
        const { page } = workbench();
        await page.context().route(`${WEB_CLIENT}**`, (route) => route.fulfill({ body: 'The web client' }));
        const isMeant = (request: { url(): string }) => request.url().startsWith(WEB_CLIENT);
        const [request] = await Promise.all([
          page.context().waitForEvent('request', { predicate: isMeant }),
          (async () => {
            await tree.contextMenu('Office Contacts', 'Open in Web Client');
            // VS Code asks before it leaves for a place that nobody has trusted yet.
            const dialog = page.locator('.monaco-dialog-box');
            await dialog.getByRole('button', { name: 'Open', exact: true }).click();
          })(),
        ]);
        const query = new URL(request.url()).searchParams;
        assert.equal(query.get('repo'), repoId);
        assert.match(query.get('id') ?? '', /^\d+$/);
        assert.deepEqual([...query.keys()], ['repo', 'id']);
        for (const other of page.context().pages()) if (other !== page) await other.close();
        await workbench().execute('laserficheLinks.removeConnection', added);
        await tree.row('Ours').waitFor({ state: 'detached' });
      } finally {
        await proxy.close();
        await server.close();
      }
    });
});
