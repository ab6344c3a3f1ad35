export * from './ids';
export * from './journalNotices';
export * from './log';
export * from './oneLine';
export * from './plural';
export * from './settings';
export * from './words';
