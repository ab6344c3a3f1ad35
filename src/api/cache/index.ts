export { DEFAULT_LIMITS, cached, type CachedApi, type CacheOptions } from './cachedApi';
export type { Kind, Limits } from './answers';
