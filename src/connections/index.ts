export { createConnections, SANDBOX, type ConnectionsOptions } from './connections';
export * from './types';
