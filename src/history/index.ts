export { describeForgotten } from './forgotten';
export { repairLost } from '../changeFlow/restoreDropped';
export { describeDropped, nameOfSource, partLost, type LostIncoming } from '../changeFlow/describeDropped';
export { payloadAfter, payloadBefore } from '../changeFlow/payloads';
export { pickFromHistory, type HistoryPick } from './pickHistory';
export { groupOf, groupsOf, historyRows, type HistoryAction, type HistoryRow } from './rows';
export { sendGroup, type Ask, type Asking, type SendOptions } from '../changeFlow/runChanges';
export { namesIn, restoreBefore, takeBack, type TakeBackOptions, type TakenBack } from '../changeFlow/undo';
export { byRepository, connectionFor, describeNoConnection } from '../changeFlow/whichConnection';
export {
  describeChanged,
  countsOfItem,
  entryName,
  describeReturned,
  formatTime,
  describePlaces,
} from '../changeFlow/describeHistory';
