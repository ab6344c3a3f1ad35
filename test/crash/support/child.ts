// A process that saves, and may die meanwhile. Bundled and started by the tests: node child.js '<ChildOptions as JSON>'
import path from 'node:path';
import { createRepositoryApi, fetchTransport, PasswordSignIn } from '../../../src/api';
import { FileJournal, fileLock, LinkEditor } from '../../../src/changes';
import { countMoments } from './deaths';
import type { ChildOptions, Job } from './protocol';

async function main({ server, folder, job, death }: ChildOptions): Promise<void> {
  const { baseUrl, repoId } = server;
  const signIn = new PasswordSignIn(server);
  const repository = createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
  const types = await repository.listLinkTypes();
  const editor = new LinkEditor({
    connection: { id: 'c-1', name: 'Sandbox', baseUrl: '', repoId },
    repository,
    linkTypes: () => Promise.resolve(types),
    journal: new FileJournal({ folder: path.join(folder, 'journal') }),
    lock: fileLock(path.join(folder, 'locks')),
    policy: () => ({ readOnly: false, allowSelfLinks: false }),
  });
  const moments = await countMoments(death, path.join(folder, 'scratch'));
  await run(editor, job);
  process.stdout.write(JSON.stringify(moments));
}

async function run(editor: LinkEditor, job: Job): Promise<void> {
  switch (job.kind) {
    case 'change':
      await editor.apply(await editor.plan([job.change]));
      return;
    case 'series':
      for (const change of job.changes) await editor.change(change);
      return;
    case 'group':
      await editor.apply(await editor.plan(job.changes));
      return;
    case 'swap':
      await editor.apply(await editor.planSwap([job.swap]));
      return;
  }
}

main(JSON.parse(process.argv[2] ?? '') as ChildOptions).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
