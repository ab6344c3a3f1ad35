export {
  LoopbackError,
  SignInAddressError,
  type CloudDomainProblem,
  type LoopbackReason,
} from './auth/errors';
export * from './errorCode';
export { parseAccessKey, type AccessKey, type AccessKeyProblem } from './auth/oauth/accessKey';
export { signInInBrowser } from './auth/oauth/browserSignIn';
export { CLOUD_REGIONS, cloudBaseUrl, cloudDomainProblem } from './auth/oauth/endpoints';
export { OAuthSignIn } from './auth/oauth/oauthSignIn';
export { ServiceAppSignIn } from './auth/oauth/serviceAppSignIn';
export {
  parseTokens,
  serializeTokens,
  type StoredTokens,
  type TokenLock,
  type TokenStore,
} from './auth/oauth/tokens';
export { PasswordSignIn } from './auth/passwordSignIn';
export { secretFinder } from './auth/secrets';
export type { AccessToken, SignIn, SignInHttp } from './auth/token';
export { BaseUrlError, normalizeBaseUrl, type BaseUrlProblem } from './baseUrl';
export { textOfFile } from './pastedText';
export { readServerAddress, type ServerAddress } from './serverAddress';
export { readEntryPath } from './entryPath';
export { parseEntryReference, type EntryReference } from './entryReference';
export * from './errors';
export { cancelled, untilAborted } from './http/abort';
export type { Exchange } from './http/attempt';
export { nodeTimers, setTimer, type SetTimer, type Timers } from './http/clock';
export { readableBody, toCurl } from './http/curl';
export { connectionCodeOf, hasNoRoute, tlsFailureOf } from './http/connectionErrors';
export { createHttp, type HttpOptions } from './http/http';
export { asksForWindows } from './http/problem';
export { around, type Http, type Priority, type Send, type Ticket } from './http/request';
export type { Throttle } from './http/requestQueue';
export { fetchTransport, nodeFetchTransport, type Transport, type TransportResponse } from './http/transport';
export * from './repository';
export {
  cachedRepository,
  createRepositoryApi,
  listRepositories,
  type CachedApi,
  type RepositoryApiOptions,
} from './v1/client';
export type { WireLink } from './v1/codec';
export {
  payloadOf,
  readStoredAssignment,
  readStoredLink,
  readStoredLinkType,
  toWireLink,
} from './v1/payload';
export { foreignPlaceOfNextPage } from './v1/nextPlace';
export { repositoriesPath } from './v1/paths';
export { webClientEntryUrl } from './v1/webClient';
