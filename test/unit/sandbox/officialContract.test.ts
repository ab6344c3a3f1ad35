import assert from 'node:assert/strict';
import type { Entry, RepositoryApiClient } from '@laserfiche/lf-repository-api-client';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { loadOfficialClient, type LoadedClient } from '../../support/officialClient';

/**
 * What programs that use Laserfiche's own client rely on, endpoint by endpoint: the behaviour that the suite of that client
 * looks for in a real repository (entries, links, fields, tags, templates, definitions, searches, attributes, tasks).
 */
describe("sandbox: what users of Laserfiche's own client rely on", () => {
  let loaded: LoadedClient;
  let sandbox: Sandbox;
  let api: RepositoryApiClient;
  let folderId: number;
  const repoId = 'r-abc123';

  before(async () => {
    [loaded, sandbox] = await Promise.all([loadOfficialClient(), startSandbox()]);
    const { username, password, baseUrl } = sandbox;
    const { RepositoryApiClient: Client } = loaded.client;
    api = Client.createFromUsernamePassword(repoId, username, password, baseUrl);
  });
  after(async () => {
    await sandbox.close();
    await loaded.dispose();
  });
  beforeEach(async () => {
    folderId = idOf(await create(1, { name: 'Contract tests', entryType: folder() }));
  });
  afterEach(async () => {
    await finished((await api.entriesClient.deleteEntryInfo({ repoId, entryId: folderId })).token);
  });

  const folder = () => loaded.client.PostEntryChildrenEntryType.Folder;
  const idOf = ({ id }: Entry) => id ?? assert.fail('The entry has no id.');

  const create = (
    entryId: number,
    request: ConstructorParameters<LoadedClient['client']['PostEntryChildrenRequest']>[0],
  ) =>
    api.entriesClient.createOrCopyEntry({
      repoId,
      entryId,
      request: new loaded.client.PostEntryChildrenRequest(request),
      autoRename: true,
    });

  /** A copy of a document that may be changed at will. */
  const aDocument = async () => idOf(await create(folderId, { name: 'Document', sourceId: 15 }));

  async function finished(operationToken = '') {
    for (;;) {
      const progress = await api.tasksClient.getOperationStatusAndProgress({ repoId, operationToken });
      if (progress.status !== loaded.client.OperationStatus.InProgress) return progress;
    }
  }

  const fieldToUpdate = (...values: string[]) =>
    new loaded.client.FieldToUpdate({
      values: values.map((value, index) => new loaded.client.ValueToUpdate({ value, position: index + 1 })),
    });

  const refusedWith = (status: number) => (error: { status?: number }) => {
    assert.equal(error.status, status);
    return true;
  };

  describe('entries', () => {
    it('are found by path, with the nearest ancestor when asked for', async () => {
      const { entry, ancestorEntry } = await api.entriesClient.getEntryByPath({
        repoId,
        fullPath: '\\Policies\\Nothing of that name',
        fallbackToClosestAncestor: true,
      });
      assert.equal(entry, undefined);
      assert.equal(ancestorEntry?.fullPath, '\\Policies');
      await assert.rejects(
        api.entriesClient.getEntryByPath({ repoId, fullPath: '\\Policies\\Nothing of that name' }),
        refusedWith(404),
      );
    });

    it('are told with the properties that are selected', async () => {
      const entry = await api.entriesClient.getEntry({ repoId, entryId: 10, select: 'name,id' });
      assert.equal(entry.name, 'Email');
      assert.equal(entry.creator, undefined);
    });

    it('come sorted, counted, skipped, and with values of fields', async () => {
      const list = (more: object) => api.entriesClient.getEntryListing({ repoId, entryId: 1, ...more });
      const all = (await list({ orderby: 'name desc' })).value ?? [];
      assert.deepEqual(
        all.map(({ name }) => name),
        all.map(({ name }) => name ?? '').toSorted((a, b) => (a < b ? 1 : -1)),
      );
      const page = (await list({ orderby: 'name desc', top: 2, skip: 1, count: true })) as {
        value?: Entry[];
        toJSON: () => Record<string, unknown>;
      };
      assert.deepEqual(
        page.value?.map(({ id }) => id),
        [all[1]?.id, all[2]?.id],
      );
      const withFields = await list({ fields: ['Subject'] });
      const email = withFields.value?.find(({ id }) => id === 10);
      assert.equal(email?.fields?.[0]?.fieldName, 'Subject');
      assert.ok(email.fields[0].values?.[0]);
    });

    it('move, and keep their name when only moved', async () => {
      const entryId = await aDocument();
      const inner = idOf(await create(folderId, { name: 'Inner', entryType: folder() }));
      const request = new loaded.client.PatchEntryRequest({ parentId: inner });
      const moved = await api.entriesClient.moveOrRenameEntry({ repoId, entryId, request });
      assert.deepEqual([moved.parentId, moved.name], [inner, 'Document']);
    });

    it('get another name where theirs is taken, and only when asked to', async () => {
      await create(folderId, { name: 'Twice', entryType: folder() });
      assert.notEqual((await create(folderId, { name: 'Twice', entryType: folder() })).name, 'Twice');
      const request = new loaded.client.PostEntryChildrenRequest({ name: 'Twice', entryType: folder() });
      await assert.rejects(
        api.entriesClient.createOrCopyEntry({ repoId, entryId: folderId, request }),
        refusedWith(409),
      );
    });
  });

  describe('links', () => {
    const put = (entryId: number, links: readonly (readonly [number, number])[]) =>
      api.entriesClient.assignEntryLinks({
        repoId,
        entryId,
        linksToAdd: links.map(
          ([targetId, linkTypeId]) => new loaded.client.PutLinksRequest({ targetId, linkTypeId }),
        ),
      });
    const read = async (entryId: number) =>
      (await api.entriesClient.getLinkValuesFromEntry({ repoId, entryId })).value ?? [];

    it('are all overwritten, and an empty list removes them', async () => {
      const entryId = await aDocument();
      await put(entryId, [
        [10, 1],
        [15, 2],
      ]);
      assert.equal((await read(entryId)).length, 2);
      await put(entryId, [[10, 3]]);
      assert.deepEqual(
        (await read(entryId)).map(({ targetId }) => targetId),
        [10],
      );
      await put(entryId, []);
      assert.deepEqual(await read(entryId), []);
    });

    it('are seen from the other end too, and leave with it', async () => {
      const [source, target] = [await aDocument(), await aDocument()];
      await put(source, [[target, 1]]);
      assert.deepEqual(
        (await read(target)).map(({ sourceId, targetId }) => [sourceId, targetId]),
        [[source, target]],
      );
      await finished((await api.entriesClient.deleteEntryInfo({ repoId, entryId: target })).token);
      assert.deepEqual(await read(source), []);
    });

    it('are refused whole where one of them can not be made', async () => {
      const entryId = await aDocument();
      await put(entryId, [[10, 1]]);
      await assert.rejects(
        put(entryId, [
          [15, 1],
          [999_999, 1],
        ]),
      );
      assert.deepEqual(
        (await read(entryId)).map(({ targetId }) => targetId),
        [10],
      );
    });
  });

  describe('fields, tags and templates', () => {
    it('are assigned to an entry and read again', async () => {
      const entryId = await aDocument();
      const template = await api.entriesClient.writeTemplateValueToEntry({
        repoId,
        entryId,
        request: new loaded.client.PutTemplateRequest({
          templateName: 'Invoice',
          fields: { Vendor: fieldToUpdate('Contract Ltd.') },
        }),
      });
      assert.equal(template.templateName, 'Invoice');
      const { value: fields = [] } = await api.entriesClient.getFieldValues({ repoId, entryId });
      const vendor = fields.find(({ fieldName }) => fieldName === 'Vendor');
      assert.deepEqual(
        vendor?.values?.map((one: Record<string, unknown>) => one['value']),
        ['Contract Ltd.'],
      );
      const without = await api.entriesClient.deleteAssignedTemplate({ repoId, entryId });
      assert.ok(!without.templateName);
    });

    it('replace what was assigned before', async () => {
      const entryId = await aDocument();
      const { value: definitions = [] } = await api.tagDefinitionsClient.getTagDefinitions({ repoId });
      const [first, second] = definitions.map(({ name }) => name ?? '');
      assert.ok(first && second);
      const tag = (...tags: string[]) =>
        api.entriesClient.assignTags({
          repoId,
          entryId,
          tagsToAdd: new loaded.client.PutTagRequest({ tags }),
        });
      await tag(first, second);
      const { value: both = [] } = await api.entriesClient.getTagsAssignedToEntry({ repoId, entryId });
      assert.equal(both.length, 2);
      await tag();
      assert.deepEqual((await api.entriesClient.getTagsAssignedToEntry({ repoId, entryId })).value, []);
    });

    it('are refused where there is no such definition', async () => {
      const entryId = await aDocument();
      const fieldsToUpdate = { 'No such field': fieldToUpdate('x') };
      await assert.rejects(api.entriesClient.assignFieldValues({ repoId, entryId, fieldsToUpdate }));
    });
  });

  describe('definitions', () => {
    it('of templates tell their fields, by id and by name', async () => {
      const { value: [template] = [] } = await api.templateDefinitionsClient.getTemplateDefinitions({
        repoId,
        templateName: 'Invoice',
      });
      assert.equal(template?.name, 'Invoice');
      const templateId = template.id ?? 0;
      const byId = await api.templateDefinitionsClient.getTemplateFieldDefinitions({ repoId, templateId });
      const byName = await api.templateDefinitionsClient.getTemplateFieldDefinitionsByTemplateName({
        repoId,
        templateName: 'Invoice',
      });
      assert.equal(byId.value?.length, template.fieldCount);
      assert.deepEqual(
        byName.value?.map(({ id }) => id),
        byId.value?.map(({ id }) => id),
      );
    });

    it('are read one by one and page by page', async () => {
      const { fieldDefinitionsClient: fields, tagDefinitionsClient: tags } = api;
      const ids: (number | undefined)[] = [];
      await fields.getFieldDefinitionsForEach({
        repoId,
        maxPageSize: 3,
        callback: ({ value = [] }) => {
          ids.push(...value.map(({ id }) => id));
          return Promise.resolve(true);
        },
      });
      assert.equal(new Set(ids).size, (await fields.getFieldDefinitions({ repoId })).value?.length);
      const fieldDefinitionId = ids[0] ?? 0;
      assert.equal((await fields.getFieldDefinitionById({ repoId, fieldDefinitionId })).id, ids[0]);
      const { value: [tag] = [] } = await tags.getTagDefinitions({ repoId });
      assert.equal((await tags.getTagDefinitionById({ repoId, tagId: tag?.id ?? 0 })).name, tag?.name);
      await assert.rejects(tags.getTagDefinitionById({ repoId, tagId: 999_999 }), refusedWith(404));
    });
  });

  describe('searches', () => {
    const start = async (searchCommand: string) => {
      const request = new loaded.client.AdvancedSearchRequest({ searchCommand });
      const { token = '' } = await api.searchesClient.createSearchOperation({ repoId, request });
      for (;;) {
        const { status } = await api.searchesClient.getSearchStatus({ repoId, searchToken: token });
        if (status !== loaded.client.OperationStatus.InProgress) return { token, status };
      }
    };
    const close = (searchToken: string) => api.searchesClient.cancelOrCloseSearch({ repoId, searchToken });

    it('run, are read page by page, and closed', async () => {
      const { token, status } = await start('{LF:Name="Scan*", Type="D"}');
      assert.equal(status, loaded.client.OperationStatus.Completed);
      const ids: (number | undefined)[] = [];
      await api.searchesClient.getSearchResultsForEach({
        repoId,
        searchToken: token,
        maxPageSize: 500,
        callback: ({ value = [] }) => {
          ids.push(...value.map(({ id }) => id));
          return Promise.resolve(true);
        },
      });
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(ids.length >= 1200, `${ids.length} found`);
      assert.equal((await close(token)).value, true);
      await assert.rejects(
        api.searchesClient.getSearchStatus({ repoId, searchToken: token }),
        refusedWith(404),
      );
    });

    it('tell where the text stands, row by row', async () => {
      const { token } = await start('{LF:Basic~="agreement", option="NLTF"}');
      const { value: rows = [] } = await api.searchesClient.getSearchResults({ repoId, searchToken: token });
      const { rowNumber } = (rows[0] ?? assert.fail('Nothing was found.')) as Entry & { rowNumber?: number };
      const hits = await api.searchesClient.getSearchContextHits({
        repoId,
        searchToken: token,
        rowNumber: rowNumber ?? 0,
      });
      assert.ok(hits.value);
      await close(token);
    });

    it('are refused where the command is none', async () => {
      const request = new loaded.client.AdvancedSearchRequest({ searchCommand: '{LF:Name=' });
      await assert.rejects(api.searchesClient.createSearchOperation({ repoId, request }), refusedWith(400));
    });
  });

  describe('attributes, sessions and tasks', () => {
    it('attributes are listed and read by their key', async () => {
      for (const everyone of [true, false]) {
        const { value = [] } = await api.attributesClient.getTrusteeAttributeKeyValuePairs({
          repoId,
          everyone,
        });
        const [first] = value;
        assert.ok(first?.key);
        const one = await api.attributesClient.getTrusteeAttributeValueByKey({
          repoId,
          attributeKey: first.key,
          everyone,
        });
        assert.equal(one.value, first.value);
      }
      await assert.rejects(
        api.attributesClient.getTrusteeAttributeValueByKey({ repoId, attributeKey: 'none' }),
        refusedWith(404),
      );
    });

    // Deprecated for the cloud, where sessions renew themselves; programs call them all the same.
    /* eslint-disable @typescript-eslint/no-deprecated */
    it('a session is made, kept and ended', async () => {
      const { serverSessionClient: session } = api;
      assert.equal((await session.createServerSession({ repoId })).value, true);
      assert.ok((await session.refreshServerSession({ repoId })).value instanceof Date);
      assert.equal((await session.invalidateServerSession({ repoId })).value, true);
    });
    /* eslint-enable @typescript-eslint/no-deprecated */

    it('a task that is done can not be cancelled', async () => {
      const entryId = await aDocument();
      const { token = '' } = await api.entriesClient.deleteEntryInfo({ repoId, entryId });
      await finished(token);
      await assert.rejects(api.tasksClient.cancelOperation({ repoId, operationToken: token }));
    });
  });
});
