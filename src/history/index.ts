export { describeForgotten } from './describeAct';
export { type HistoryNode, isHistoryNode, itemOf, itemsOf } from './nodes';
export { historyRows, isInScope, type HistoryRow } from './rows';
export { type HistoryFilter, HistoryView } from './view';
