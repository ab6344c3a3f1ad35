export type { Drop } from './dragAndDrop';
export { entryIcon } from './item';
export {
  connectionFacts,
  connectionOf,
  connectionRow,
  entryOf,
  type EntryRef,
  folderOf,
  isConnection,
  isFilter,
  isGroup,
  isLink,
  isNode,
  type LinkNode,
  linkRow,
  linksOf,
  type Node,
  type ParentNode,
  type PlaceNode,
  type Row,
} from './kinds';
export { listConnections } from './listing';
export { treeParts } from './parts';
export { nextIn, placeOf } from './place';
export { RepositoryTree, type TreeDeps } from './provider';
export { registerView } from './registerView';
export type { LinksRead } from './storeUpdates';
export { createRepositoryView, type RepositoryView } from './view';
