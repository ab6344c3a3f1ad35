import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';

const root = path.join(__dirname, '../../..');
const load = () => import('../../../eslint.floors.mjs');

const ROOMS = [
  ...['extension', 'services', 'commands', 'status', 'diagnose', 'history', 'searches', 'webviews', 'tree'],
  ...[
    'changeFlow',
    'documents',
    'connections',
    'ui',
    'audit',
    'search',
    'changes',
    'api',
    'domain',
    'sandbox',
  ],
];
/** Rooms that are one file. */
const FILES = ['extension', 'services'];

const fileIn = (room: string) => (FILES.includes(room) ? room : `${room}/some`);
const indexOf = (room: string) => (FILES.includes(room) ? room : `${room}/index`);

/** What lint says when a file of src/ has this code. */
async function complaints(file: string, code: string): Promise<readonly string[]> {
  const { FLOOR_RULES } = await load();
  const messages = new Linter({ cwd: root }).verify(
    code,
    [
      {
        files: ['**/*.ts', '**/*.tsx'],
        languageOptions: { parser: tseslint.parser },
        plugins: { house: { rules: FLOOR_RULES } },
        rules: { 'house/floors': 'error' },
      },
    ],
    path.join(root, 'src', file),
  );
  return messages.map(({ message }) => message);
}

describe('floors of the house', () => {
  it('has its rooms from top to bottom', async () => assert.deepEqual((await load()).FLOORS, ROOMS));

  for (const from of ROOMS) {
    for (const to of ROOMS.filter((room) => room !== from)) {
      const isBelow = ROOMS.indexOf(to) > ROOMS.indexOf(from);
      const isAllowed = isBelow && (to !== 'sandbox' || from === 'connections');

      it(`${isAllowed ? 'lets' : 'keeps'} ${from} ${isAllowed ? '' : 'from '}import${isAllowed ? '' : 'ing'} ${to}`, async () => {
        const { barrierBetween } = await load();
        assert.equal(barrierBetween(fileIn(from), indexOf(to)) === undefined, isAllowed);
      });

      if (isAllowed && !FILES.includes(to))
        it(`keeps ${from} from importing ${to} past its index`, async () => {
          const { barrierBetween } = await load();
          assert.match(barrierBetween(fileIn(from), `${to}/some`) ?? '', /through its index only/);
          assert.equal(barrierBetween(fileIn(from), to), undefined);
        });
    }

    it(`lets files of ${from} import each other`, async () => {
      const { barrierBetween } = await load();
      assert.equal(barrierBetween(fileIn(from), fileIn(from)), undefined);
    });
  }

  it('refuses a room that is not in the list', async () => {
    const { barrierBetween } = await load();
    assert.match(barrierBetween('attic/some', 'api') ?? '', /attic is not in the list/);
    assert.match(barrierBetween('tree/some', 'attic') ?? '', /attic is not in the list/);
  });
});

describe('parts of rooms with barriers of their own', () => {
  const closed: [string, string][] = [
    ['webviews/assignLinks/app/App', 'webviews/assignLinks/panel'],
    ['webviews/assignLinks/app/App', 'webviews/graph/protocol'],
    ['webviews/assignLinks/app/App', 'webviews/graph/app/App'],
    ['webviews/assignLinks/app/state/rows', 'ui/index'],
    ['webviews/assignLinks/app/state/rows', 'api/index'],
    ['webviews/assignLinks/app/state/rows', 'domain/link'],
    ['webviews/assignLinks/protocol', 'changes/index'],
    ['webviews/assignLinks/protocol', 'webviews/assignLinks/panel'],
    ['webviews/assignLinks/protocol', 'webviews/assignLinks/app/App'],
    ['webviews/shared/rpc', 'webviews/assignLinks/protocol'],
    ['webviews/shared/rpc', 'api/index'],
    ['webviews/assignLinks/panel', 'webviews/assignLinks/app/App'],
    ['diagnose/checks/run', 'diagnose/report'],
    ['diagnose/checks/run', 'ui/index'],
    ['diagnose/probes/sockets', 'connections/index'],
  ];
  for (const [from, to] of closed)
    it(`keeps ${from} from importing ${to}`, async () =>
      assert.notEqual((await load()).barrierBetween(from, to), undefined));

  const open: [string, string][] = [
    ['webviews/assignLinks/app/App', 'webviews/assignLinks/app/state/rows'],
    ['webviews/assignLinks/app/App', 'webviews/assignLinks/protocol'],
    ['webviews/assignLinks/app/App', 'webviews/assignLinks/guards'],
    ['webviews/assignLinks/app/App', 'webviews/shared/rpc'],
    ['webviews/assignLinks/app/App', 'domain/index'],
    ['webviews/assignLinks/guards', 'webviews/assignLinks/protocol'],
    ['webviews/assignLinks/panel', 'webviews/assignLinks/protocol'],
    ['webviews/assignLinks/panel', 'webviews/shared/page'],
    ['diagnose/report', 'diagnose/checks/index'],
    ['diagnose/checks/run', 'diagnose/probes/sockets'],
    ['diagnose/checks/run', 'api/index'],
  ];
  for (const [from, to] of open)
    it(`lets ${from} import ${to}`, async () =>
      assert.equal((await load()).barrierBetween(from, to), undefined));
});

describe('packages that rooms may use', () => {
  const WITHOUT_VSCODE = ['domain', 'api', 'changes', 'sandbox', 'diagnose/checks', 'diagnose/probes'];
  const PAGES = ['webviews/assignLinks/app', 'webviews/assignLinks/protocol', 'webviews/assignLinks/guards'];

  for (const place of [...WITHOUT_VSCODE, ...PAGES, 'webviews/shared'])
    it(`keep vscode out of ${place}`, async () =>
      assert.notEqual((await load()).packageBarrier(place, 'vscode'), undefined));

  for (const place of ['extension', 'commands', 'ui', 'diagnose', 'webviews/assignLinks'])
    it(`let ${place} have vscode`, async () =>
      assert.equal((await load()).packageBarrier(place, 'vscode'), undefined));

  for (const place of ['domain', ...PAGES])
    it(`keep node out of ${place}`, async () =>
      assert.notEqual((await load()).packageBarrier(place, 'node:path'), undefined));

  it('keep every package out of domain', async () =>
    assert.equal((await load()).packageBarrier('domain/link', 'preact'), 'domain imports nothing'));

  it('let the app of a webview have preact', async () =>
    assert.equal((await load()).packageBarrier('webviews/assignLinks/app/App', 'preact'), undefined));
});

describe('the lint rule of the floors', () => {
  const ways = [
    `import { plan } from '../commands';`,
    `import type { Plan } from '../commands';`,
    `export { plan } from '../commands';`,
    `export * from '../commands';`,
    `export const load = () => import('../commands');`,
    `export type Plan = import('../commands').Plan;`,
  ];
  for (const code of ways)
    it(`sees ${code}`, async () =>
      assert.deepEqual(await complaints('api/some.ts', code), [
        'This import is not allowed: api stands below commands.',
      ]));

  it('tells of packages', async () =>
    assert.deepEqual(await complaints('api/some.ts', `import * as vscode from 'vscode';`), [
      'This import is not allowed: api is tested without VS Code.',
    ]));

  it('leaves allowed imports and what is outside of src alone', async () => {
    const code = `import a from '../domain'; import b from './other'; import c from '../../package.json';`;
    assert.deepEqual(await complaints('api/some.ts', code), []);
  });

  it('is one line of the project away from being on, with what domain must not use', async () => {
    const { FLOOR_CONFIG } = await load();
    const eslint = new ESLint({
      cwd: root,
      overrideConfigFile: true,
      overrideConfig: [
        { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
        ...FLOOR_CONFIG,
      ] as Linter.Config[],
    });
    const [result] = await eslint.lintText(
      `import '../api';\nexport const now = () => Date.now() + performance.now();`,
      {
        filePath: path.join(root, 'src/domain/some.ts'),
      },
    );
    assert.deepEqual(
      result?.messages.map(({ ruleId }) => ruleId),
      ['house/floors', 'no-restricted-properties', 'no-restricted-globals'],
    );
  });
});

describe('circles of files', () => {
  const graphOf = async (files: Readonly<Record<string, string>>) =>
    (await load()).importGraph(new Map(Object.entries(files)));
  const circles = async (files: Readonly<Record<string, string>>) =>
    (await load()).circlesOf(await graphOf(files)).map((circle) => [...circle].sort());

  it('are found through types, dynamic imports, re-exports and an index', async () => {
    assert.deepEqual(
      await circles({
        'a.ts': `import type { B } from './b';`,
        'b.ts': `export const load = () => import('./c');`,
        'c/index.ts': `export * from './d';`,
        'c/d.tsx': `export type A = import('../a').A;`,
        'e.ts': `import './a';`,
      }),
      [['a.ts', 'b.ts', 'c/d.tsx', 'c/index.ts']],
    );
  });

  it('are told at each import that closes one', async () => {
    const { FLOOR_RULES } = await load();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'circles-'));
    try {
      const files = { 'a.ts': `import './b';\nimport './c';`, 'b.ts': `import './a';`, 'c.ts': '' };
      for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
      const told = (name: keyof typeof files) =>
        new Linter({ cwd: folder })
          .verify(
            files[name],
            [
              {
                files: ['**/*.ts'],
                languageOptions: { parser: tseslint.parser },
                plugins: { house: { rules: FLOOR_RULES } },
                rules: { 'house/circles': ['error', folder] },
              },
            ],
            path.join(folder, name),
          )
          .map(({ line, message }) => `${line}: ${message}`);
      assert.deepEqual(told('a.ts'), ['1: This import closes a circle: a.ts, b.ts.']);
      assert.deepEqual(told('b.ts'), ['1: This import closes a circle: a.ts, b.ts.']);
      assert.deepEqual(told('c.ts'), []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are told apart', async () => {
    assert.deepEqual(
      await circles({
        'a.ts': `import './b'; import './c';`,
        'b.ts': `import './a';`,
        'c.ts': `import './d';`,
        'd.ts': `import './c';`,
        'e.ts': `import './e';`,
      }),
      [['c.ts', 'd.ts'], ['a.ts', 'b.ts'], ['e.ts']],
    );
  });

  it('are none where files only share what they import', async () => {
    const files = { 'a.ts': `import './b'; import './c';`, 'b.ts': `import './c';`, 'c.ts': `import 'a';` };
    assert.deepEqual(await circles(files), []);
    assert.deepEqual(
      [...(await graphOf(files))],
      [
        ['a.ts', ['b.ts', 'c.ts']],
        ['b.ts', ['c.ts']],
        ['c.ts', []],
      ],
    );
  });
});
