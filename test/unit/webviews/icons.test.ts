import { build } from 'esbuild';
import assert from 'node:assert/strict';
import path from 'node:path';
import vm from 'node:vm';
import { entryIconName, EXTENSIONS_BY_ICON } from '../../../src/tree/kinds/entry';
import { iconShapes, shortened } from '../../../esbuild.icons.js';
import { entry } from '../tree/support';

const ICONS = path.resolve('src/webviews/assignLinks/app/icons.ts');

interface Icons {
  readonly names: readonly string[];
  shapesOf(name: string): readonly { readonly d: string; readonly isEvenOdd?: true }[];
}

/** The icons as the form has them: bundled as for the browser. */
async function bundledIcons(): Promise<Icons> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from ${JSON.stringify(ICONS)};`, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'icons',
    plugins: [iconShapes],
  });
  return vm.runInThisContext(`(() => { ${outputFiles[0]?.text ?? ''} return icons; })()`) as Icons;
}

describe('icons of the form', () => {
  let icons: Icons;

  before(async () => {
    icons = await bundledIcons();
  });

  it('can each be drawn', () => {
    assert.ok(icons.names.length > 0);
    for (const name of icons.names) assert.equal(icons.shapesOf(name).length > 0, name !== 'blank', name);
  });

  it('have whatever icon the tree gives an entry', () => {
    const shortcut = { entryType: 'Shortcut', targetId: 70 } as const;
    const entries = [
      entry(1, { entryType: 'Folder' }),
      entry(2, { entryType: 'RecordSeries' }),
      entry(3, { ...shortcut, targetType: 'Folder' }),
      entry(4, { ...shortcut, targetType: 'Document' }),
      entry(5, { extension: 'unheard-of' }),
      ...Object.values(EXTENSIONS_BY_ICON)
        .flatMap((extensions) => extensions.split(' '))
        .map((extension) => entry(6, { extension })),
    ];
    const missing = entries.map(entryIconName).filter((name) => !icons.names.includes(name));
    assert.deepEqual(missing, []);
  });

  it('keep the rule that says what is inside of a shape', () => {
    assert.deepEqual(
      ['folder', 'lock'].map((name) => icons.shapesOf(name).some(({ isEvenOdd }) => isEvenOdd)),
      [false, true],
    );
  });

  const shorter = [
    ['told relative to the point before', 'M100.5 100.5L101.5 102.5', 'M100.5 100.5l1 2'],
    ['told once where it is the same', 'M1 1L2 3L4 9', 'M1 1L2 3 4 9'],
    ['rounded without adding up', 'M0 0H1.004V1.004H2.008Z', 'M0 0H1V1H2.01Z'],
    ['left out where it goes nowhere', 'M1 1H1V1L1 1V2Z', 'M1 1V2Z'],
    ['smooth where a curve goes on as it came', 'M0 0C1 0 2 1 2 2C2 3 3 4 4 4Z', 'M0 0C1 0 2 1 2 2S3 4 4 4Z'],
    ['relative to the start of a shape after its end', 'M50 50H60V70ZM51 52H53Z', 'M50 50H60V70Zm1 2h2Z'],
    ['left as it is with arcs', 'M1 1a2 2 0 014 4z', 'M1 1a2 2 0 014 4z'],
  ] as const;
  for (const [what, d, expected] of shorter)
    it(`have a line ${what}`, () => {
      assert.equal(shortened(d), expected);
    });
});
