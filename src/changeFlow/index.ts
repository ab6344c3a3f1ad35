export { confirmPreviewed, confirmReviews, type ConfirmOptions } from './confirm';
export { settleConflict } from './conflicts';
export { entryNameIn, namesFrom, type Names } from './names';
export { formatCounts, describePlan, type NamedReview } from './describePlan';
export { type Ask, sendGroup, type Asking } from './runChanges';
export { describeDropped, nameOfSource, partLost } from './describeDropped';
export { repairLost } from './restoreDropped';
export {
  describeChanged,
  countsOfItem,
  entryName,
  describePlaces,
  describeReturned,
  formatTime,
  describeCause,
  describeOutcome,
} from './describeHistory';
export { byRepository, connectionFor, describeNoConnection } from './whichConnection';
export { namesIn, takeBack, type TakenBack, type TakeBackOptions, restoreBefore } from './undo';
export { payloadAfter, payloadBefore } from './payloads';
