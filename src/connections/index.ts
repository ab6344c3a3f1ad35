export { createPeopleProvider, type PeopleProvider } from './authentication';
export { isBrowserHere } from './browser';
export { createConnections, type ConnectionsOptions } from './connections';
export { readOnlyBy } from './connectionSettings';
export { SANDBOX } from './saved';
export * from './types';
