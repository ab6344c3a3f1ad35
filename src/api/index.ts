export { readRepositories, toWireLink, toWirePayload, type WireAssignment, type WireLink } from './answers';
export * from './baseUrl';
export * from './client';
export * from './curl';
export * from './entryReference';
export * from './errors';
export type { Exchange } from './exchange';
export * from './fetchTransport';
export {
  createHttp,
  type ApiRequest,
  type Http,
  type HttpOptions,
  type RequestPriority,
  type Send,
} from './http';
export * from './limits';
export * from './loopbackError';
export * from './oauth';
export * from './passwordSignIn';
export type { Holdup, Priority, Ticket } from './pipeline/gate';
export { DEFAULT_RETRY, type Repeat, type RetryPolicy } from './pipeline/retryPolicy';
export * from './repository';
export * from './searchCommand';
export * from './signIn';
export { nodeTimers, type Timers } from './timers';
export * from './transport';
export { linksUrl } from './urls';
export * from './webClient';
export { untilAborted } from './abort';
