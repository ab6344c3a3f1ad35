import { startSandbox } from '../../src/sandbox';
import { closeSharedBrowser } from '../e2e/support/sharedBrowser';
import { Workbench } from '../e2e/support/workbench';

export interface TreeRequests {
  /** Requests that opening a folder for the first time made, sign-in left out. */
  readonly first: readonly string[];
  /** Requests that closing and opening it again made. */
  readonly again: readonly string[];
}

/** Opens a folder in the real view, closes it and opens it again, against a server that counts. */
export async function countTreeRequests(): Promise<TreeRequests> {
  const seen: string[] = [];
  const server = await startSandbox({
    onRequest: ({ method, path }) =>
      seen.push(`${method} ${path.replace(/.*\/r-abc123/, '').replace(/\?.*/, '')}`),
  });
  const workbench = await Workbench.launch();
  try {
    const { baseUrl, repoId, username, password } = server;
    const connection = { name: 'Bench', kind: 'selfHosted', baseUrl, repoId, username, password };
    await workbench.openContainer('Laserfiche');
    await workbench.execute('laserficheLinks.addConnection', connection);
    const tree = workbench.tree('Repository');
    await tree.expand('Bench');
    await tree.row('Contracts').waitFor();
    seen.length = 0;
    await tree.expand('Contracts');
    await tree.row('Master Agreement Index').waitFor();
    const first = [...seen];
    await tree.collapse('Contracts');
    await tree.row('Master Agreement Index').waitFor({ state: 'detached' });
    seen.length = 0;
    await tree.expand('Contracts');
    await tree.row('Master Agreement Index').waitFor();
    return { first, again: [...seen] };
  } finally {
    await workbench.close();
    await closeSharedBrowser();
    await server.close();
  }
}
