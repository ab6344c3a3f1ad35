import assert from 'node:assert/strict';
import { countPages, ONE_A_PAGE, openContract, problemOf, type Contract, type Made } from './support';

describe("contract: entries through Laserfiche's own client", () => {
  let at: Contract;
  let repoId: string;
  let entries: Contract['api']['entriesClient'];
  before(async () => {
    at = await openContract();
    ({ repoId } = at);
    entries = at.api.entriesClient;
  });
  after(() => at.close());

  const code = async () => {
    const path = { repoId, fullPath: '\\Policies\\Code of Conduct' };
    return ((await entries.getEntryByPath(path)).entry as Made).id;
  };

  it('the root is found by id and by path, and is the closest ancestor of what is not there', async () => {
    assert.equal((await entries.getEntry({ repoId, entryId: 1 })).id, 1);
    const root = await entries.getEntryByPath({ repoId, fullPath: '\\' });
    assert.deepEqual([root.entry?.id, root.entry?.fullPath, root.entry?.entryType], [1, '\\', 'Folder']);
    assert.equal(root.ancestorEntry, undefined);
    const none = { repoId, fullPath: '\\Not There', fallbackToClosestAncestor: true };
    const closest = await entries.getEntryByPath(none);
    assert.deepEqual([closest.ancestorEntry?.id, closest.ancestorEntry?.fullPath], [1, '\\']);
    assert.equal(closest.entry, undefined);
  });

  it('a listing takes all its options at once', async () => {
    const { value = [], ...page } = await entries.getEntryListing({
      repoId,
      entryId: 1,
      groupByEntryType: true,
      fields: ['Vendor'],
      formatFields: true,
      select: 'name,creator',
      orderby: 'name desc',
      skip: 1,
      top: 4,
      count: true,
      prefer: 'odata.maxpagesize=3',
    });
    assert.equal(value.length, 3);
    assert.ok(page.odataNextLink !== undefined && Number(page.odataCount) > 4);
    assert.ok(value.every(({ name, creator }) => name !== undefined && creator !== undefined));
    const rest = await entries.getEntryListingNextLink({
      nextLink: page.odataNextLink ?? '',
      maxPageSize: 3,
    });
    assert.equal(rest.value?.length, 1);
  });

  it('children, fields, links and tags come one by one and in pages', async () => {
    const [listing, fielded, linked] = [{ repoId, entryId: 1 }, { repoId, entryId: 10 }, await code()];
    const tags = ['Review', 'Scanned'];
    const tagsToAdd = new at.client.PutTagRequest({ tags });
    await entries.assignTags({ repoId, entryId: 10, tagsToAdd });
    const children = await countPages((callback) =>
      entries.getEntryListingForEach({ ...listing, callback, maxPageSize: 3 }),
    );
    assert.ok(children.pages > 1 && children.rows > 3);
    assert.deepEqual(
      await countPages((callback) => entries.getFieldValuesForEach({ ...fielded, callback, maxPageSize: 2 })),
      { rows: 4, pages: 2 },
    );
    const links = await countPages((callback) =>
      entries.getLinkValuesFromEntryForEach({ repoId, entryId: linked, callback, maxPageSize: 1 }),
    );
    assert.ok(links.rows > 0 && links.rows === links.pages);
    assert.deepEqual(
      await countPages((callback) =>
        entries.getTagsAssignedToEntryForEach({ ...fielded, callback, maxPageSize: 1 }),
      ),
      { rows: 2, pages: 2 },
    );

    const first = await entries.getFieldValues({ ...fielded, ...ONE_A_PAGE });
    const second = await entries.getFieldValuesNextLink({
      nextLink: first.odataNextLink ?? '',
      maxPageSize: 1,
    });
    assert.deepEqual(
      [first, second].map(({ value }) => value?.[0]?.fieldName),
      ['Sender', 'Recipients'],
    );
    const tag = await entries.getTagsAssignedToEntry({ ...fielded, ...ONE_A_PAGE });
    const other = await entries.getTagsAssignedToEntryNextLink({
      nextLink: tag.odataNextLink ?? '',
      maxPageSize: 1,
    });
    assert.deepEqual(
      [tag, other].map(({ value }) => value?.[0]?.name),
      tags,
    );
    const index = await entries.getEntryByPath({
      repoId,
      fullPath: '\\Contracts\\Master Agreement Index',
    });
    const link = await entries.getLinkValuesFromEntry({
      repoId,
      entryId: index.entry?.id ?? 0,
      ...ONE_A_PAGE,
    });
    const next = { nextLink: link.odataNextLink ?? '', maxPageSize: 1 };
    const nextPage = await entries.getLinkValuesFromEntryNextLink(next);
    assert.deepEqual([link.value?.length, nextPage.value?.length], [1, 1]);
  });

  it('a missing entry is a problem with all its details', async () => {
    const {
      status,
      message,
      problemDetails = {},
    } = await problemOf(entries.getEntryListing({ repoId, entryId: 999_999 }));
    assert.deepEqual([status, problemDetails['status'], problemDetails['title']], [404, 404, message]);
    assert.equal(problemDetails['errorSource'], 'Laserfiche Server');
    for (const name of ['operationId', 'type', 'instance', 'traceId'])
      assert.equal(typeof problemDetails[name], 'string', name);
    assert.equal(problemDetails['extensions'], undefined);
  });

  it('folders and shortcuts are made, shortcuts copied as shortcuts', async () => {
    const folder = await at.folder('Contract');
    assert.deepEqual([folder.parentId, folder.entryType], [1, 'Folder']);
    const { Shortcut } = at.client.PostEntryChildrenEntryType;
    const shortcut = await at.create(1, { name: 'Short', entryType: Shortcut, targetId: folder.id });
    assert.deepEqual([shortcut.parentId, shortcut.entryType], [1, 'Shortcut']);
    const copy = await at.create(1, { name: 'Short copy', sourceId: shortcut.id });
    assert.deepEqual([copy.parentId, copy.entryType], [1, 'Shortcut']);
  });

  it('a copy that goes on completes, in a folder that is then deleted', async () => {
    const folder = await at.folder('Copying');
    const { Folder } = at.client.PostEntryChildrenEntryType;
    const { id: sourceId } = await at.create(folder.id, { name: 'Inner', entryType: Folder });
    const request = new at.client.CopyAsyncRequest({ name: 'Inner copy', sourceId });
    const { token } = await entries.copyEntry({ repoId, entryId: folder.id, request, autoRename: true });
    assert.equal((await at.finished(token)).status, 'Completed');
    at.sandbox.setBehaviour({ taskDelayMs: 60 });
    const deleting = await at.remove(folder.id);
    at.sandbox.setBehaviour({ taskDelayMs: 0 });
    // As their tests clean up: a child of what is being deleted may still be asked to go.
    assert.notEqual(await at.remove(sourceId), '');
    assert.equal((await at.finished(deleting)).percentComplete, 100);
    assert.equal((await problemOf(entries.getEntry({ repoId, entryId: sourceId }))).status, 404);
  });

  it('an entry is moved and renamed in one request', async () => {
    const [parent, child] = [await at.folder('Parent'), await at.folder('Child')];
    const request = new at.client.PatchEntryRequest({ parentId: parent.id, name: 'Moved' });
    const moved = await entries.moveOrRenameEntry({ repoId, entryId: child.id, request, autoRename: true });
    assert.deepEqual([moved.id, moved.parentId, moved.name], [child.id, parent.id, 'Moved']);
  });

  it('fields and tags are assigned', async () => {
    const { id: entryId } = await at.folder('Metadata');
    const { FieldToUpdate, PutTagRequest, ValueToUpdate } = at.client;
    const values = [new ValueToUpdate({ value: 'Mara', position: 1 })];
    const fieldsToUpdate = { Author: new FieldToUpdate({ values }) };
    const fields = await entries.assignFieldValues({ repoId, entryId, fieldsToUpdate });
    assert.deepEqual(
      fields.value?.map(({ fieldName }) => fieldName),
      ['Author'],
    );
    const tagsToAdd = new PutTagRequest({ tags: ['review'] });
    const tags = await entries.assignTags({ repoId, entryId, tagsToAdd });
    assert.deepEqual(
      tags.value?.map(({ name }) => name),
      ['Review'],
    );
  });

  it('a template is assigned and removed', async () => {
    const { id: entryId } = await at.folder('Template');
    const { PutTemplateRequest } = at.client;
    const request = new PutTemplateRequest({ templateName: 'General', fields: {} });
    const given = await entries.writeTemplateValueToEntry({ repoId, entryId, request });
    assert.equal(given.templateName, 'General');
    const removed = await entries.deleteAssignedTemplate({ repoId, entryId });
    assert.deepEqual([removed.id, removed.templateId], [entryId, 0]);
    assert.ok(!removed.templateName);
  });

  it('the fields of a template have no dynamic values in the demo', async () => {
    const request = new at.client.GetDynamicFieldLogicValueRequest({ templateId: 1 });
    assert.deepEqual(await entries.getDynamicFieldValues({ repoId, entryId: 1, request }), {});
  });

  it('links are assigned', async () => {
    const [source, target] = [await at.folder('Source'), await at.folder('Target')];
    const linksToAdd = [new at.client.PutLinksRequest({ targetId: target.id, linkTypeId: 1 })];
    const { value = [] } = await entries.assignEntryLinks({ repoId, entryId: source.id, linksToAdd });
    assert.deepEqual(
      value.map((link) => [link.sourceId, link.targetId]),
      [[source.id, target.id]],
    );
  });
});
