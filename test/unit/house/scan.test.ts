import assert from 'node:assert/strict';
import { privateNamesIn, privatePaths, wireFiles, wireTypesIn, wireWordsIn } from '../../house/scan';

describe('words of the wire', () => {
  const named: [string, string[]][] = [
    ['link.targetFullPath', ['targetFullPath']],
    [`link['linkProperties']`, ['linkProperties']],
    ['const { fullPath } = entry;', ['fullPath']],
    ['const url = `${base}/v1/Repositories`;', ['/v1/']],
    [`const next = page['@odata.nextLink'];`, ['@odata.']],
    ['link.targetId === link.linkTypeId', []],
    ['// fullPath of the wire', []],
    [`import { a } from './fullPath';`, []],
    [`const words = 'The full path';`, []],
  ];
  for (const [code, words] of named)
    it(`in ${code}: ${words.join(', ') || 'none'}`, () => assert.deepEqual(wireWordsIn('a.ts', code), words));

  it('count outside of the rooms that speak to it', () => {
    const texts = new Map([
      ['api/v1/codec.ts', 'fullPath;'],
      ['sandbox/wire/entries.ts', 'fullPath;'],
      ['tree/item.tsx', '<b>{entry.fullPath}</b>;'],
      ['tree/other.ts', 'path;'],
    ]);
    assert.deepEqual(wireFiles(texts, wireWordsIn), [{ file: 'tree/item.tsx', words: ['fullPath'] }]);
  });

  it('are types, too, as long as they come from api', () => {
    const code = `import { ApiError, type Link as Wire } from '../../api'; import type { Entry } from '../domain';`;
    assert.deepEqual(wireTypesIn('a.ts', code), ['Link']);
  });
});

describe('private words', () => {
  const names = (code: string) => privateNamesIn('a.ts', code).map(({ name, word }) => `${name}: ${word}`);

  it('are declared names, whatever their first letter', () => {
    assert.deepEqual(names('const wish = 1; interface Wish {}'), ['wish: wish', 'Wish: wish']);
    assert.deepEqual(names('f(wish); import { wish } from "./a"; a.wish();'), []);
  });

  it('are parts of names where the word is of no other use', () => {
    assert.deepEqual(names('function fileTurn() {} const turnKey = 1; let returned = 2;'), [
      'fileTurn: turn',
      'turnKey: turn',
    ]);
    assert.deepEqual(names('class A { #onHoldups = 1; settleDispute() {} }'), [
      '#onHoldups: holdup',
      'settleDispute: dispute',
    ]);
    assert.deepEqual(names('const REQUEST_PATIENCE = 1; const lifeSpan = 2;'), [
      'REQUEST_PATIENCE: PATIENCE',
    ]);
  });

  it('are members only where the word is a good one elsewhere', () =>
    assert.deepEqual(names('interface E { put: 1 } const put = 1; class A { put() {} }'), ['put: put']));

  it('end with Words', () =>
    assert.deepEqual(names('const countWords = 1; const wordsOf = 2;'), ['countWords: Words']));

  it('tell their line', () => assert.equal(privateNamesIn('a.ts', '\n\nconst wish = 1;')[0]?.line, 3));

  it('are names of files and folders, each once', () =>
    assert.deepEqual(
      privatePaths([
        'host/words.ts',
        'host/later.ts',
        'tree/host.ts',
        'parts.ts',
        'changes/turn/lock.ts',
      ]).map(({ file }) => file),
      ['host/', 'host/later.ts', 'parts.ts', 'changes/turn/'],
    ));
});
