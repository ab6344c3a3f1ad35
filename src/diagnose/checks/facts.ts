import { ApiError, errorCodeOf } from '../../api';
import type { NetworkSettings, Place, Subject } from './types';

/** `skipped`: not checked, or it can't be told; the fact says why. */
export type Outcome = 'ok' | 'warning' | 'failed' | 'skipped';

/** The checks, in the order in which they are made. */
export type CheckId =
  | 'address'
  | 'resolution'
  | 'reachability'
  | 'proxy'
  | 'certificate'
  | 'api'
  | 'clock'
  | 'signIn'
  | 'repository'
  | 'read'
  | 'linkTypes'
  | 'write'
  | 'versions';

/** What a check came to. The host makes sentences of it. */
export interface Finding<F extends Fact = Fact> {
  readonly outcome: Outcome;
  readonly fact: F;
}

export interface CheckFinding extends Finding {
  readonly check: CheckId;
}

export type Fact = CommonFact | NetworkFact | ProxyFact | CertificateFact | ServerFact | RepositoryFact;

/** What every check can come to. */
export type CommonFact =
  /** Not made, since an earlier one failed. */
  | { readonly code: 'blocked'; readonly by: CheckId }
  | { readonly code: 'noAnswerInTime'; readonly limitMs: number }
  | { readonly code: 'failure'; readonly error: unknown }
  | { readonly code: 'nobodySignedIn' };

/** Where the first connection goes. */
export interface Hop extends Place {
  readonly isProxy: boolean;
}

/** Where a proxy was set: the name of the setting or of the environment variable. */
export interface ProxyOrigin {
  readonly kind: 'setting' | 'environment';
  readonly name: string;
}

/** What was found on the way of a first connection, though VS Code may get through by another one. */
interface Obstacle {
  readonly hop: Hop;
  /** The system's code of the failure. */
  readonly errorCode: string | undefined;
  readonly proxyFrom: ProxyOrigin;
  /** VS Code gets an answer all the same. */
  readonly isPassed: boolean;
  /** The name leads to addresses of IPv6 alone. */
  readonly onlyIpV6: boolean;
}

/** The form of the base URL, and the way to the first place on the network. */
export type NetworkFact =
  | { readonly code: 'notBaseUrl' }
  | { readonly code: 'baseUrl'; readonly baseUrl: string; readonly tls: 'used' | 'notUsed' | 'notNeeded' }
  | { readonly code: 'notLookedUp'; readonly proxy: string }
  | { readonly code: 'isAddress'; readonly hop: Hop }
  | { readonly code: 'resolved'; readonly hop: Hop; readonly addresses: readonly string[] }
  | ({ readonly code: 'nameNotFound' } & Obstacle)
  | { readonly code: 'answers'; readonly hop: Hop; readonly ms: number }
  | ({ readonly code: 'refused' } & Obstacle)
  | ({ readonly code: 'unreachable' } & Obstacle);

/** A proxy as people are told of it: without credentials. */
export interface ToldProxy {
  readonly shown: string;
  readonly from: ProxyOrigin;
}

export type ProxyFact =
  | { readonly code: 'proxyIgnored'; readonly from: ProxyOrigin }
  /** `http.proxySupport` has a value that VS Code does not know. */
  | { readonly code: 'supportUnknown'; readonly value: string }
  | { readonly code: 'noProxy'; readonly why: 'loopback' | 'notSet' | 'notSetAsksDesktop' | 'notSetAtAll' }
  | { readonly code: 'noProxy'; readonly why: 'off'; readonly by: string }
  | {
      readonly code: 'noProxy';
      readonly why: 'excepted';
      readonly host: string;
      readonly by: ProxyOrigin;
    }
  | {
      readonly code: 'proxyTaken';
      readonly proxy: ToldProxy;
      readonly how: 'signedIn' | 'through' | 'opens' | 'notAsked';
    }
  | { readonly code: 'noProxyThere'; readonly proxy: ToldProxy }
  /** Not an address that a connection could be made to. */
  | { readonly code: 'noAddressOfProxy'; readonly proxy: ToldProxy }
  | {
      readonly code: 'noWayThrough';
      readonly proxy: ToldProxy;
      readonly errorCode: string | undefined;
      /** VS Code's own fetch has been seen to go through no proxy of this kind. */
      readonly isDoubtful: boolean;
    }
  | {
      readonly code: 'proxyWantsSignIn';
      readonly proxy: ToldProxy;
      /** It got a user name and password already. */
      readonly hasCredentials: boolean;
      /** How it wants them, such as `Basic` or `Negotiate`, as far as it says so. */
      readonly schemes: readonly string[];
    }
  | {
      readonly code: 'proxyRefuses';
      readonly proxy: ToldProxy;
      readonly host: string;
      readonly port: number;
      readonly status: number;
    };

export type CertificateProblem = 'expired' | 'notYetValid' | 'wrongHost' | 'selfSigned' | 'unknownAuthority';

/** The settings that decide which authorities VS Code's own network trusts. */
export type TrustSettings = Pick<NetworkSettings, 'systemCertificates' | 'fetchSupport'>;

/** A certificate as people are told of it. Times are milliseconds since the epoch. */
export interface ToldCertificate {
  readonly protocol: string;
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: number;
  readonly selfSigned: boolean;
  readonly publicAuthority: boolean;
}

export type CertificateFact =
  | { readonly code: 'noTls' }
  | { readonly code: 'certificateHidden' }
  | {
      readonly code: 'notTrusted';
      readonly errorCode: string | undefined;
      readonly settings: TrustSettings;
    }
  | { readonly code: 'noTlsThere'; readonly errorCode: string | undefined }
  | {
      readonly code: 'certificate';
      readonly seen: ToldCertificate;
      /** VS Code trusts it by itself, or by the certificates of the system; undefined: it was not asked. */
      readonly trusted: 'publicly' | 'bySystem' | 'otherwise' | undefined;
      /** A proxy or virus scanner shows its own in place of the server's. */
      readonly isIntercepted: boolean;
      /** Where it ends soon, or is past: whole days from now. */
      readonly daysLeft: number | undefined;
    }
  | {
      readonly code: 'certificateRefused';
      readonly seen: ToldCertificate;
      readonly problem: CertificateProblem;
      readonly errorCode: string | undefined;
      readonly isIntercepted: boolean;
      readonly host: string;
      /** The hosts it is made for; undefined where ours is among them. */
      readonly otherHosts: readonly string[] | undefined;
      /** By the clock of this computer, in milliseconds since the epoch. */
      readonly now: number;
      readonly settings: TrustSettings;
    };

export type ServerFact =
  | { readonly code: 'redirected'; readonly origin: string | undefined }
  | { readonly code: 'proxyInBetween' }
  | { readonly code: 'serverFails'; readonly status: number }
  | { readonly code: 'limitReached' }
  /** IIS asks before the API does. */
  | { readonly code: 'windowsAuthentication' }
  | { readonly code: 'webPage'; readonly status: number }
  | { readonly code: 'nothingThere' }
  | { readonly code: 'unlikeApi'; readonly status: number }
  | { readonly code: 'apiAnswers'; readonly status: number }
  | { readonly code: 'timeNotTold' }
  /** Positive: the clock of this computer is ahead. */
  | {
      readonly code: 'skew';
      readonly seconds: number;
      readonly isNotable: boolean;
      readonly kind: Subject['kind'];
    }
  | {
      readonly code: 'versions';
      readonly hasV2: boolean;
      /** Names of software with their versions, as the server tells them; without a name where it tells none. */
      readonly software: readonly { readonly name: string | undefined; readonly version: string }[];
      /** Headers that tell of software. */
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    };

/** Sign-in, repository and rights; that to write as far as it can be told without writing. */
export type RepositoryFact =
  | { readonly code: 'signedIn'; readonly kind: Subject['kind']; readonly minutes: number }
  | { readonly code: 'signInStopped' }
  | {
      readonly code: 'signInRefused';
      readonly kind: Exclude<Subject['kind'], 'sandbox'>;
      readonly errorCode: number | undefined;
    }
  | { readonly code: 'repository'; readonly repoId: string; readonly name: string | undefined }
  | { readonly code: 'repositoryUnlisted'; readonly repoId: string }
  | { readonly code: 'repositoryAnswers'; readonly repoId: string }
  | { readonly code: 'noRepository'; readonly repoId: string }
  | { readonly code: 'noRepositoryForMe'; readonly repoId: string; readonly others: readonly string[] }
  | {
      readonly code: 'rootReadable';
      readonly name: string;
      /** Whether it has a second page, which could be read as well. */
      readonly pages: 'one' | 'several';
      /** Where the server says the second page is, if that is not where we reach it: `https://inner:8443/Base`. */
      readonly serverSays: string | undefined;
      /** Where we reach it. */
      readonly baseUrl: string;
    }
  /** The server says that the second page is where our sign-in must not go. */
  | { readonly code: 'pagesElsewhere'; readonly serverSays: string; readonly baseUrl: string }
  | { readonly code: 'secondPageFails'; readonly error: unknown }
  | { readonly code: 'rootNotListed' }
  | { readonly code: 'rootClosed'; readonly errorCode: number | undefined }
  | { readonly code: 'linkTypes'; readonly count: number }
  | { readonly code: 'readOnly'; readonly by: 'setting' | 'connection' }
  | { readonly code: 'tokenMayWrite' }
  | { readonly code: 'tokenMayRead' }
  | { readonly code: 'rightsNotTold' };

export const ok = (fact: Fact): Finding => ({ outcome: 'ok', fact });
export const warning = (fact: Fact): Finding => ({ outcome: 'warning', fact });
export const failed = (fact: Fact): Finding => ({ outcome: 'failed', fact });
export const skipped = (fact: Fact): Finding => ({ outcome: 'skipped', fact });

/** Whatever carries a code of the system came from the network. */
export function failedBy(error: unknown): Finding {
  const isNetwork = !(error instanceof ApiError) && errorCodeOf(error) !== undefined;
  return failed({
    code: 'failure',
    error: isNetwork ? new ApiError('network', '', { cause: error }) : error,
  });
}
