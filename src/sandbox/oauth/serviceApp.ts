import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';

/** The account that all of the demo belongs to. */
export const DEMO_CUSTOMER_ID = '123456789';

/** The public half of an access key. */
export interface PublicJwk {
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
export function createServiceApp(): ServiceApp {
  const clientId = randomUUID();
  const kid = randomBytes(16).toString('base64url');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d, x, y } = privateKey.export({ format: 'jwk' });
  const publicJwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' } as const;
  const jwk = { ...publicJwk, use: 'sig', kid, d };
  // A domain of the cloud that does not exist: used by mistake, the key goes nowhere.
  const exported = { customerId: DEMO_CUSTOMER_ID, clientId, domain: 'sandbox.laserfiche.com', jwk };
  return {
    clientId,
    kid,
    publicJwk,
    servicePrincipalKey: randomBytes(15).toString('base64url'),
    accessKey: Buffer.from(JSON.stringify(exported)).toString('base64'),
  };
}
