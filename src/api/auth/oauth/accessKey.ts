import { createECDH } from 'node:crypto';
import type { CloudDomainProblem } from '../errors';
import { pasted, textOfFile, UNSEEN } from '../../pastedText';
import { cloudDomainProblem } from './endpoints';
import { findAccessKeys } from './findAccessKeys';

/** The private key of a service app, as a JSON Web Key on the curve P-256. All values but `kid` are base64url. */
export interface SigningKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly kid: string;
  readonly d: string;
  readonly x: string;
  readonly y: string;
}

/** The access key of a service app, as the Laserfiche Developer Console exports it. */
export interface AccessKey {
  readonly customerId: string;
  readonly clientId: string;
  /** Domain of the region, for example `eu.laserfiche.com`. */
  readonly domain: string;
  readonly jwk: SigningKey;
}

/** What a text used as an access key is not. It names places in the key, never a value. */
export type AccessKeyProblem =
  | { readonly kind: 'empty' }
  /** Neither base64 nor JSON: a part may be missing, or another text was pasted. */
  | { readonly kind: 'notBase64' }
  /** Base64, but of something else or cut off. */
  | { readonly kind: 'notJson' }
  | { readonly kind: 'notObject' }
  /** Different keys stand in it: nobody guesses which one is meant. */
  | { readonly kind: 'several' }
  /** `member` is missing, empty or not text; `jwk.d` missing means that it is a public key. */
  | { readonly kind: 'missing'; readonly member: AccessKeyMember }
  | { readonly kind: 'domain'; readonly problem: CloudDomainProblem }
  /** `jwk.kty` is not EC, or `jwk.crv` not P-256. */
  | { readonly kind: 'notP256' }
  /** The numbers of the key are no point of the curve, or do not belong together. */
  | { readonly kind: 'keyDamaged' };

export type AccessKeyMember =
  | 'customerId'
  | 'clientId'
  | 'domain'
  | 'jwk'
  | 'jwk.kty'
  | 'jwk.crv'
  | 'jwk.kid'
  | 'jwk.d'
  | 'jwk.x'
  | 'jwk.y';

export type ParsedAccessKey =
  | { readonly ok: true; readonly accessKey: AccessKey }
  | { readonly ok: false; readonly problem: AccessKeyProblem };

/**
 * Reads an access key as it was pasted or stands in its file: base64 of JSON, or that JSON. What stands
 * around it is passed over, as long as it is one key. Fit for validation while typing: nothing is thrown, nothing is sent.
 */
export function parseAccessKey(text: string): ParsedAccessKey {
  try {
    return { ok: true, accessKey: readAccessKey(text) };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.problem };
    throw error;
  }
}

class Problem extends Error {
  constructor(readonly problem: AccessKeyProblem) {
    super(problem.kind);
  }
}

type Json = Readonly<Record<string, unknown>>;

function readAccessKey(text: string): AccessKey {
  try {
    return checked(parseObject(decode(text)));
  } catch (error) {
    // It may stand in something else: a script, a file of variables, settings.
    const [found, another] = findAccessKeys(text.replaceAll(UNSEEN, ''));
    if (!found) throw error;
    if (another) throw new Problem({ kind: 'several' });
    return checked(found);
  }
}

function checked(json: Json): AccessKey {
  const customerId = member(json, 'customerId');
  const clientId = member(json, 'clientId');
  const domain = member(json, 'domain').toLowerCase();
  const problem = cloudDomainProblem(domain);
  if (problem) throw new Problem({ kind: 'domain', problem });
  const jwk = json['jwk'];
  if (!isObject(jwk)) throw new Problem({ kind: 'missing', member: 'jwk' });
  return { customerId, clientId, domain, jwk: readSigningKey(jwk) };
}

function decode(text: string): string {
  const bare = pasted(text);
  if (bare === '') throw new Problem({ kind: 'empty' });
  if (bare.startsWith('{')) return bare;
  const base64 = bare
    .replace(/\s+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={0,2}$/, '');
  if (!/^[A-Za-z0-9+/]+$/.test(base64) || base64.length % 4 === 1) throw new Problem({ kind: 'notBase64' });
  return textOfFile(Buffer.from(base64, 'base64'));
}

function parseObject(text: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the key.
    throw new Problem({ kind: 'notJson' });
  }
  if (!isObject(json)) throw new Problem({ kind: 'notObject' });
  return json;
}

function readSigningKey(jwk: Json): SigningKey {
  if (member(jwk, 'kty', 'jwk.kty') !== 'EC' || member(jwk, 'crv', 'jwk.crv') !== 'P-256')
    throw new Problem({ kind: 'notP256' });
  const key: SigningKey = {
    kty: 'EC',
    crv: 'P-256',
    kid: member(jwk, 'kid', 'jwk.kid'),
    d: member(jwk, 'd', 'jwk.d'),
    x: member(jwk, 'x', 'jwk.x'),
    y: member(jwk, 'y', 'jwk.y'),
  };
  if (!isWhole(key)) throw new Problem({ kind: 'keyDamaged' });
  return key;
}

/** Whether the public point is the one that follows from the private number: OpenSSL takes any pair. */
function isWhole({ d, x, y }: SigningKey): boolean {
  try {
    const curve = createECDH('prime256v1');
    curve.setPrivateKey(Buffer.from(d, 'base64url'));
    const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    return curve.getPublicKey().equals(Buffer.concat(point));
  } catch {
    return false;
  }
}

function member(json: Json, name: string, place: string = name): string {
  const value = json[name];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  // The names are written out at each call.
  throw new Problem({ kind: 'missing', member: place as AccessKeyMember });
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
