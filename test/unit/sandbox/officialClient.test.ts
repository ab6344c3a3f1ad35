import assert from 'node:assert/strict';
import type { Entry, RepositoryApiClient, WEntryLinkInfo } from '@laserfiche/lf-repository-api-client';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { loadOfficialClient, type LoadedClient } from '../../support/officialClient';

describe("sandbox: Laserfiche's own client", () => {
  let loaded: LoadedClient;
  let sandbox: Sandbox;
  let api: RepositoryApiClient;
  const repoId = 'r-abc123';

  before(async () => {
    [loaded, sandbox] = await Promise.all([loadOfficialClient(), startSandbox()]);
    api = signedIn(sandbox.password);
  });
  after(async () => {
    await sandbox.close();
    await loaded.dispose();
  });

  function signedIn(password: string): RepositoryApiClient {
    const { RepositoryApiClient } = loaded.client;
    return RepositoryApiClient.createFromUsernamePassword(
      repoId,
      sandbox.username,
      password,
      sandbox.baseUrl,
    );
  }

  async function entryAt(fullPath: string): Promise<Entry & { id: number }> {
    const { entry } = await api.entriesClient.getEntryByPath({ repoId, fullPath });
    assert.ok(entry?.id !== undefined, fullPath);
    return entry as Entry & { id: number };
  }

  it('signs in and lists repositories', async () => {
    const repositories = await api.repositoriesClient.getRepositoryList({});
    assert.deepEqual(
      repositories.map((repository) => repository.repoId),
      [repoId],
    );
  });

  it('gets a problem when it signs in with a wrong password', async () => {
    await assert.rejects(
      signedIn('wrong').entriesClient.getEntry({ repoId, entryId: 1 }),
      (error: { status?: number }) => error.status === 401,
    );
  });

  it('gets entries as instances of their sub-types', async () => {
    const { Document, Folder, Shortcut } = loaded.client;
    const document = await api.entriesClient.getEntry({ repoId, entryId: 10 });
    assert.ok(document instanceof Document);
    assert.equal(document.extension, 'eml');
    assert.ok(document.creationTime instanceof Date);
    assert.ok((await api.entriesClient.getEntry({ repoId, entryId: 1 })) instanceof Folder);
    assert.ok((await entryAt('\\Human Resources\\Code of Conduct')) instanceof Shortcut);
    const missing = api.entriesClient.getEntry({ repoId, entryId: 999_999 });
    await assert.rejects(
      missing,
      (error: { problemDetails?: { errorCode?: number } }) => error.problemDetails?.errorCode === 9001,
    );
  });

  for (const [maxPageSize, pages] of [
    [undefined, 8],
    [500, 3],
  ] as const) {
    it(`follows next links through the big folder, page size ${maxPageSize ?? 'as it comes'}`, async () => {
      const { id: entryId } = await entryAt('\\Archive\\Scans 2019');
      const ids: (number | undefined)[] = [];
      let seen = 0;
      await api.entriesClient.getEntryListingForEach({
        repoId,
        entryId,
        orderby: 'name desc',
        ...(maxPageSize === undefined ? {} : { maxPageSize }),
        callback: ({ value = [] }) => {
          seen++;
          ids.push(...value.map((entry) => entry.id));
          return Promise.resolve(true);
        },
      });
      assert.equal(seen, pages);
      assert.equal(new Set(ids).size, 1200);
    });
  }

  it('searches', async () => {
    const { SimpleSearchRequest } = loaded.client;
    const search = (searchCommand: string) =>
      api.simpleSearchesClient.createSimpleSearchOperation({
        repoId,
        request: new SimpleSearchRequest({ searchCommand }),
      });
    const found = await search('{LF:Name="Email*", Type="D"}');
    assert.deepEqual(
      found.value?.map((entry) => entry.id),
      [10, 15],
    );
    assert.equal((await search('{LF:Name="Scan*"}')).value?.length, 100);
  });

  it('creates, renames, copies and deletes', async () => {
    const { CopyAsyncRequest, PatchEntryRequest, PostEntryChildrenEntryType, PostEntryChildrenRequest } =
      loaded.client;
    const create = (entryId: number, request: ConstructorParameters<typeof PostEntryChildrenRequest>[0]) =>
      api.entriesClient.createOrCopyEntry({
        repoId,
        entryId,
        request: new PostEntryChildrenRequest(request),
        autoRename: true,
      });

    const folder = await create(1, {
      name: 'Made by the client',
      entryType: PostEntryChildrenEntryType.Folder,
    });
    const entryId = folder.id ?? 0;
    const shortcut = await create(entryId, {
      name: 'Shortcut',
      entryType: PostEntryChildrenEntryType.Shortcut,
      targetId: 10,
    });
    assert.ok(shortcut instanceof loaded.client.Shortcut);
    assert.equal((await create(entryId, { name: 'Copy', sourceId: 15 })).name, 'Copy');

    const request = new PatchEntryRequest({ name: 'Renamed by the client' });
    assert.equal(
      (await api.entriesClient.moveOrRenameEntry({ repoId, entryId, request })).name,
      'Renamed by the client',
    );

    const copying = await api.entriesClient.copyEntry({
      repoId,
      entryId,
      request: new CopyAsyncRequest({ name: 'Later', sourceId: 15 }),
    });
    assert.equal((await finished(copying.token)).status, 'Completed');
    const deleting = await api.entriesClient.deleteEntryInfo({ repoId, entryId });
    assert.equal((await finished(deleting.token)).status, 'Completed');
    await assert.rejects(
      api.entriesClient.getEntry({ repoId, entryId }),
      (error: { status?: number }) => error.status === 404,
    );
  });

  async function finished(operationToken = '') {
    for (;;) {
      const progress = await api.tasksClient.getOperationStatusAndProgress({ repoId, operationToken });
      if (progress.status !== loaded.client.OperationStatus.InProgress) return progress;
    }
  }

  it('assigns and reads links', async () => {
    const { PutLinksRequest } = loaded.client;
    const linksToAdd = [
      new PutLinksRequest({ targetId: 15, linkTypeId: 1, customProperties: { order: '1' } }),
    ];
    const assigned = await api.entriesClient.assignEntryLinks({ repoId, entryId: 10, linksToAdd });
    assert.deepEqual(
      assigned.value?.map((link) => [link.sourceId, link.targetId, link.linkProperties]),
      [[10, 15, { order: '1' }]],
    );
    const read = await api.entriesClient.getLinkValuesFromEntry({ repoId, entryId: 10 });
    assert.deepEqual(read.value, assigned.value);
  });

  it('reads the links of the index over all pages', async () => {
    const { id: entryId } = await entryAt('\\Contracts\\Master Agreement Index');
    const links: WEntryLinkInfo[] = [];
    await api.entriesClient.getLinkValuesFromEntryForEach({
      repoId,
      entryId,
      callback: ({ value = [] }) => {
        links.push(...value);
        return Promise.resolve(true);
      },
    });
    assert.equal(links.length, 250);
  });

  it('reads definitions, fields and tags', async () => {
    const { value: types = [] } = await api.linkDefinitionsClient.getLinkDefinitions({ repoId });
    assert.equal(types.length, 8);
    const type = await api.linkDefinitionsClient.getLinkDefinitionById({ repoId, linkTypeId: 1 });
    assert.equal(type.targetLabel, 'Attachment');
    const { id: entryId } = await entryAt('\\Policies\\Code of Conduct');
    const { value: fields = [] } = await api.entriesClient.getFieldValues({ repoId, entryId });
    assert.ok(fields.some(({ fieldName }) => fieldName === 'Status'));
    const ofEmail = await api.entriesClient.getFieldValues({ repoId, entryId: 10 });
    assert.deepEqual(
      ofEmail.value?.map(({ fieldName, fieldType, isMultiValue, values }) => [
        fieldName,
        fieldType,
        isMultiValue,
        values?.length,
      ]),
      [
        ['Sender', 'String', false, 1],
        ['Recipients', 'String', true, 3],
        ['Subject', 'String', false, 1],
        ['Received', 'DateTime', false, 1],
      ],
    );
    assert.deepEqual((await api.entriesClient.getTagsAssignedToEntry({ repoId, entryId })).value, []);
    assert.ok((await api.templateDefinitionsClient.getTemplateDefinitions({ repoId })).value?.length);
    assert.ok((await api.fieldDefinitionsClient.getFieldDefinitions({ repoId })).value?.length);
    assert.ok((await api.tagDefinitionsClient.getTagDefinitions({ repoId })).value?.length);
  });
});
