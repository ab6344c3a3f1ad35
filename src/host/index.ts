export * from './ids';
export * from './log';
export * from './oneLine';
export * from './plural';
export * from './settings';
export * from './words';
