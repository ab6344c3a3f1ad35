import { createRepositoryApi, fetchTransport, PasswordSignIn } from '../../src/api';
import { startSandbox } from '../../src/sandbox';
import { editorFor } from '../support/editing';

/** Requests that add one link to the entry with 250 links, by the page size that the server honours. */
export async function countLinkRequests(maxPageSize: number): Promise<readonly string[]> {
  const seen: string[] = [];
  const sandbox = await startSandbox({
    behaviour: { maxPageSize },
    onRequest: ({ method, path }) =>
      seen.push(`${method} ${path.replace(/.*\/r-abc123/, '').replace(/\?.*/, '')}`),
  });
  try {
    const { baseUrl, repoId, username, password } = sandbox;
    const signIn = new PasswordSignIn({ username, password });
    const repository = createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
    const types = await repository.listLinkTypes();
    const { entry } = await repository.getEntryByPath('\\Contracts\\Master Agreement Index');
    if (!entry) throw new Error('The demo has no Master Agreement Index.');
    seen.length = 0;
    const editor = editorFor(repository, () => Promise.resolve(types));
    await editor.change({
      sourceId: entry.id,
      edit: { put: [{ targetId: 10, linkTypeId: 1 }] },
      cause: 'command',
    });
    return [...seen];
  } finally {
    await sandbox.close();
  }
}
