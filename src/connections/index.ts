export { AUTHENTICATION, registerAuthentication } from './authentication';
export { isBrowserHere } from './browser';
export { createConnections, SANDBOX, type ConnectionsOptions } from './connections';
export { readOnlyBy } from './readOnly';
export * from './types';
