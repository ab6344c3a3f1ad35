import { webcrypto } from 'node:crypto';
import { oauthProblem } from '../http/problems';
import { isObject } from '../http/requests';
import type { ServiceApp } from './oauth';
import { constantTimeEqual } from './secrets';

/** Laserfiche takes assertions that live up to an hour. Seconds. */
const MAX_LIFETIME_S = 3600;

/** The server's clock, and how far others may be from it, both in seconds. */
export interface AssertionClock {
  readonly now: number;
  readonly skew: number;
}

/**
 * Checks the assertion of a service app: a JWT signed with ES256 by the app's access key, whose claims name the app, its
 * service principal key, the audience and the time. Throws a problem when anything is wrong.
 */
export async function requireAssertion(jwt: string, app: ServiceApp, clock: AssertionClock): Promise<void> {
  const parts = jwt.split('.');
  const [head = '', body = '', signature = ''] = parts;
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)))
    throw oauthProblem(400, 'invalid_request', 'The client assertion is malformed.');
  const header = decode(head);
  if (header['alg'] !== 'ES256') throw refused('the algorithm must be ES256');
  if (header['kid'] !== app.kid) throw refused('the key id is unknown');
  if (!(await isSigned(`${head}.${body}`, signature, app)))
    throw refused('the signature is not that of the key');
  const wrong = wrongClaim(decode(body), app, clock);
  if (wrong !== undefined) throw refused(wrong);
}

function wrongClaim(
  claims: Readonly<Record<string, unknown>>,
  app: ServiceApp,
  { now, skew }: AssertionClock,
): string | undefined {
  const { client_id: clientId, client_secret: secret, aud, iat, nbf, exp } = claims;
  if (clientId !== app.clientId) return 'client_id is unknown';
  if (typeof secret !== 'string' || !constantTimeEqual(secret, app.servicePrincipalKey))
    return 'client_secret is wrong';
  if (aud !== 'laserfiche.com') return 'aud must be "laserfiche.com"';
  if (!isTime(iat) || !isTime(nbf) || !isTime(exp))
    return 'iat, nbf and exp must be whole seconds since 1970';
  if (iat > now + skew || nbf > now + skew) return 'it is not valid yet';
  if (exp <= now - skew) return 'it has expired';
  if (exp - iat > MAX_LIFETIME_S) return 'it lives longer than an hour';
  return undefined;
}

async function isSigned(signed: string, signature: string, { publicJwk }: ServiceApp): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await webcrypto.subtle.importKey('jwk', { ...publicJwk }, curve, false, ['verify']);
  const bytes = Buffer.from(signature, 'base64url');
  return webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes, Buffer.from(signed));
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (isObject(json)) return json;
  } catch {
    // Answered below, as JSON that is no object is.
  }
  throw oauthProblem(400, 'invalid_request', 'The client assertion is malformed.');
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value);

const refused = (why: string) =>
  oauthProblem(401, 'invalid_client', `The client_id is invalid or authentication failed: ${why}.`);
