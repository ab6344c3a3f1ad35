export { askModal, notify, type Question } from './notify';
export { showProgress, type ProgressStep } from './progress';
export { askText, createInputBox, showInputBox, type TextQuestion } from './inputBox';
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
export { createStatusBarItem, flashStatus, type StatusBarItem, type StatusText } from './status';
export { factsMarkdown, type Facts } from './tooltip';
export { createTreeItem, type RowText } from './treeItem';
export { fileName, showDiff, tabTitle } from './editors';
export * from './ask';
export * from './context';
export * from './journalNotices';
export * from './lazy';
export * from './log';
export * from './settings';
export * from './delays';
export * from './ids';
export * from './messages/describeError';
export { errorCodeOf } from './messages/describeApiError';
export { describeRepository } from './messages/describeEditError';
export * from './messages/describeJournal';
export * from './messages/describeSignIn';
export * from './messages/formats';
export * from './settingValues';
