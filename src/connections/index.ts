export { createPeopleProvider, type PeopleProvider } from './authentication';
export { isBrowserHere } from './browser';
export { createConnections } from './connections';
export { readOnlyBy } from './connectionSettings';
export * from './types';
