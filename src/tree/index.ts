export type { Drop } from './dragAndDrop';
export { entryIcon } from './item';
export { badSearch, badSearchRow, search, searchRow } from './kinds/search';
export { foundGroup, foundGroups } from './kinds/foundGroup';
export {
  addKinds,
  connectionFacts,
  connectionOf,
  connectionRow,
  type EntryNode,
  entryOf,
  type EntryRef,
  folderOf,
  isBadSearch,
  isConnection,
  isEntry,
  isFilter,
  isGroup,
  isLink,
  isNode,
  isSearch,
  type LinkNode,
  linkRow,
  linksOf,
  type Node,
  type ParentNode,
  type PlaceNode,
  type Row,
  rowsIn,
  type SearchNode,
  topOf,
} from './kinds';
export { listConnections } from './listing';
export { treeParts } from './parts';
export { nextIn, placeOf } from './place';
export { RepositoryTree, type TreeDeps } from './provider';
export { registerView } from './registerView';
export type { LinksRead } from './storeUpdates';
export { createRepositoryView, type RepositoryView, type ViewDeps } from './view';
