import assert from 'node:assert/strict';
import { openApi, openSandbox } from './support';

describe('sandbox: the published description', () => {
  it('is fitted by every answer in these tests', async function () {
    // Every call of the sandbox's tests goes through the check; here it is seen at work, or seen to be missing.
    if (!openApi) return this.skip();
    const before = openApi.checked;
    const server = await openSandbox();
    await server.get('/Entries/10');
    await server.get('/Entries/999999');
    await server.sandbox.close();
    assert.equal(openApi.checked, before + 2);
  });

  it('would not be fitted by answers that differ', function () {
    if (!openApi) return this.skip();
    const entry = '/v1/Repositories/r-abc123/Entries/1';
    const fits = (path: string, status: number, body: unknown) =>
      openApi?.check('GET', path, status, JSON.stringify(body));
    fits(entry, 200, {
      '@odata.type': '#Laserfiche.Repository.Folder',
      id: 1,
      entryType: 'Folder',
      isRecordFolder: false,
    });
    assert.throws(() => fits(entry, 200, { id: 1 }), 'no type');
    assert.throws(() => fits(entry, 200, { id: '1', entryType: 'Folder' }), 'a wrong type');
    assert.throws(
      () => fits(entry, 200, { id: 1, entryType: 'Folder', extension: 'pdf' }),
      "another type's property",
    );
    assert.throws(() => fits(entry, 418, { status: 418 }), 'an undocumented status');
    assert.throws(() => fits(entry, 404, { title: 'Not found' }), 'no problem details');
    fits(`${entry}/links`, 200, { value: [{ linkId: 1, linkProperties: null }] });
    assert.throws(
      () => fits(`${entry}/links`, 200, { value: [{ linkId: 1, properties: {} }] }),
      'an unknown property',
    );
    assert.throws(() => fits(`${entry}/links`, 200, { values: [] }), 'an unknown property of a listing');
  });
});
