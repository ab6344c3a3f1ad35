import assert from 'node:assert/strict';
import { assertProblem, namesOf, openSandbox, type SandboxUnderTest } from './support';

describe('sandbox: definitions, fields and tags', () => {
  let server: SandboxUnderTest;

  before(async () => {
    server = await openSandbox();
  });
  after(() => server.sandbox.close());

  it('lists the link types', async () => {
    const { rows } = await server.get('/LinkDefinitions');
    assert.equal(rows.length, 8);
    assert.deepEqual(
      rows.slice(0, 2).map((row) => [row['linkTypeId'], row['sourceLabel'], row['targetLabel']]),
      [
        [1, 'Message', 'Attachment'],
        [2, 'Supersedes', 'Superseded by'],
      ],
    );
    const labels = rows.map((row) => `${String(row['sourceLabel'])}/${String(row['targetLabel'])}`);
    assert.equal(new Set(labels).size, rows.length, 'pairs of labels are unique');
  });

  it('pages them, and answers one by id', async () => {
    const { rows, body } = await server.call('GET', '/LinkDefinitions', {
      headers: { prefer: 'odata.maxpagesize=5' },
    });
    assert.equal(rows.length, 5);
    assert.equal((await server.get(String(body['@odata.nextLink']))).rows.length, 3);
    const one = await server.get('/LinkDefinitions/2', { $select: 'sourceLabel' });
    assert.deepEqual(one.body, { sourceLabel: 'Supersedes' });
    assertProblem(await server.get('/LinkDefinitions/99'), 404, 7530);
    assertProblem(await server.get('/LinkDefinitions/x'), 400);
  });

  it('lists templates, fields and tags', async () => {
    assert.ok(namesOf((await server.get('/TemplateDefinitions')).rows).includes('Invoice'));
    assert.deepEqual(namesOf((await server.get('/TemplateDefinitions', { templateName: 'Invoice' })).rows), [
      'Invoice',
    ]);
    assertProblem(await server.get('/TemplateDefinitions', { templateName: 'Nothing' }), 404);
    assert.ok(namesOf((await server.get('/FieldDefinitions')).rows).includes('Vendor'));
    assert.equal((await server.get('/TagDefinitions/1')).body['name'], 'Confidential');
    assertProblem(await server.get('/TagDefinitions/99'), 404);
  });

  it("answers an entry's fields and tags, through a shortcut as well", async () => {
    const folder = '\\Human Resources\\Employee Files\\Abbott, Ada';
    const id = await server.idOf(`${folder}\\Employment Contract`);
    const { rows } = await server.get(`/Entries/${id}/fields`);
    assert.deepEqual(
      rows.map((row) => [row['fieldName'], row['values']]),
      [
        ['Date', []],
        ['Employee', [{ value: 'Abbott, Ada', position: 1 }]],
        ['Department', [{ value: 'Field', position: 1 }]],
      ],
    );
    assert.deepEqual(namesOf((await server.get(`/Entries/${id}/tags`)).rows), ['Confidential']);

    const shortcut = await server.idOf('\\Human Resources\\Code of Conduct');
    const values = (await server.get(`/Entries/${shortcut}/fields`)).rows.map((row) => row['fieldName']);
    assert.deepEqual(values, ['Effective Date', 'Department', 'Status']);
    assertProblem(await server.get('/Entries/999999/fields'), 404, 9001);
    assertProblem(await server.get('/Entries/999999/tags'), 404, 9001);
  });
});
