export {
  parseAccessKey,
  type AccessKey,
  type AccessKeyMember,
  type AccessKeyProblem,
  type ParsedAccessKey,
  type SigningKey,
} from './accessKey';
export { signInInBrowser, type BrowserSignInOptions } from './browserSignIn';
export {
  CLOUD_REGIONS,
  cloudBaseUrl,
  cloudDomainProblem,
  SignInAddressError,
  type CloudDomainProblem,
  type CloudRegion,
  type SignInPlace,
} from './endpoints';
export { OAuthSignIn, type OAuthSignInOptions } from './oauthSignIn';
export { ServiceAppSignIn, type ServiceAppOptions } from './serviceAppSignIn';
export {
  parseTokens,
  serializeTokens,
  type StoredTokens,
  type TokenStore,
  type TokenLock,
} from './tokenStore';
