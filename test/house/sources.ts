import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../workbench/paths';

/** The files of src/ by their paths below it. */
export type Texts = ReadonlyMap<string, string>;

/** Where rooms and files of the old layout belong by the list of rooms; empty once they have moved. */
const FORMER_ROOMS: Readonly<Record<string, string>> = {
  links: 'domain',
  editing: 'changes',
  cache: 'api',
  host: 'ui',
  review: 'changeFlow',
  parts: 'services',
};

/** A path below src/ without ending, in the room where it belongs: a folder stands for its index. */
export function placeOf(file: string): string {
  const [room = '', ...rest] = file.replace(/\.tsx?$/, '').split('/');
  return [FORMER_ROOMS[room] ?? room, ...rest].join('/');
}

/** Texts of the unit tests by their paths below test/unit/. */
export function readUnitTests(): Texts {
  const folder = path.join(PROJECT, 'test/unit');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.test\.tsx?$/.test(file));
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

/** What package.json declares of commands: the last part of each id. */
export function commandNames(): ReadonlySet<string> {
  const manifest = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  return new Set(
    manifest.contributes.commands.map(({ command }) => command.slice(command.lastIndexOf('.') + 1)),
  );
}

/** Lines as editors count them: the line break at the end begins no other one. */
export const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
