export { MAX_CONCURRENCY, mapConcurrent, priorityOf } from './batch';
export { systemClock, type EditingClock } from './clock';
export {
  EditError,
  type EditErrorDetails,
  type EditErrorOf,
  type EditErrorReason,
  type ReadOnlySwitch,
} from './errors';
export * from './journal/fileJournal';
export { JournalFollower, type ChangedElsewhere } from './journal/follower';
export * from './journal/journal';
export type { JournalLimits } from './journal/retention';
export * from './linkEditor';
export { repairOf } from './droppedIncoming';
export { nodeDisk, writeDurably, type Disk, type OpenFile } from './storage/disk';
export type { Owners } from './storage/owner';
export * from './lock/fileLock';
export * from './lock/lock';
export * from './types';
export { happened, lastUndoable, takenBack, undoChange, undoEdit, type Happened } from './undo';
