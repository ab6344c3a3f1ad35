import { build } from 'esbuild';
import assert from 'node:assert/strict';
import path from 'node:path';
import vm from 'node:vm';
import { entryIconName, EXTENSIONS_BY_ICON } from '../../../src/tree/kinds/entry';
import { iconShapes } from '../../../esbuild.icons.js';
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
});
