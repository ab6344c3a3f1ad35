import { existsSync } from 'node:fs';
import path from 'node:path';
import { measureSizes } from '../bench/sizes';
import { PROJECT } from '../workbench/paths';
import type { Figure } from './figure';
import { privateNamesIn, privatePaths, wireFiles, wireTypesIn, wireWordsIn } from './scan';
import type { Texts } from './sources';
import { filesOfCommand, filesOfEndpoint, filesOfRow, readDocuments, SAMPLES } from './touched';

/** Files that a new command, kind of row or endpoint touches: those that ordinary ones of today have a part in. */
export function touchedFigures(texts: Texts): readonly Figure[] {
  const documents = readDocuments();
  const touched = (
    what: string,
    most: number,
    note: string,
    samples: readonly (readonly [string, string[]])[],
  ): Figure => ({
    what: `files touched by a new ${what}`,
    value: Math.max(...samples.map(([, files]) => files.length)),
    bar: { most },
    list: samples.map(([name, files]) => `${name} (${files.length}): ${files.join(', ')}`),
    note,
  });
  return [
    touched(
      'command',
      3,
      'files that name the command, with package.json and README as far as that is not generated; the most of the samples.',
      SAMPLES.commands.map((name) => [name, filesOfCommand(name, texts, documents)]),
    ),
    touched(
      'row kind',
      2,
      'files that name the kind or the type of its rows; the most of the samples.',
      SAMPLES.rows.map((row) => [row.kind, filesOfRow(row, texts)]),
    ),
    touched(
      'endpoint',
      3,
      'files that declare its method or the reader of its answer, without the sandbox; the most of the samples.',
      SAMPLES.endpoints.map((endpoint) => [endpoint.method, filesOfEndpoint(endpoint, texts)]),
    ),
  ];
}

/** Words of the wire outside of its room, and private words. */
export function nameFigures(texts: Texts): readonly Figure[] {
  const wire = wireFiles(texts, wireWordsIn);
  const types = wireFiles(texts, wireTypesIn);
  const lineOf = ({ file, words }: (typeof wire)[number]) => `${file}: ${words.join(', ')}`;
  const names = [
    ...privatePaths(texts.keys()),
    ...[...texts].flatMap(([file, text]) => privateNamesIn(file, text)),
  ];
  const words = new Set(names.map(({ word }) => word));
  return [
    {
      what: 'files outside api and sandbox that name the wire',
      value: wire.length,
      bar: { most: 0 },
      list: wire.map(lineOf),
      note: 'names and texts in code that are fields, paths or schemas of V1 and no words of the field (test/house/words.ts).',
    },
    {
      what: 'files outside api and sandbox with wire types of api',
      value: types.length,
      bar: { most: 0 },
      list: types.map(lineOf),
      note: 'they import entries, links or link types in the shape of V1, whatever they use of them.',
    },
    {
      what: 'private words left (declarations)',
      value: names.length,
      bar: { most: 0 },
      list: names.map(
        ({ file, line, name, word }) => `${file}${line === undefined ? '' : `:${line}`} ${name} (${word})`,
      ),
      note: `${words.size} words in so many declared names, files and folders (list of words: test/house/words.ts).`,
    },
  ];
}

/** Code of the host that starts with VS Code, as the bench measures it; `npm run package` builds it. */
export function bundleFigure(): Figure {
  const isBuilt = ['dist/extension.js', 'laserfiche-links.vsix'].every((file) =>
    existsSync(path.join(PROJECT, file)),
  );
  return {
    what: 'host bundle that starts with VS Code',
    value: isBuilt ? measureSizes().hostStartBytes / 1000 : undefined,
    missing: 'not built',
    unit: 'kB',
    bar: { most: 85 },
    note: 'after `npm run package`, as `npm run bench -- size` measures it; 84.6 kB before the rebuild.',
  };
}
