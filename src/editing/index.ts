export * from './errors';
export * from './linkEditor';
