import path from 'node:path';

/** The part that we read of a report in the mutation testing elements' format. */
export interface MutationReport {
  readonly files: Readonly<Record<string, ReportedFile>>;
}
interface ReportedFile {
  readonly source: string;
  readonly mutants: readonly Mutant[];
}
interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}
interface Position {
  readonly line: number;
  readonly column: number;
}

/** How many mutants of some files came to which end. */
export interface Score {
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  /** No test runs the code. */
  readonly uncovered: number;
  /** The code could not even be loaded: neither found by a test nor missed. */
  readonly invalid: number;
}

export function scoreOf(files: readonly ReportedFile[]): Score {
  const statuses = files.flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...names: string[]) => statuses.filter((status) => names.includes(status)).length;
  return {
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    invalid: count('RuntimeError', 'CompileError'),
  };
}

/** Per cent of the valid mutants that tests found; a mutant that runs for ever is found, too. */
export function percent({ killed, timedOut, survived, uncovered }: Score): number {
  const found = killed + timedOut;
  const all = found + survived + uncovered;
  return all === 0 ? 100 : (100 * found) / all;
}

/** Files by folder: each folder with its own files only. */
export function byFolder({ files }: MutationReport): Map<string, ReportedFile[]> {
  const folders = new Map<string, ReportedFile[]>();
  for (const name of Object.keys(files).toSorted()) {
    const folder = path.posix.dirname(name);
    folders.set(folder, [...(folders.get(folder) ?? []), files[name]!]);
  }
  return folders;
}

/** Mutants that no test found, as `file:line:column  code → mutant`. */
export function survivorsOf({ files }: MutationReport): string[] {
  return Object.entries(files).flatMap(([name, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .toSorted((a, b) => a.location.start.line - b.location.start.line)
      .map(({ location, replacement = '', status }) => {
        const { line, column } = location.start;
        const why = status === 'NoCoverage' ? '  (no test runs it)' : '';
        return `${name}:${line}:${column}  ${short(codeAt(source, location))} → ${short(replacement)}${why}`;
      }),
  );
}

function codeAt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join('\n');
}

function short(code: string): string {
  const flat = code.replace(/\s+/g, ' ').trim();
  return flat.length > 70 ? `${flat.slice(0, 69)}…` : flat;
}
