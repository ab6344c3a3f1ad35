export { type ApproveOptions, mayAsk, type Proposal } from './approve';
export { countsOfUndone, countsOrThrow } from './answers';
export {
  changeLinks,
  type ChangeLinksOptions,
  type EntryChange,
  readOutgoing,
  titleFor,
} from './changeLinks';
export {
  byRepository,
  connectionFor,
  describeNoConnection,
  type MadeThrough,
  refuseReadOnly,
  requireConnection,
  requireRepository,
} from './connectionFor';
export {
  countsOfItem,
  deedsOfItem,
  describeCause,
  describeChanged,
  describeOutcome,
  entryName,
  formatTime,
  namesOfItem,
  placesOf,
} from './describeHistory';
export { describeProperties, namesOfPlan } from './describePlan';
export { describeSwapped } from './describeDone';
export { type Deed } from './describeResults';
export { sortDropped } from './dropped';
export { causeOf, failingAs, type FlowDeps, openSession, OperationError, sentenceOf } from './failure';
export { type DeedKind, kindOf, type LinkDeed } from './linkDeeds';
export { aboutEntries, nameOfId, type Names, namesOf } from './names';
export { payloadAfter, payloadBefore } from './payloads';
export { busy, watched, type Watched } from './progress';
export { countsOf, doubtfulOf, type EntryResult, outcomesOf, sentOf, totalOf } from './results';
export { settledReporter } from './settled';
export {
  describeSwapFailures,
  entriesOf,
  type Swap,
  swapLinks,
  type SwapResult,
  withoutPairs,
} from './swapLinks';
export {
  reportChanges,
  reportDroppedLinks,
  reportFailure,
  reportPartly,
  reportUndone,
  restoreAndTell,
  type Telling,
  undoRecords,
} from './tell';
export {
  describeForgottenChange,
  describeNothing,
  failedToUndo,
  groupKey,
  groupsOf,
  hadNoEffect,
  readHistory,
  restoreBefore,
  standing,
  type Undone,
  undoItems,
} from './undo';
