export * from './arguments';
export * from './fields';
export * from './links';
