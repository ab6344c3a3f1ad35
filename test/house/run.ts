// Measures the figures by which the house is judged, beside their bars.
// Usage: tsx test/house/run.ts [--list [word]]   (--list: what was counted, one line each, for figures with the word)
import path from 'node:path';
import { circlesOf, importGraph, readSources } from '../../eslint.floors.mjs';
import { PROJECT } from '../workbench/paths';
import { followFigures } from './calls/follow';
import { layoutFigures } from './layout';
import { tableOf, type Figure } from './figure';
import { bundleFigure, nameFigures, touchedFigures } from './figures';

function main(): void {
  const src = path.join(PROJECT, 'src');
  const texts = readSources(src);
  const graph = importGraph(texts);
  const figures: readonly Figure[] = [
    ...layoutFigures(texts, graph, circlesOf(graph)),
    ...followFigures(src, texts.keys()),
    ...touchedFigures(texts),
    ...nameFigures(texts),
    bundleFigure(),
  ];
  console.log(tableOf(figures));
  for (const { what, note, about } of figures)
    for (const more of [about, note]) if (more !== undefined) console.log(`\n${what}: ${more}`);
  const at = process.argv.indexOf('--list');
  if (at < 0) return;
  const word = process.argv[at + 1] ?? '';
  for (const { what, list = [] } of figures.filter((figure) => figure.what.includes(word)))
    if (list.length > 0)
      console.log(`\n${what} (${list.length}):\n${list.map((line) => `  ${line}`).join('\n')}`);
}

main();
