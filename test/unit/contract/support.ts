import type { Entry, OperationProgress, RepositoryApiClient } from '@laserfiche/lf-repository-api-client';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { loadOfficialClient, type LoadedClient } from '../../support/officialClient';

/** The official client, signed in at a sandbox. */
export interface Contract {
  readonly client: LoadedClient['client'];
  readonly sandbox: Sandbox;
  readonly api: RepositoryApiClient;
  readonly repoId: string;
  /** A folder of its own below the root. */
  folder(name: string): Promise<Made>;
  create(
    parentId: number,
    request: ConstructorParameters<LoadedClient['client']['PostEntryChildrenRequest']>[0],
  ): Promise<Made>;
  remove(entryId: number): Promise<string>;
  finished(operationToken: string | undefined): Promise<OperationProgress>;
  close(): Promise<void>;
}

export type Made = Entry & { id: number };

export async function openContract(): Promise<Contract> {
  const [loaded, sandbox] = await Promise.all([loadOfficialClient(), startSandbox()]);
  const { client } = loaded;
  const { repoId } = sandbox;
  const api = client.RepositoryApiClient.createFromUsernamePassword(
    repoId,
    sandbox.username,
    sandbox.password,
    sandbox.baseUrl,
  );
  const create: Contract['create'] = async (entryId, request) =>
    (await api.entriesClient.createOrCopyEntry({
      repoId,
      entryId,
      request: new client.PostEntryChildrenRequest(request),
      autoRename: true,
    })) as Made;
  return {
    client,
    sandbox,
    api,
    repoId,
    create,
    folder: (name) => create(1, { name, entryType: client.PostEntryChildrenEntryType.Folder }),
    remove: async (entryId) => {
      const request = new client.DeleteEntryWithAuditReason();
      return (await api.entriesClient.deleteEntryInfo({ repoId, entryId, request })).token ?? '';
    },
    finished: async (operationToken = '') => {
      for (;;) {
        const progress = await api.tasksClient.getOperationStatusAndProgress({ repoId, operationToken });
        if (progress.status !== client.OperationStatus.InProgress) return progress;
      }
    },
    close: async () => {
      await sandbox.close();
      await loaded.dispose();
    },
  };
}

interface Page {
  readonly value?: readonly unknown[] | undefined;
}

/** How many rows and pages a `…ForEach` of the client hands over. */
export async function countPages(
  forEach: (callback: (page: Page) => Promise<boolean>) => Promise<void>,
): Promise<{ readonly rows: number; readonly pages: number }> {
  let [rows, pages] = [0, 0];
  await forEach(({ value = [] }) => {
    rows += value.length;
    pages += 1;
    return Promise.resolve(true);
  });
  return { rows, pages };
}

export const ONE_A_PAGE = { maxPageSize: 1, prefer: 'maxpagesize=1' };

/** What the client's exceptions tell. */
export interface ClientProblem {
  readonly status?: number;
  readonly message: string;
  readonly problemDetails?: Readonly<Record<string, unknown>>;
}

export async function problemOf(asked: Promise<unknown>): Promise<ClientProblem> {
  return asked.then(
    () => {
      throw new Error('The request was answered.');
    },
    (error: unknown) => error as ClientProblem,
  );
}
