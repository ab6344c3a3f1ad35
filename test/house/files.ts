import { linesOf, placeOf, type Texts } from './sources';
import { usersOf } from './users';

/** A file of fewer lines is small. */
const SMALL_LINES = 35;

export type Graph = ReadonlyMap<string, readonly string[]>;

/** What is known of a project beside its sources, for the exemptions of small files. */
export interface Surroundings {
  readonly commands: ReadonlySet<string>;
  /** Unit tests: a pure rule has one of its own name that imports it. */
  readonly tests: Texts;
}

export function longest(texts: Texts): { readonly file: string; readonly lines: number } {
  return [...texts]
    .map(([file, text]) => ({ file, lines: linesOf(text) }))
    .reduce((most, one) => (one.lines > most.lines ? one : most), { file: '', lines: 0 });
}

export interface SmallFile {
  readonly file: string;
  readonly lines: number;
  /** The one that uses it. */
  readonly user: string;
  /** Why it may be small. */
  readonly exempt?: 'index' | 'command' | 'error class' | 'pure rule with its own test';
}

/** Files of few lines that one other file uses: imports itself, or through an index. */
export function smallFiles(texts: Texts, surroundings: Surroundings): readonly SmallFile[] {
  const users = usersOf(texts);
  return [...texts].flatMap(([file, text]) => {
    const lines = linesOf(text);
    const [user, ...others] = users(file);
    if (lines >= SMALL_LINES || user === undefined || others.length > 0) return [];
    const exempt = exemptionOf(file, text, surroundings);
    return [{ file, lines, user, ...(exempt && { exempt }) }];
  });
}

function exemptionOf(file: string, text: string, { commands, tests }: Surroundings): SmallFile['exempt'] {
  const name = /([^/]+)\.tsx?$/.exec(file)?.[1] ?? '';
  if (name === 'index') return 'index';
  if (file.startsWith('commands/') && commands.has(name)) return 'command';
  if (/export class \w+ extends \w*Error\b/.test(text)) return 'error class';
  const hasOwnTest = [...tests].some(
    ([test, content]) =>
      test.replace(/\.test\.tsx?$/, '').endsWith(`/${name}`) &&
      content.includes(`src/${file.replace(/\.tsx?$/, '')}'`),
  );
  return hasOwnTest && !/from 'vscode'|from 'node:/.test(text) ? 'pure rule with its own test' : undefined;
}

/** An import from one room into another. */
export interface Crossing {
  readonly from: string;
  readonly to: string;
}

/** Imports of files of other rooms, with the names of the rooms by the list. */
export function crossings(graph: Graph): readonly Crossing[] {
  return [...graph].flatMap(([from, imported]) =>
    imported.filter((to) => roomOf(to) !== roomOf(from)).map((to) => ({ from, to })),
  );
}

export const isUpward = ({ from, to }: Crossing, rooms: readonly string[]): boolean =>
  rooms.indexOf(roomOf(from)) > rooms.indexOf(roomOf(to));

/** Of files directly in src/ there is nothing behind an index. */
export const isPastIndex = ({ to }: Crossing): boolean => {
  const parts = placeOf(to).split('/');
  return parts.length > 1 && !(parts.length === 2 && parts[1] === 'index');
};

const roomOf = (file: string): string => placeOf(file).split('/', 1)[0] ?? '';
