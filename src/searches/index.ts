export { type Arrangement, type GroupBy, type SortBy } from './arrange';
export { describeCondition } from './describeCondition';
export { describeSearch } from './describeSearch';
export {
  type NamedSearch,
  type RecentItem,
  type SavedItem,
  type SearchItem,
  type SearchStore,
} from './store';
export { createSearchesView, type SearchesDeps, type SearchesView } from './view';
