export { type Command, type CommandFacts, toCommand } from './command';
export { SearchError, type SearchReason } from './errors';
export { holds, isMeant, matches } from './matches';
export { isMoment } from './moments';
export { matchesPattern } from './pattern';
export * from './query';
export {
  createSearches,
  type FindOptions,
  type Found,
  type FoundPage,
  type RunOptions,
  type RunProgress,
  type Searches,
  type SearchesOptions,
} from './searches';
export { problemOf, readSavedSearches, type SavedSearch, type SavedSearchProblem } from './saved';
