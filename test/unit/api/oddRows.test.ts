import assert from 'node:assert/strict';
import type { Entry, Link } from '../../../src/domain';
import { rejectsWith } from '../../support/apiError';
import { closeServers, testRepository } from './testRepository';

const GOOD = { id: 3, name: 'Good', entryType: 'Document' };

const listed = async (...rows: unknown[]): Promise<readonly Entry[]> => {
  const { api } = await testRepository(() => ({ body: { value: [...rows, GOOD] } }));
  return (await api.listChildren(1)).items;
};
const linksTold = async (...rows: unknown[]): Promise<readonly Link[]> => {
  const { api } = await testRepository(() => ({ body: { value: rows } }));
  return api.getLinks(10);
};

describe('api: one odd row', () => {
  afterEach(closeServers);

  for (const [what, row] of Object.entries({
    'is null': null,
    'is a text': 'x',
    'is a list': [],
    'has no id': { name: 'x', entryType: 'Folder' },
    'has an id that is none': { id: {}, name: 'x', entryType: 'Folder' },
  }))
    it(`costs itself where it ${what}, never the list`, async () => {
      assert.deepEqual(await listed(row), [GOOD]);
    });

  for (const [what, more, expected] of [
    ['an unknown type', { entryType: 'Wormhole' }, { hasUnknownType: true }],
    ['no type', { entryType: undefined }, { hasUnknownType: true }],
    ['a type that is null', { entryType: null, targetId: 0, targetType: '' }, { hasUnknownType: true }],
    ['a target, but no type', { entryType: null, targetId: 5 }, { entryType: 'Shortcut', targetId: 5 }],
    [
      'the type of a target only',
      { entryType: 'Wormhole', targetType: 'folder', isContainer: true },
      { entryType: 'Shortcut', targetType: 'Folder' },
    ],
    ['a type, whatever target is told', { targetId: 5 }, { targetId: 5 }],
    ['no name, but the path of its folder', { name: null, folderPath: '\\A' }, { name: '' }],
    ['a number as type', { entryType: 1, isContainer: true }, { entryType: 'Folder' }],
    ['a type in lower case', { entryType: 'shortcut' }, { entryType: 'Shortcut' }],
    [
      'a sub-type only',
      { entryType: null, '@odata.type': '#Laserfiche.Repository.RecordSeries' },
      { entryType: 'RecordSeries' },
    ],
    ['an empty path', { fullPath: '' }, {}],
    ['an empty path, but that of its folder', { fullPath: '', folderPath: '\\A' }, { path: '\\A\\x' }],
    ['an id that is text', { id: '7' }, { id: 7 }],
    ['a name that is null', { name: null }, { name: '' }],
    ['a name that is a number', { name: 2019 }, { name: '2019' }],
    ['a dead shortcut', { entryType: 'Shortcut', targetId: 0, targetType: '' }, { entryType: 'Shortcut' }],
    ['an unknown target type', { targetId: 5, targetType: 'Wormhole' }, { targetId: 5 }],
    ['times in seconds', { creationTime: 1704700800 }, { createdAt: '2024-01-08T08:00:00.000Z' }],
    ['times in milliseconds', { creationTime: 1704700800000 }, { createdAt: '2024-01-08T08:00:00.000Z' }],
    ['times that are none', { creationTime: {}, lastModifiedTime: -1 }, {}],
    ['truth as text', { isRecord: 'true', isCheckedOut: 'no' }, { isRecord: true }],
    ['details of other kinds', { creator: 7, templateName: [], extension: {}, parentId: 'up' }, {}],
  ] as const)
    it(`keeps its place with ${what}`, async () => {
      const row = { id: 7, name: 'x', entryType: 'Document', ...more };
      assert.deepEqual(await listed(row), [{ id: 7, name: 'x', entryType: 'Document', ...expected }, GOOD]);
    });

  for (const [what, body] of Object.entries({
    'an empty object': {},
    'a failure': { error: { code: '1', message: 'no' } },
    'a list that is null': { value: null },
    'a list that is none': { value: {} },
    'a bare list': [],
  }))
    it(`is not meant by ${what}: that is no empty folder, and nothing found`, async () => {
      const { api } = await testRepository(() => ({ body }));
      await rejectsWith(api.listChildren(1), 'unexpectedAnswer');
      await rejectsWith(api.search({ command: '{LF:Name="x"}' }), 'unexpectedAnswer');
      await rejectsWith(api.listFound('token'), 'unexpectedAnswer');
      await rejectsWith(api.getFields(1), 'unexpectedAnswer');
      await rejectsWith(api.listLinkTypes(), 'unexpectedAnswer');
    });

  it('is counted where it could not be read', async () => {
    const { api } = await testRepository(() => ({ body: { value: [null, GOOD, { name: 'x' }] } }));
    assert.deepEqual(await api.listChildren(1), { items: [GOOD], unreadable: 2 });
    const found = await api.search({ command: '{LF:Name="x"}' });
    assert.deepEqual(found, { entries: [GOOD], truncated: false, unreadable: 2 });
    const { api: odd } = await testRepository(() => ({ body: { value: [null, null] } }));
    assert.deepEqual(await odd.listChildren(1), { items: [], unreadable: 2 });
  });

  it('of the list of repositories is left out where it has no id; a list in an object is a list', async () => {
    const rows = [
      { repoId: null, repoName: 'a' },
      { repoId: '', repoName: 'b' },
      { repoId: 'r', repoName: 'c', webclientUrl: '' },
      { id: 's', name: 'd', webClientUrl: 'https://host/laserfiche' },
    ];
    const expected = [
      { repoId: 'r', name: 'c' },
      { repoId: 's', name: 'd', webClientUrl: 'https://host/laserfiche' },
    ];
    for (const body of [rows, { value: rows }]) {
      const { api } = await testRepository(() => ({ body }));
      assert.deepEqual(await api.listRepositories(), expected);
    }
  });

  it('of links is told as what it is: without an end nobody may write it back', async () => {
    const told = await linksTold(
      null,
      { sourceId: 10, targetId: 0, linkTypeId: 1 },
      { sourceId: 10, targetId: null, linkTypeId: 1 },
      { sourceId: '10', targetId: '15', linkTypeId: '1', linkProperties: null, targetFullPath: '' },
      { sourceId: 10, targetId: 16, linkTypeId: 'x', linkProperties: { a: 1 } },
    );
    assert.deepEqual(told, [
      { sourceId: 0, targetId: 0 },
      { sourceId: 10, targetId: 0, linkTypeId: 1 },
      { sourceId: 10, targetId: 0, linkTypeId: 1 },
      { sourceId: 10, targetId: 15, linkTypeId: 1, properties: null },
      { sourceId: 10, targetId: 16, properties: { a: '1' }, hasOddProperties: true },
    ]);
  });

  it('is no reason to take a list of links for empty: one that is missing is none', async () => {
    const { api } = await testRepository(({ url }) => (url.includes('/1/') ? { body: {} } : { status: 204 }));
    await rejectsWith(api.getLinks(1), 'unexpectedAnswer');
    await rejectsWith(api.getLinks(2), 'unexpectedAnswer');
    assert.deepEqual((await api.listChildren(2)).items, []);
  });
});
