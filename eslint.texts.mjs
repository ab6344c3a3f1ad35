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

/** Where words for people stand in a call, a new error or an options object. */
const TOLD = [
  'CallExpression[callee.object.name="notify"] > .arguments',
  'CallExpression[callee.name=/^(askModal|pickOne|pickMany|flashStatus)$/] > .arguments:first-child',
  'NewExpression[callee.name="UserError"] > .arguments',
  'Property[key.name=/^(title|placeholder|placeHolder|prompt|detail|tooltip)$/] > .value',
];
const UNTRANSLATED =
  'People read this in their language: make it a whole sentence by vscode.l10n.t, with {0} for what differs.';

/** For `no-restricted-syntax` in rooms of the host: words that are not made by `l10n.t`. */
export const UNTRANSLATED_TEXTS = TOLD.flatMap((place) => [
  `${place}[type="Literal"][value=/[a-z]{2} [a-z]/]`,
  `${place}[type="TemplateLiteral"]:has(TemplateElement[value.raw=/[a-z]{2} [a-z]/])`,
]).map((selector) => ({ selector, message: UNTRANSLATED }));
