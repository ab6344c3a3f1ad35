export { pickFromHistory, type HistoryPick } from './pickHistory';
export { describeForgotten, historyRows, type HistoryAction, type HistoryRow } from './rows';
