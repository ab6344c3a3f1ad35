export * from './errors';
export * from './repository';
export * from './transport';
export * from './types';
