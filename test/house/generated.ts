import type { Command } from '../../src/commands/define';

type Read = (file: string) => string;

/** What `generate.ts` writes begins with this, or stands between two such marks. */
const HEAD = '// Generated from package.json: npm run generate';
const TABLE = /(<!-- generated: commands -->)[\s\S]*?(<!-- \/generated -->)/;

/** Files that follow from package.json and the definitions of commands, with their texts. */
export function generated(commands: readonly Command[], read: Read): Readonly<Record<string, string>> {
  const manifest = JSON.parse(read('package.json')) as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  const ids = manifest.contributes.commands.map(({ command }) => command);
  return {
    'src/ui/commandIds.ts': commandIds(ids),
    'package.nls.json': titles(ids, commands, read('package.nls.json')),
    'README.md': read('README.md').replace(
      TABLE,
      (_, begin: string, end: string) => `${begin}\n\n${table(commands)}\n\n${end}`,
    ),
  };
}

function commandIds(ids: readonly string[]): string {
  const lines = ids.map((id) => `  ${id.slice(id.lastIndexOf('.') + 1)}: '${id}',`);
  return [
    HEAD,
    '',
    '/** All commands, by their names. */',
    `export const COMMANDS = {\n${lines.join('\n')}\n} as const;`,
    '',
    'export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];',
  ].join('\n');
}

/** Titles of commands come from their definitions; the rest of the file is written by hand. */
function titles(ids: readonly string[], commands: readonly Command[], nls: string): string {
  const others = Object.entries(JSON.parse(nls) as Record<string, string>).filter(
    ([key]) => !key.startsWith('laserficheLinks.'),
  );
  const own = ids.map((id) => [id, commands.find((command) => command.id === id)?.title ?? '']);
  return JSON.stringify(Object.fromEntries([...others, ...own]));
}

/** One row for each form of an argument object, and for commands without one that answer something. */
function table(commands: readonly Command[]): string {
  const rows = commands.flatMap(({ id, forms, answer = '–' }) => {
    const noneButAnswer = answer === '–' ? [] : [{ shown: undefined, note: undefined }];
    return (forms ?? noneButAnswer).map(({ shown, note }) => {
      const argument = shown === undefined ? 'none' : `\`${shown}\`${note === undefined ? '' : `: ${note}`}`;
      return `| \`${id}\` | ${argument} | ${answer} |`;
    });
  });
  return ['| command | argument | answer |', '| --- | --- | --- |', ...rows].join('\n');
}
