import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startProxy } from '../../support/proxy';
import { makeCertificate } from '../../support/tls';
import { REPO_ID, startBigServer } from '../support/bigServer';
import type { Figure } from '../support/figure';
import { withWindow } from '../host/window';

/** VS Code treats 127.0.0.1 as itself: neither its proxy nor its certificates matter there. */
const HOST = '127.0.0.2';
const PROXY_HOST = '127.0.0.3';
const SEQUENTIAL = 50;
const PARALLEL = 20;

/** What VS Code's own network does with our requests: connections over TLS, direct and through a proxy, and cancel. */
export async function measureNetwork(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-bench-'));
  const authority = makeCertificate({ name: 'Bench Authority' });
  const certificate = makeCertificate({ name: 'Bench', hosts: [HOST], issuer: authority });
  const authorityFile = path.join(folder, 'authority.pem');
  await writeFile(authorityFile, authority.cert);
  try {
    // What OpenSSL takes for the certificates of the system.
    return await withWindow({ env: { SSL_CERT_FILE: authorityFile } }, async (workbench, probe) => {
      const figures: Figure[] = [];
      const count = async (
        what: string,
        [requests, order]: readonly [number, 'sequential' | 'parallel'],
        most: number,
      ) => {
        // A server of its own each time: nothing is connected to it yet.
        const server = await startBigServer({ host: HOST, certificate });
        const { baseUrl } = server;
        const took = await probe<number>('requests', { baseUrl, repoId: REPO_ID }, requests, order);
        const bar = { most };
        figures.push(
          { what: `new TLS connections, ${requests} ${what}`, value: server.connections(), unit: '', bar },
          { what: `time of ${requests} ${what}`, value: took, unit: 'ms' },
        );
        await server.close();
      };
      await count('sequential requests', [SEQUENTIAL, 'sequential'], 1);
      await count('parallel requests', [PARALLEL, 'parallel'], 4);

      const proxy = await startProxy({ host: PROXY_HOST });
      await workbench.configure({ 'http.proxy': `http://${PROXY_HOST}:${proxy.port}` });
      await count('sequential requests through a proxy', [SEQUENTIAL, 'sequential'], 2);
      const opened = proxy.opened.length;
      figures.push({ what: 'ways that the proxy opened', value: opened, unit: '' });
      if (opened === 0) throw new Error('The requests did not go through the proxy.');
      await workbench.configure({ 'http.proxy': '' });
      await proxy.close();

      const server = await startBigServer({ host: HOST, certificate });
      const delays: number[] = [];
      for (let round = 0; round < 10; round += 1) {
        const cancelledAt = await probe<number>('cancel', { baseUrl: server.baseUrl, repoId: REPO_ID });
        delays.push((await server.stallClosed(round)) - cancelledAt);
      }
      await server.close();
      const what = 'cancel until the socket is closed, longest of 10';
      figures.push({ what, value: Math.max(...delays), unit: 'ms', bar: { most: 100 } });
      return figures;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
