export { inert, inertLines, oneLine, plainLine, unlinked, visibleJson } from './inert';
export { askModal, notify, type Question } from './notify';
export { showProgress, type ProgressStep } from './progress';
export {
  createInputBox,
  createQuickPick,
  showInputBox,
  showQuickPick,
  showQuickPickOfMany,
  type PickItem,
} from './quickInput';
export { createStatusBarItem, flashStatus, type StatusBarItem, type StatusText } from './status';
export { factsMarkdown, type Facts } from './tooltip';
export { createTreeItem, type RowText } from './treeItem';
export { fileName, showDiff, tabTitle } from './editors';
