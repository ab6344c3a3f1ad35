import { createPrivateKey, sign } from 'node:crypto';
import type { AccessKey } from './accessKey';

/** Laserfiche takes assertions for up to an hour. Seconds. */
const LIFE = 3600;
/** Issued a little earlier than now, so that a server whose clock is slightly behind takes it too. Seconds. */
const EARLIER = 30;

/**
 * The assertion a service app proves itself with: a JWT signed with ES256 (guide "Creating an OAuth Service App"),
 * claims and header as Laserfiche's own client libraries write them.
 * @param now the server's time as far as it is known, in milliseconds since the epoch.
 */
export function clientAssertion(accessKey: AccessKey, servicePrincipalKey: string, now: number): string {
  const { clientId, jwk } = accessKey;
  const issuedAt = Math.floor(now / 1000) - EARLIER;
  const header = { alg: 'ES256', typ: 'JWT', kid: jwk.kid };
  const claims = {
    client_id: clientId,
    client_secret: servicePrincipalKey,
    aud: 'laserfiche.com',
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + LIFE,
  };
  const signed = `${encode(header)}.${encode(claims)}`;
  // A JWT has the two numbers of the signature side by side, not in ASN.1.
  const signature = sign('sha256', Buffer.from(signed), {
    key: createPrivateKey({ key: { ...jwk }, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  });
  return `${signed}.${signature.toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
