// Text of others is shown through src/ui only, which makes it inert (see README), as ESLint's restricted syntax.

/** What shows text, by its name in VS Code's API. */
const SHOWS = [
  'showInformationMessage',
  'showWarningMessage',
  'showErrorMessage',
  'withProgress',
  'createQuickPick',
  'showQuickPick',
  'createInputBox',
  'showInputBox',
  'setStatusBarMessage',
  'createStatusBarItem',
].join('|');
const MAKES = ['TreeItem', 'MarkdownString'].join('|');

const message =
  'Names and messages are text of others: show them through src/ui, which keeps links and icons out of them.';

/** For `no-restricted-syntax`: however the function is got hold of. */
export const RESTRICTED_TEXTS = [
  `MemberExpression[property.name=/^(${SHOWS})$/]`,
  `MemberExpression[computed=true][property.value=/^(${SHOWS})$/]`,
  `ObjectPattern > Property[key.name=/^(${SHOWS})$/]`,
  `NewExpression[callee.name=/^(${MAKES})$/]`,
  `NewExpression[callee.property.name=/^(${MAKES})$/]`,
  'CallExpression[callee.property.name="executeCommand"] > Literal[value="vscode.diff"]',
].map((selector) => ({ selector, message }));
