export type * from './types';
export { CHECK_IDS, CHECKS, findAll } from './checks';
export type { AuditSet, AuditState, StateStore } from './state';
