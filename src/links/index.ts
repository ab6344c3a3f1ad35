export * from './describe';
export * from './linkTypes';
export * from './model';
export * from './payload';
export * from './plan';
export * from './read';
