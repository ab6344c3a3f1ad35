export * from './warnings';
export * from './conflict';
export * from './link';
export * from './plan';
export * from './entry';
export * from './entryLinks';
export * from './repository';
export * from './inertText';
