import { barrierBetween, FLOORS, importsIn, packageBarrier } from '../../eslint.floors.mjs';
import type { Figure } from './figure';
import { crossings, isPastIndex, isUpward, longest, smallFiles, type Graph } from './files';
import { commandNames, placeOf, readUnitTests, type Texts } from './sources';

/** Files, circles, and imports against the list of rooms. */
export function layoutFigures(
  texts: Texts,
  graph: Graph,
  circles: readonly (readonly string[])[],
): readonly Figure[] {
  const { file, lines } = longest(texts);
  const small = smallFiles(texts, { commands: commandNames(), tests: readUnitTests() });
  const doubtful = small.filter(({ exempt }) => exempt === undefined);
  const crossing = crossings(graph);
  const upward = crossing.filter((one) => isUpward(one, FLOORS));
  const past = crossing.filter(isPastIndex);
  const refused = refusedImports(texts, graph);
  const arrow = ({ from, to }: { readonly from: string; readonly to: string }) => `${from} → ${to}`;
  return [
    { what: 'source files', value: texts.size, bar: { most: 330, about: true } },
    { what: 'longest file', value: lines, unit: 'lines', bar: { most: 350 }, list: [file] },
    {
      what: 'files under 35 lines with one importer',
      value: doubtful.length,
      bar: { most: 10 },
      list: small.map(
        (one) => `${one.file} (${one.lines}) ← ${one.user}${one.exempt ? `: ${one.exempt}` : ''}`,
      ),
      note: `${small.length} with those that may be small: commands, error classes, pure rules with a unit test of their own, index.ts. Who takes from an index what it passes on of a file counts as importer, the index does not.`,
    },
    {
      what: 'circles of files',
      value: circles.length,
      bar: { most: 0 },
      list: circles.map((one) => one.join(', ')),
    },
    { what: 'upward imports', value: upward.length, bar: { most: 0 }, list: upward.map(arrow) },
    { what: 'imports past an index', value: past.length, bar: { most: 0 }, list: past.map(arrow) },
    { what: 'imports that lint refuses', value: refused.length, bar: { most: 0 }, list: refused },
  ];
}

/** What the lint rule says of each import, once a file and target. */
function refusedImports(texts: Texts, graph: Graph): readonly string[] {
  const inside = [...graph].flatMap(([from, imported]) =>
    imported.map((to) => [from, to, barrierBetween(placeOf(from), placeOf(to))] as const),
  );
  const packages = [...texts].flatMap(([from, text]) =>
    importsIn(text)
      .filter((name) => !name.startsWith('.'))
      .map((name) => [from, name, packageBarrier(placeOf(from), name)] as const),
  );
  return [...inside, ...packages].flatMap(([from, to, why]) =>
    why === undefined ? [] : [`${from} → ${to}: ${why}`],
  );
}
