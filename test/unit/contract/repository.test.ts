import assert from 'node:assert/strict';
import { countPages, ONE_A_PAGE, openContract, problemOf, type Contract } from './support';

describe("contract: the rest of a repository through Laserfiche's own client", () => {
  let at: Contract;
  let repoId: string;
  before(async () => {
    at = await openContract();
    ({ repoId } = at);
  });
  after(() => at.close());

  it('repositories are listed with their web address, without a token where the server wants none', async () => {
    const own = await at.api.repositoriesClient.getRepositoryList({});
    assert.ok(own[0]?.webclientUrl?.includes(repoId));
    const { RepositoriesClient } = at.client;
    const list = () => RepositoriesClient.getSelfHostedRepositoryList({ baseUrl: at.sandbox.baseUrl });
    assert.equal((await problemOf(list())).status, 401);
    at.sandbox.setBehaviour({ repositoriesNeedToken: false });
    assert.deepEqual(
      (await list()).map((repository) => repository.repoId),
      [repoId],
    );
  });

  it('link, tag and field definitions come in pages, in one go, and one by its id', async () => {
    const {
      linkDefinitionsClient: links,
      tagDefinitionsClient: tags,
      fieldDefinitionsClient: fields,
    } = at.api;
    const [link, tag, field] = [
      await links.getLinkDefinitions({ repoId, ...ONE_A_PAGE }),
      await tags.getTagDefinitions({ repoId, ...ONE_A_PAGE }),
      await fields.getFieldDefinitions({ repoId, ...ONE_A_PAGE }),
    ];
    const next = (nextLink = '') => ({ nextLink, maxPageSize: 1 });
    assert.deepEqual(
      [
        (await links.getLinkDefinitionsNextLink(next(link.odataNextLink))).value?.[0]?.linkTypeId,
        (await tags.getTagDefinitionsNextLink(next(tag.odataNextLink))).value?.[0]?.id,
        (await fields.getFieldDefinitionsNextLink(next(field.odataNextLink))).value?.[0]?.id,
      ],
      [2, 2, 2],
    );
    const more = { repoId, maxPageSize: 10 };
    assert.deepEqual(
      [
        await countPages((callback) => links.getLinkDefinitionsForEach({ ...more, callback })),
        await countPages((callback) => tags.getTagDefinitionsForEach({ ...more, callback })),
        await countPages((callback) => fields.getFieldDefinitionsForEach({ ...more, callback })),
      ],
      [
        { rows: 8, pages: 1 },
        { rows: 3, pages: 1 },
        { rows: 16, pages: 2 },
      ],
    );
    assert.equal((await tags.getTagDefinitionById({ repoId, tagId: 2 })).name, 'Review');
    assert.equal((await fields.getFieldDefinitionById({ repoId, fieldDefinitionId: 3 })).name, 'Vendor');
  });

  it('templates and their fields are found by id and by name', async () => {
    const { templateDefinitionsClient: templates } = at.api;
    const named = await templates.getTemplateDefinitions({ repoId, templateName: 'invoice' });
    assert.deepEqual(
      named.value?.map(({ id, fieldCount }) => [id, fieldCount]),
      [[2, 5]],
    );
    assert.equal((await templates.getTemplateDefinitionById({ repoId, templateId: 2 })).name, 'Invoice');
    const pages = await countPages((callback) =>
      templates.getTemplateDefinitionsForEach({ repoId, callback, maxPageSize: 4 }),
    );
    assert.deepEqual(pages, { rows: 6, pages: 2 });

    const byId = await templates.getTemplateFieldDefinitions({ repoId, templateId: 2 });
    const byName = { repoId, templateName: 'Invoice' };
    const fields = await templates.getTemplateFieldDefinitionsByTemplateName(byName);
    assert.deepEqual(
      byId.value?.map(({ name }) => name),
      ['Vendor', 'Invoice Number', 'Date', 'Amount', 'Status'],
    );
    assert.deepEqual(fields.value, byId.value);
    const paged = await templates.getTemplateFieldDefinitionsByTemplateName({ ...byName, ...ONE_A_PAGE });
    const next = await templates.getTemplateFieldDefinitionsByTemplateNameNextLink({
      nextLink: paged.odataNextLink ?? '',
      maxPageSize: 1,
    });
    assert.equal(next.value?.[0]?.name, 'Invoice Number');
    const missing = templates.getTemplateFieldDefinitionsByTemplateName({ repoId, templateName: 'None' });
    assert.equal((await problemOf(missing)).status, 404);
  });

  it('a simple search answers entries', async () => {
    const request = new at.client.SimpleSearchRequest({
      searchCommand: '({LF:Basic ~= "handbook", option="DFANLT"})',
    });
    const found = await at.api.simpleSearchesClient.createSimpleSearchOperation({ repoId, request });
    assert.ok(found.value?.length);
  });

  it('a search is started, looked after, read in pages with its context hits, and closed', async () => {
    const { searchesClient: searches } = at.api;
    const request = new at.client.AdvancedSearchRequest({
      searchCommand: '({LF:Basic ~= "email", option="DFANLT"})',
    });
    const searchToken = (await searches.createSearchOperation({ repoId, request })).token ?? '';
    const asked = { repoId, searchToken };
    const status = await searches.getSearchStatus(asked);
    assert.deepEqual([status.operationToken, status.status], [searchToken, 'Completed']);
    const first = await searches.getSearchResults({ ...asked, ...ONE_A_PAGE });
    const second = await searches.getSearchResultsNextLink({
      nextLink: first.odataNextLink ?? '',
      maxPageSize: 1,
    });
    assert.deepEqual(
      [first, second].map(({ value }) => value?.[0]?.rowNumber),
      [1, 2],
    );
    const all = await countPages((callback) =>
      searches.getSearchResultsForEach({ ...asked, callback, maxPageSize: 10 }),
    );
    assert.ok(all.rows >= 2);
    const hits = await searches.getSearchContextHits({ ...asked, rowNumber: 1 });
    assert.deepEqual([hits.value?.[0]?.highlight1Offset, hits.value?.[0]?.highlight1Length], [0, 5]);
    const paged = await countPages((callback) =>
      searches.getSearchContextHitsForEach({ ...asked, rowNumber: 1, callback, maxPageSize: 10 }),
    );
    assert.ok(paged.rows > 0);
    assert.equal((await searches.cancelOrCloseSearch(asked)).value, true);
    assert.equal((await problemOf(searches.getSearchStatus(asked))).status, 404);
  });

  it('a finished task is complete and can not be cancelled', async () => {
    const { id } = await at.folder('Cancelled too late');
    const operationToken = await at.remove(id);
    const done = await at.finished(operationToken);
    assert.deepEqual([done.status, done.percentComplete], ['Completed', 100]);
    const problem = await problemOf(at.api.tasksClient.cancelOperation({ repoId, operationToken }));
    assert.match(problem.message, /Cannot cancel ended operation/);
  });

  it('attributes come in pages and by their key', async () => {
    const { attributesClient: attributes } = at.api;
    const first = await attributes.getTrusteeAttributeKeyValuePairs({
      repoId,
      everyone: true,
      ...ONE_A_PAGE,
    });
    const nextLink = first.odataNextLink ?? '';
    const second = await attributes.getTrusteeAttributeKeyValuePairsNextLink({ nextLink, maxPageSize: 1 });
    assert.deepEqual([first.value?.length, second.value?.length], [1, 1]);
    const all = await countPages((callback) =>
      attributes.getTrusteeAttributeKeyValuePairsForEach({
        repoId,
        everyone: true,
        maxPageSize: 10,
        callback,
      }),
    );
    assert.deepEqual(all, { rows: 2, pages: 1 });
    const { value: own = [] } = await attributes.getTrusteeAttributeKeyValuePairs({ repoId });
    const attributeKey = own[0]?.key ?? '';
    const one = await attributes.getTrusteeAttributeValueByKey({ repoId, attributeKey });
    assert.equal(one.value, own[0]?.value);
  });

  it('audit reasons are answered', async () => {
    const reasons = await at.api.auditReasonsClient.getAuditReasons({ repoId });
    assert.ok(reasons.deleteEntry?.length && reasons.exportDocument?.length);
  });
});
