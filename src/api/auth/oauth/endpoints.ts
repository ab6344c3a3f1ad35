import { SignInAddressError, type CloudDomainProblem } from '../errors';

/** A region of Laserfiche Cloud. */
export interface CloudRegion {
  readonly domain: string;
  readonly name: string;
}

/** The regions Laserfiche publishes. Accounts of other regions type their domain. */
export const CLOUD_REGIONS: readonly CloudRegion[] = [
  { domain: 'laserfiche.com', name: 'United States' },
  { domain: 'laserfiche.ca', name: 'Canada' },
  { domain: 'eu.laserfiche.com', name: 'European Union' },
];

/** What a text used as the domain of a Laserfiche Cloud region is not; `undefined` when it can be one. */
export function cloudDomainProblem(domain: string): CloudDomainProblem | undefined {
  if (domain === '') return 'empty';
  if (domain.length > 200 || !/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(domain))
    return 'notDomain';
  return /(^|\.)laserfiche\.(com|ca)$/.test(domain) ? undefined : 'foreignDomain';
}

/**
 * Base URL of the Repository API in a region: `https://api.{domain}/repository`.
 * @throws SignInAddressError
 */
export function cloudBaseUrl(domain: string): string {
  return `https://api.${requireCloudDomain(domain)}/repository`;
}

/** Where tokens come from. */
export interface SignInEndpoints {
  /** Opened in the person's browser. */
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
}

export interface SignInPlace {
  /** Domain of the region, for example `eu.laserfiche.com`. */
  readonly domain: string;
  /**
   * Origin of a sign-in server on this machine in place of the cloud's, for the sandbox: `http://127.0.0.1:49152`.
   * Chosen by code or a person, never taken from what a server sent.
   */
  readonly signInOrigin?: string | undefined;
}

/**
 * `https://signin.{domain}/oauth/Authorize` and `…/Token`.
 * @throws SignInAddressError
 */
export function signInEndpoints({ domain, signInOrigin }: SignInPlace): SignInEndpoints {
  const origin =
    signInOrigin === undefined
      ? `https://signin.${requireCloudDomain(domain)}`
      : requireLoopbackOrigin(signInOrigin);
  return { authorizeUrl: `${origin}/oauth/Authorize`, tokenUrl: `${origin}/oauth/Token` };
}

function requireCloudDomain(domain: string): string {
  const problem = cloudDomainProblem(domain);
  if (problem) throw new SignInAddressError(problem);
  return domain;
}

/** Keys must not leave the machine by this way, least of all without TLS. */
function requireLoopbackOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isOrigin = url?.origin === origin.replace(/\/$/, '') && /^https?:$/.test(url.protocol);
  if (!url || !isOrigin || !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    throw new SignInAddressError('notLoopback');
  return url.origin;
}
