export { repairLost } from './lostIncoming';
export { lostWords, nameOfSource, partLost, type LostIncoming } from './lostWords';
export { payloadBefore } from './payloads';
export { pickFromHistory, type HistoryPick } from './pickHistory';
export { groupOf, groupsOf, historyRows, type HistoryAction, type HistoryRow } from './rows';
export { sendGroup, type Ask, type Asking, type SendOptions } from './sendGroup';
export {
  connectionIdOf,
  namesIn,
  restoreBefore,
  takeBack,
  type TakeBackOptions,
  type TakenBack,
} from './takeBack';
export { changedWords, countsOfItem, entryName, returnedWords, timeWords, whereWords } from './words';
