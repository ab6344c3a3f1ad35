export * from './ids';
export { askText, createInputBox, showInputBox, type TextQuestion } from './inputBox';
export { Lazy, lazyMethods, loadCode, once, loadJournalNotices, loadQuickPick } from './lazy';
export { createLog, type Log } from './log';
export { describeBriefly } from './messages/describeApiError';
export { describeRepository } from './messages/describeEditError';
export {
  describeFailure,
  isCancelled,
  remedyFor,
  UserError,
  whyAndAdvice,
  type Remedy,
} from './messages/describeError';
export { describeWarnings, type WarningNames } from './messages/describeWarnings';
export { describeAccessKey } from './messages/describeAccessKey';
export { describeBaseUrl, describeCloudDomain } from './messages/describeSignIn';
export { byCount, formatList, formatNumber, formatUnit, language } from './messages/formats';
export { askModal, notify, type Question } from './notify';
export { openAddress } from './openAddress';
export { PROGRESS_DELAY_MS, showProgress, type ProgressStep } from './progress';
export { BACK, type Back } from './quickInput';
export {
  createQuickPick,
  openQuickPick,
  pickMany,
  pickOne,
  showQuickPick,
  showQuickPickOfMany,
  type Choice,
  type PickItem,
  type Remark,
} from './quickPick';
export { createTreeItem, factsMarkdown, type Facts, type RowText } from './rows';
export { settings } from './settings';
export { createStatusBarItem, flashStatus, type StatusBarItem, type StatusText } from './status';
export { fileName, setContext, showDiff, showDiffs, tabTitle } from './workbench';
