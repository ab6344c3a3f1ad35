export { describeForgotten } from './forgotten';
export { pickFromHistory, type HistoryPick } from './pickHistory';
export { groupOf, historyRows, type HistoryAction, type HistoryRow } from './rows';
