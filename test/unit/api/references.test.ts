import assert from 'node:assert/strict';
import { parseEntryReference, webClientEntryUrl, type EntryReference } from '../../../src/api';

describe('api: references to entries', () => {
  const table: readonly (readonly [string, EntryReference | undefined])[] = [
    ['15', { id: 15 }],
    ['  #15 ', { id: 15 }],
    ['2147483647', { id: 2147483647 }],
    ['2147483648', undefined],
    ['0', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['', undefined],
    ['Email', undefined],
    ['\\', { path: '\\' }],
    ['/', { path: '\\' }],
    ['\\Email\\x', { path: '\\Email\\x' }],
    ['\\Email\\', { path: '\\Email' }],
    ['\\a/b', { path: '\\a/b' }],
    ['/Email/x y', { path: '\\Email\\x y' }],
    ['Email\\x', { path: '\\Email\\x' }],
    ['https://host/laserfiche/DocView.aspx?repo=r-1&id=15', { id: 15 }],
    ['https://host/laserfiche/DocView.aspx?repo=r-1&docid=15', { id: 15 }],
    ['https://host/laserfiche/docview.aspx?Repo=r-1&ID=15&page=2', { id: 15 }],
    ['https://host/laserfiche/Browse.aspx?repo=r-1#?id=15', { id: 15 }],
    ['https://host/laserfiche/Browse.aspx?repo=r-1&id=3#?id=15&view=browse', { id: 15 }],
    ['https://host/laserfiche/Browse.aspx?startid=15&repo=r-1', { id: 15 }],
    ['https://host/laserfiche/index.aspx?db=r-1#id=15;view=pages', { id: 15 }],
    ['https://host/LFRepositoryAPI/v1/Repositories/r-1/Entries/15', { id: 15 }],
    ['https://host/LFRepositoryAPI/v1/Repositories/r-1/Entries/15/links', { id: 15 }],
    ['https://host/laserfiche/DocView.aspx?repo=r-1&id=abc', undefined],
    ['https://host/laserfiche/', undefined],
    ['https://', undefined],
    ['file:///etc/15', undefined],
  ];
  for (const [text, reference] of table) {
    it(`reads "${text}" as ${reference ? JSON.stringify(reference) : 'nothing'}`, () =>
      assert.deepEqual(parseEntryReference(text), reference));
  }
});

describe('api: references of any length', () => {
  const long = (sign: string) => sign.repeat(1_000_000);

  it('are read at once', () => {
    assert.deepEqual(parseEntryReference(`a${long('\\')}b`), { path: `\\a${long('\\')}b` });
    assert.deepEqual(parseEntryReference(`a${long('\\')}`), { path: '\\a' });
    assert.deepEqual(parseEntryReference(long('\\')), { path: '\\' });
    assert.deepEqual(parseEntryReference(long('/')), { path: '\\' });
    assert.equal(parseEntryReference(`https://host${long('/Entries/1x')}`), undefined);
  });

  it('lead to the web client at once', () => {
    const entry = { id: 1, entryType: 'Folder' } as const;
    assert.equal(
      webClientEntryUrl(`https://host/a${long('/')}b`, 'r', entry),
      `https://host/a${long('/')}b/Browse.aspx?repo=r&id=1`,
    );
    assert.equal(
      webClientEntryUrl(`https://host/a${long('/')}?${'repo=x&'.repeat(50_000)}`, 'r', entry),
      'https://host/a/Browse.aspx?repo=r&id=1',
    );
  });
});

describe('api: web client', () => {
  const document = { id: 15, entryType: 'Document' } as const;

  for (const address of [
    'https://host/laserfiche',
    'https://host/laserfiche/',
    'https://host/laserfiche?repo=old',
    'https://host/laserfiche/index.aspx?db=old#id=1;view=browse',
    'https://host/laserfiche/Browse.aspx?Repo=old&id=7',
  ]) {
    it(`shows a document, from ${address}`, () =>
      assert.equal(
        webClientEntryUrl(address, 'r-1', document),
        'https://host/laserfiche/DocView.aspx?repo=r-1&id=15',
      ));
  }

  it('shows folders and record series in the browser, shortcuts by their target', () => {
    const show = (entry: Parameters<typeof webClientEntryUrl>[2]) =>
      webClientEntryUrl('https://host', 'r 1&', entry).slice('https://host'.length);
    assert.equal(show({ id: 2, entryType: 'Folder' }), '/Browse.aspx?repo=r+1%26&id=2');
    assert.equal(show({ id: 2, entryType: 'RecordSeries' }), '/Browse.aspx?repo=r+1%26&id=2');
    assert.equal(
      show({ id: 2, entryType: 'Shortcut', targetId: 3, targetType: 'Folder' }),
      '/Browse.aspx?repo=r+1%26&id=3',
    );
    assert.equal(show({ id: 2, entryType: 'Shortcut' }), '/DocView.aspx?repo=r+1%26&id=2');
  });

  it('keeps other parameters of the address', () => {
    assert.equal(
      webClientEntryUrl('https://host/laserfiche?customerId=9', 'r-1', document),
      'https://host/laserfiche/DocView.aspx?customerId=9&repo=r-1&id=15',
    );
  });

  for (const address of ['', 'laserfiche', 'javascript:alert(1)', 'file:///etc/passwd']) {
    it(`refuses "${address}"`, () =>
      assert.throws(() => webClientEntryUrl(address, 'r-1', document), { reason: 'unexpectedAnswer' }));
  }
});
