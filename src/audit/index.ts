export type * from './types';
export { CHECK_IDS, CHECKS, findAll } from './checks';
export { auditLinks, type AuditJob, type AuditResult } from './run';
export type { AuditProgress } from './progress';
export type { AuditSet, AuditState, StateStore } from './state';
export { type Report, type ReportRow, type ReportWords, toCsv, toJson, toMarkdown } from './exports';
