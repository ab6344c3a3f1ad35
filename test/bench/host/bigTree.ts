import type { Tree } from '../../e2e/support/tree';
import type { Workbench } from '../../e2e/support/workbench';
import { childName, folderName } from '../support/bigPages';
import { REPO_ID, type BigServer } from '../support/bigServer';
import { whenDrawn } from './rows';

export const CONNECTION = 'Bench';

/** Connects to the server and opens the connection in the view; resolves to the connection's id. */
export async function connect(workbench: Workbench, { baseUrl }: BigServer): Promise<string> {
  await workbench.openContainer('Laserfiche');
  const { connectionId } = (await workbench.execute('laserficheLinks.addConnection', {
    ...{ name: CONNECTION, kind: 'selfHosted', baseUrl, repoId: REPO_ID },
    ...{ username: 'bench', password: 'bench' },
  })) as { readonly connectionId: string };
  await workbench.tree('Repository').expand(CONNECTION);
  await workbench.tree('Repository').row(folderName(1000)).waitFor();
  return connectionId;
}

/** Opens a folder and loads more until all its rows are drawn. */
export async function openWhole(
  workbench: Workbench,
  server: BigServer,
  {
    children,
    digit,
    version,
  }: { readonly children: number; readonly digit: number; readonly version: number },
): Promise<void> {
  const tree: Tree = workbench.tree('Repository');
  const folder = folderName(children, digit);
  const before = server.childrenSent();
  const sent = () => server.childrenSent() - before;
  await tree.select(folder);
  await tree.expand(folder);
  await whenDrawn(workbench.page, childName(0, version));
  while (sent() < children) {
    const had = sent();
    await workbench.execute('laserficheLinks.loadMore');
    if (sent() === had) throw new Error(`${folder} shows ${had} rows and loads no more.`);
  }
  await whenDrawn(workbench.page, childName(0, version), children);
}
