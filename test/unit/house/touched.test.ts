import assert from 'node:assert/strict';
import { filesOfCommand, filesOfEndpoint, filesOfRow, withoutGenerated } from '../../house/touched';

describe('files that a new thing touches', () => {
  it('are, of a command, those that name it in code or in a document', () => {
    const texts = new Map([
      ['commands/copyPath.ts', 'export const copyPath = 1;'],
      ['ui/ids.ts', `const ids = ['laserficheLinks.copyPath'];`],
      ['tree/item.ts', '// copyPath\nconst other = 1;'],
      ['ui/written.ts', `// Generated from a list\nexport const copyPath = 1;`],
      ['sandbox/cli.ts', 'copyPath;'],
    ]);
    const documents = new Map([
      ['package.json', '"laserficheLinks.copyPath"'],
      ['README.md', 'nothing'],
    ]);
    assert.deepEqual(filesOfCommand('copyPath', texts, documents), [
      'commands/copyPath.ts',
      'ui/ids.ts',
      'package.json',
    ]);
  });

  it('leave out what is generated in a document', () =>
    assert.equal(withoutGenerated('a <!-- generated: commands -->\nb\n<!-- /generated --> c'), 'a  c'));

  it('are, of a kind of row, those with its type or its kind as a text', () => {
    const texts = new Map([
      ['tree/nodes.ts', `interface FilterNode { kind: 'filter' }`],
      ['tree/icons.ts', `switch (kind) { case 'filter': }`],
      ['tree/list.ts', `rows.filter(isOpen); import './filter';`],
    ]);
    assert.deepEqual(filesOfRow({ kind: 'filter', type: 'FilterNode' }, texts), [
      'tree/nodes.ts',
      'tree/icons.ts',
    ]);
  });

  it('are, of an endpoint, those that declare its method or its reader', () => {
    const texts = new Map([
      ['api/repository.ts', 'interface Api { listTypes(): void }'],
      ['api/client.ts', 'const api = { listTypes: () => read };'],
      ['api/codec.ts', 'export function readType() {}'],
      ['tree/loader.ts', 'api.listTypes(readType);'],
      ['sandbox/routes.ts', 'const listTypes = 1;'],
    ]);
    assert.deepEqual(filesOfEndpoint({ method: 'listTypes', reader: /^readType$/ }, texts), [
      'api/repository.ts',
      'api/client.ts',
      'api/codec.ts',
    ]);
  });
});
