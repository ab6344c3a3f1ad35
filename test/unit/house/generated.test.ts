import assert from 'node:assert/strict';
import type { Command } from '../../../src/commands/define';
import { generated, staleFiles } from '../../house/generated';

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    contributes: { commands: [{ command: 'links.show' }, { command: 'links.open' }] },
  }),
  'package.nls.json': JSON.stringify({ welcome: 'Hello', 'laserficheLinks.gone': 'Gone' }),
  'README.md': 'Before\n<!-- generated: commands -->\nold\n<!-- /generated -->\nAfter',
};
const command = (id: string, more: Partial<Command>) => ({ id, title: id, ...more }) as Command;

describe('what follows from the definitions of commands', () => {
  const files = generated(
    [
      command('links.show', {
        forms: [{ shown: '{ a }' }, { shown: '{ b }', note: 'or so' }],
        answer: 'both',
      }),
      command('links.open', { forms: undefined, answer: '`{ id }`' }),
      command('links.log', { forms: undefined }),
    ],
    (file) => FILES[file] ?? '',
  );

  it('is a table with a row for each form, and for what answers without an argument', () => {
    const table = files['README.md']?.split('\n').filter((line) => line.startsWith('| `'));
    assert.deepEqual(table, [
      '| `links.show` | `{ a }` | both |',
      '| `links.show` | `{ b }`: or so | both |',
      '| `links.open` | none | `{ id }` |',
    ]);
    assert.match(files['README.md'] ?? '', /^Before\n<!-- generated[\s\S]*<!-- \/generated -->\nAfter$/);
  });

  it('is the list of ids that package.json declares', () =>
    assert.match(files['src/ui/commandIds.ts'] ?? '', /show: 'links\.show',\n {2}open: 'links\.open',/));

  it('is the titles of commands, beside texts that are written by hand', () =>
    assert.deepEqual(JSON.parse(files['package.nls.json'] ?? ''), {
      welcome: 'Hello',
      'links.show': 'links.show',
      'links.open': 'links.open',
    }));

  it('is up to date', async () => assert.deepEqual([...(await staleFiles()).keys()], []));
});
