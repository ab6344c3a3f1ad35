import assert from 'node:assert/strict';
import { crossings, isPastIndex, isUpward, longest, smallFiles } from '../../house/files';
import { linesOf } from '../../house/sources';
import { usersOf } from '../../house/users';

const graph = new Map([
  ['tree/index.ts', ['tree/item.ts']],
  ['tree/item.ts', ['ui/index.ts', 'ui/inert.ts', 'commands/index.ts', 'services.ts']],
  ['services.ts', ['tree/index.ts']],
]);

describe('files of the house', () => {
  it('counts lines as editors do', () => {
    assert.equal(linesOf('a\nb\n'), 2);
    assert.equal(linesOf('a\nb'), 2);
  });

  it('finds the longest file', () => {
    const texts = new Map([
      ['a.ts', 'a\n'],
      ['b.ts', 'a\nb\n'],
      ['c.ts', 'a\n'],
    ]);
    assert.deepEqual(longest(texts), { file: 'b.ts', lines: 2 });
  });
});

describe('users of a file', () => {
  const users = (file: string, texts: Readonly<Record<string, string>>) =>
    [...usersOf(new Map(Object.entries(texts)))(file)].sort();

  it('are those that import it, in whatever way', () =>
    assert.deepEqual(
      users('a.ts', {
        'a.ts': '',
        'b.ts': `import './a';`,
        'c.ts': `export const load = () => import('./a');`,
        'd.ts': `type A = import('./a').A;`,
        'e.ts': `import './b';`,
      }),
      ['b.ts', 'c.ts', 'd.ts'],
    ));

  it('are those that take of an index what it passes on of the file, and not the index', () => {
    const texts = {
      'ui/notify.ts': '',
      'ui/other.ts': '',
      'ui/index.ts': `export { notify as tell } from './notify'; export * from './other';`,
      'tree/a.ts': `import { tell } from '../ui';`,
      'tree/b.ts': `import { other } from '../ui';`,
    };
    assert.deepEqual(users('ui/notify.ts', texts), ['tree/a.ts']);
    assert.deepEqual(users('ui/other.ts', texts), ['tree/a.ts', 'tree/b.ts']);
    assert.deepEqual(users('ui/notify.ts', { ...texts, 'ui/index.ts': `import './notify';` }), [
      'ui/index.ts',
    ]);
  });
});

describe('small files', () => {
  const commands = new Set(['copyPath']);
  const small = (file: string, text: string, users: readonly string[], tests = new Map<string, string>()) => {
    const importing = users.map((one) => [one, `import '../${file.replace('.ts', '')}';`] as const);
    return smallFiles(new Map([[file, text], ...importing]), { commands, tests });
  };

  it('are those of few lines that one file imports', () => {
    assert.deepEqual(small('tree/paths.ts', 'export {};\n', ['tree/item.ts']), [
      { file: 'tree/paths.ts', lines: 1, user: 'tree/item.ts' },
    ]);
    assert.deepEqual(small('tree/paths.ts', '\n'.repeat(35), ['tree/item.ts']), []);
    assert.deepEqual(small('tree/paths.ts', '\n'.repeat(34), ['tree/item.ts']).length, 1);
    assert.deepEqual(small('tree/paths.ts', 'export {};\n', ['tree/item.ts', 'tree/view.ts']), []);
    assert.deepEqual(small('tree/paths.ts', 'export {};\n', []), []);
  });

  const exempt: [string, string, string][] = [
    ['tree/index.ts', 'export {};\n', 'index'],
    ['commands/copy/copyPath.ts', 'export {};\n', 'command'],
    ['changes/errors.ts', 'export class StaleReadError extends EditError {}\n', 'error class'],
  ];
  for (const [file, text, why] of exempt)
    it(`may be: ${why}`, () => assert.equal(small(file, text, ['tree/item.ts'])[0]?.exempt, why));

  it('may be a pure rule that has a unit test of its own', () => {
    const importing = `import { order } from '../../../src/tree/order';`;
    const of = (test: string, text: string) =>
      small('tree/order.ts', text, ['tree/item.ts'], new Map([[test, importing]]))[0]?.exempt;
    assert.equal(of('tree/order.test.ts', 'export {};'), 'pure rule with its own test');
    assert.equal(of('tree/other.test.ts', 'export {};'), undefined);
    assert.equal(of('tree/order.test.ts', `import * as vscode from 'vscode';`), undefined);
  });
});

describe('imports between rooms', () => {
  it('are those that leave a room', () => {
    assert.deepEqual(
      crossings(graph).map(({ to }) => to),
      ['ui/index.ts', 'ui/inert.ts', 'commands/index.ts', 'services.ts', 'tree/index.ts'],
    );
  });

  it('are upward against the order of the list', () => {
    const rooms = ['services', 'commands', 'tree', 'ui'];
    const upward = crossings(graph).filter((one) => isUpward(one, rooms));
    assert.deepEqual(
      upward.map(({ to }) => to),
      ['commands/index.ts', 'services.ts'],
    );
  });

  it('are past an index where they name a file behind it', () => {
    const past = crossings(graph).filter(isPastIndex);
    assert.deepEqual(
      past.map(({ to }) => to),
      ['ui/inert.ts'],
    );
  });
});
