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

/** What lint says of code outside of src/ui that shows text. */
async function complaints(code: string): Promise<readonly string[]> {
  const { RESTRICTED_TEXTS } = await import('../../../eslint.texts.mjs');
  return messagesOf(code, RESTRICTED_TEXTS);
}

/** What lint says of words in code. */
async function untranslated(code: string): Promise<readonly string[]> {
  const { UNTRANSLATED_TEXTS } = await import('../../../eslint.texts.mjs');
  return messagesOf(code, UNTRANSLATED_TEXTS);
}

async function messagesOf(
  code: string,
  texts: readonly { readonly selector: string; readonly message: string }[],
): Promise<readonly string[]> {
  const overrideConfig: Linter.Config[] = [
    { files: ['**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...texts] } },
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

  it('is part of the lint of the project, together with that of words', async () => {
    const { RESTRICTED_TEXTS, UNTRANSLATED_TEXTS } = await import('../../../eslint.texts.mjs');
    assert.deepEqual(await ruleFor('commands/some.ts'), [2, ...RESTRICTED_TEXTS, ...UNTRANSLATED_TEXTS]);
  });

  it('leaves src/ui to show texts, and the sandbox to speak as servers do', async () => {
    const { RESTRICTED_TEXTS, UNTRANSLATED_TEXTS } = await import('../../../eslint.texts.mjs');
    assert.deepEqual(await ruleFor('ui/notify.ts'), [2, ...UNTRANSLATED_TEXTS]);
    assert.deepEqual(await ruleFor('sandbox/cli.ts'), [2, ...RESTRICTED_TEXTS]);
  });
});

describe('lint of words for people', () => {
  const glued = [
    "notify.info('There is nothing to undo.');",
    'notify.warn(`Removed ${count} links of it.`);',
    "notify.error(sentence, 'Show the log');",
    "throw new UserError('There is no connection.');",
    "pickOne('Which of them', choices);",
    "const options = { title: 'Move it there', placeHolder: `Which of ${count} links` };",
  ];
  for (const code of glued)
    it(`forbids ${code}`, async () => {
      const found = await untranslated(code);
      assert.ok(found.length > 0);
      for (const message of found) assert.match(message, /l10n\.t/);
    });

  const translated = [
    "notify.info(l10n.t('There is nothing to undo.'));",
    "throw new UserError(vscode.l10n.t('There is no connection {0}.', name));",
    "const options = { title: l10n.t('Move it there'), value: 'more than a word', detail: path };",
    'notify.error(sentence);',
  ];
  for (const code of translated)
    it(`allows ${code}`, async () => assert.deepEqual(await untranslated(code), []));
});
