import assert from 'node:assert/strict';
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';

const root = path.join(__dirname, '../../..');

/** The setting of the rule in the project's own lint, for a file of src/. */
async function ruleFor(file: string): Promise<unknown> {
  const config: unknown = await new ESLint({ cwd: root }).calculateConfigForFile(
    path.join(root, 'src', file),
  );
  return (config as { rules: Record<string, unknown> }).rules['no-restricted-syntax'];
}

/** What lint says of code outside of src/ui. */
async function complaints(code: string): Promise<readonly string[]> {
  const { RESTRICTED_TEXTS } = await import('../../../eslint.texts.mjs');
  const overrideConfig: Linter.Config[] = [
    { files: ['**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...RESTRICTED_TEXTS] } },
  ];
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig });
  const [result] = await eslint.lintText(code, { filePath: path.join(root, 'src/commands/some.ts') });
  return (result?.messages ?? []).map(({ message }) => message);
}

describe('lint of texts that are shown', () => {
  const direct = [
    'vscode.window.showInformationMessage(name);',
    'vscode.window.showWarningMessage(name);',
    'vscode.window.showErrorMessage(name);',
    'window.withProgress({ title: name }, step);',
    'vscode.window.createQuickPick();',
    'vscode.window.showQuickPick([name]);',
    'vscode.window.createInputBox();',
    'vscode.window.showInputBox({ prompt: name });',
    'vscode.window.setStatusBarMessage(name);',
    'vscode.window.createStatusBarItem();',
    "vscode.window['showErrorMessage'](name);",
    'const { showErrorMessage: tell } = vscode.window;',
    'new vscode.TreeItem(name);',
    'new vscode.MarkdownString(name);',
    'new MarkdownString(name);',
    "vscode.commands.executeCommand('vscode.diff', left, right, name);",
  ];
  for (const code of direct) {
    it(`forbids ${code}`, async () => {
      const [first, ...others] = await complaints(code);
      assert.match(first ?? '', /through src\/ui/);
      assert.deepEqual(others, []);
    });
  }

  const through = [
    'notify.error(name);',
    'showQuickPick([name], {});',
    'createTreeItem({ label: name }, 0);',
  ];
  for (const code of through) it(`allows ${code}`, async () => assert.deepEqual(await complaints(code), []));

  it('is part of the lint of the project', async () => {
    const { RESTRICTED_TEXTS } = await import('../../../eslint.texts.mjs');
    assert.deepEqual(await ruleFor('commands/some.ts'), [2, ...RESTRICTED_TEXTS]);
  });

  it('leaves src/ui alone', async () => assert.equal(await ruleFor('ui/notify.ts'), undefined));
});
