import { generateKeyPairSync, webcrypto } from 'node:crypto';
import type { AccessKey } from '../../src/api';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

/** A service app's access key, made by the test. */
export function newAccessKey(): AccessKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d = '', x = '', y = '' } = privateKey.export({ format: 'jwk' });
  return {
    customerId: '123456789',
    clientId: 'b5a7e1f0-app',
    domain: 'eu.laserfiche.com',
    jwk: { kty: 'EC', crv: 'P-256', kid: 'the-kid', d, x, y },
  };
}

/** As the Developer Console exports it. */
export function exported(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64');
}

/** The parts of a JWT, decoded by hand. */
export function decodeJwt(jwt: string) {
  const [head = '', body = '', signature = ''] = jwt.split('.');
  const json = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: json(head), claims: json(body), signed: `${head}.${body}`, signature };
}

/** Whether a JWT was signed with the private half of a key, by WebCrypto. */
export async function isSignedBy(jwt: string, { x, y }: { x: string; y: string }): Promise<boolean> {
  const { signed, signature } = decodeJwt(jwt);
  const key = await webcrypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, CURVE, false, [
    'verify',
  ]);
  return webcrypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    Buffer.from(signature, 'base64url'),
    Buffer.from(signed),
  );
}

/** A JWT with any header and claims, signed by WebCrypto. */
export async function signJwt(header: unknown, claims: unknown, jwk: AccessKey['jwk']): Promise<string> {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  const { kty, crv, d, x, y } = jwk;
  const key = await webcrypto.subtle.importKey('jwk', { kty, crv, d, x, y }, CURVE, false, ['sign']);
  const signature = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}
