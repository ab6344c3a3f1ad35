export { createPeopleProvider, type PeopleProvider } from './authentication';
export { isBrowserHere } from './browser';
export { createConnections } from './connections';
export { readOnlyBy } from './connectionSettings';
export { rootIdOf } from './saved';
export * from './types';
