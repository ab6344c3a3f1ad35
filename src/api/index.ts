export {
  readRepositories,
  readStoredAssignment,
  readStoredLink,
  toWireLink,
  toWirePayload,
  type WireAssignment,
  type WireLink,
} from './v1/codec';
export * from './baseUrl';
export * from './v1/client';
export * from './http/curl';
export * from './entryReference';
export * from './errors';
export type { Exchange } from './http/exchange';
export * from './http/fetchTransport';
export {
  createHttp,
  type ApiRequest,
  type Http,
  type HttpOptions,
  type RequestPriority,
  type Send,
} from './http/http';
export * from './http/limits';
export * from './auth/loopbackError';
export * from './auth/oauth';
export * from './auth/passwordSignIn';
export type { Throttle, Priority, Ticket } from './http/requestQueue';
export { DEFAULT_RETRY, type RetryRule, type RetryPolicy } from './http/retryPolicy';
export * from './repository';
export * from './v1/searchCommand';
export * from './auth/signIn';
export { nodeTimers, setTimer, type SetTimer, type Timers } from './http/timers';
export * from './http/transport';
export { linksUrl } from './v1/paths';
export * from './v1/webClient';
export { untilAborted } from './http/abort';
export { type CachedApi, cached } from './cache/cachedApi';
export { cancelled } from './http/abort';
export { secretFinder } from './auth/secrets';
