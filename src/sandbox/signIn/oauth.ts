import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { OAuthLifetimes } from '../options';
import { PeopleSignIns } from './people';

/** The account that all of the demo belongs to. */
export const DEMO_CUSTOMER_ID = '123456789';
/** The demo's single-page app. */
export const DEMO_CLIENT_ID = 'laserfiche-links-demo';
/** The real service takes registered addresses only; the demo's app takes every port of `localhost`. */
export const DEMO_REDIRECT = /^http:\/\/localhost:\d{1,5}\/callback$/;
/** What apps of the demo may be allowed to do. */
const KNOWN_SCOPES: ReadonlySet<string> = new Set(['repository.Read', 'repository.Write']);

/** Sign-in as Laserfiche Cloud has it, with one service app and one single-page app. */
export interface OAuth {
  readonly lifetimes: Readonly<OAuthLifetimes>;
  readonly serviceApp: ServiceApp;
  readonly people: PeopleSignIns;
}

/** `now` in milliseconds since 1970. */
export function createOAuth(lifetimes: Readonly<OAuthLifetimes>, now: () => number): OAuth {
  return { lifetimes, serviceApp: createServiceApp(), people: new PeopleSignIns(lifetimes, now) };
}

/** Whether all scopes of a blank-separated list are known. False for an empty list. */
export function areKnownScopes(scope: string): boolean {
  const names = scope.split(' ').filter((name) => name !== '');
  return names.length > 0 && names.every((name) => KNOWN_SCOPES.has(name));
}

/** The public half of an access key. */
interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** A service app as the server knows it, and what its owner was given once. */
export interface ServiceApp {
  readonly clientId: string;
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  readonly servicePrincipalKey: string;
  /** What the Developer Console would export: base64 of JSON with the private key. */
  readonly accessKey: string;
}

/** A service app with keys of its own. */
function createServiceApp(): ServiceApp {
  const clientId = randomUUID();
  const kid = randomBytes(16).toString('base64url');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d, x, y } = privateKey.export({ format: 'jwk' });
  const publicJwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' } as const;
  const jwk = { ...publicJwk, use: 'sig', kid, d };
  // There is no such domain, so a key that is used by mistake is sent nowhere.
  const exported = { customerId: DEMO_CUSTOMER_ID, clientId, domain: 'sandbox.laserfiche.com', jwk };
  return {
    clientId,
    kid,
    publicJwk,
    servicePrincipalKey: randomBytes(15).toString('base64url'),
    accessKey: Buffer.from(JSON.stringify(exported)).toString('base64'),
  };
}
