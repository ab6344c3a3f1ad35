import assert from 'node:assert/strict';
import { foreignPlaceOfNextPage } from '../../../src/api';

describe('the place that a server says its next page is at', () => {
  const base = 'https://server.example/LFRepositoryAPI';
  const asked = `${base}/v1/Repositories/r/Entries/1/Laserfiche.Repository.Folder/children`;
  const placeIn = (text: string) => foreignPlaceOfNextPage(asked, text, base);
  const page = (nextLink: unknown) => JSON.stringify({ value: [], '@odata.nextLink': nextLink });

  for (const [nextLink, place] of [
    [`${asked}?$skip=1`, undefined],
    [`${asked.toUpperCase().replace('HTTPS', 'https')}?$skip=1`, undefined],
    ['?$skip=1', undefined],
    ['/lfrepositoryapi/v1/repositories/r', undefined],
    ['https://server.example:443/LFRepositoryAPI/v1/Repositories', undefined],
    [
      'http://server.example/LFRepositoryAPI/v1/Repositories/r?$skip=1',
      'http://server.example/LFRepositoryAPI',
    ],
    ['https://inner:8443/v1/Repositories/r', 'https://inner:8443'],
    ['https://server.example/A/LFRepositoryAPI/v1/Repositories', 'https://server.example/A/LFRepositoryAPI'],
    ['//inner/LFRepositoryAPI/v1/Repositories/r', 'https://inner/LFRepositoryAPI'],
    ['https://me:secret@inner/x?token=secret', 'https://inner/x'],
    ['', undefined],
    ['http://', undefined],
    [7, undefined],
    [null, undefined],
  ] as const)
    it(`is ${place ?? 'our own or not told'} for ${String(nextLink)}`, () => {
      assert.equal(placeIn(page(nextLink)), place);
    });

  it('is not told by what is no page, and found after a byte order mark', () => {
    for (const text of ['', '<html>', 'null', '[]', '7', '{}']) assert.equal(placeIn(text), undefined, text);
    assert.equal(placeIn(`\uFEFF${page('http://inner/v1/Repositories')}`), 'http://inner');
  });
});
