export type { Drop } from './drop';
export { entryOf, folderOf, type EntryRef } from './entryOf';
export { entryIcon } from './item';
export * from './nodes';
export { listConnections } from './listing';
export { RepositoryTree, type TreeDeps } from './provider';
export type { PlaceNode } from './reveal';
export { connectionFacts } from './tooltips';
export { createRepositoryView, type RepositoryView } from './view';
