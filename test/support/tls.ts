import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { request, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A certificate made by the test, with its key. Nobody trusts it. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWish {
  readonly name: string;
  /** Names and IPv4 addresses that it is made for. */
  readonly hosts?: readonly string[];
  /** Left out: it signs itself. */
  readonly issuer?: Authority;
  /** Days from now; below 0 are past. */
  readonly days?: number;
}

export interface Authority extends TestCertificate {
  readonly name: string;
  readonly signingKey: KeyObject;
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const ALT_NAMES = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';

/** An X.509 certificate written by hand, in the few lines of DER that it takes. */
export function makeCertificate({ name, hosts = [], issuer, days = 365 }: CertificateWish): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ECDSA_WITH_SHA256));
  const isAuthority = !issuer && hosts.length === 0;
  const extensions = [
    sequence(oid(BASIC_CONSTRAINTS), octets(sequence(...(isAuthority ? [der(0x01, [0xff])] : [])))),
    ...(hosts.length > 0 ? [sequence(oid(ALT_NAMES), octets(sequence(...hosts.map(altName))))] : []),
  ];
  const body = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, [1, ...randomBytes(8)]),
    algorithm,
    distinguished(issuer?.name ?? name),
    sequence(time(Math.min(days, 0) - 30), time(days)),
    distinguished(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, issuer?.signingKey ?? privateKey);
  const whole = sequence(body, algorithm, der(0x03, [0, ...signature]));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    name,
    signingKey: privateKey,
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

export interface TlsServer {
  readonly port: number;
  /** Connections that were made so far, each with its handshake. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export interface TlsServerOptions {
  readonly host?: string;
  /** Left out: any free one. */
  readonly port?: number;
  /** What the server sends beside its own certificate. */
  readonly chain?: readonly TestCertificate[];
}

/** An HTTPS server on an address of this machine; 127.0.0.2 unless told, which VS Code does not treat as itself. */
export async function startTlsServer(
  { cert, key }: TestCertificate,
  answer: RequestListener,
  { host = '127.0.0.2', port = 0, chain = [] }: TlsServerOptions = {},
): Promise<TlsServer> {
  const server = createServer({ cert: [cert, ...chain.map((one) => one.cert)].join(''), key }, answer);
  let connections = 0;
  server.on('secureConnection', () => (connections += 1));
  server.on('tlsClientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Passes requests on to a server without TLS at `origin`. */
export function passOnTo(origin: string): RequestListener {
  return (incoming, outgoing) => {
    const { method, headers, url = '' } = incoming;
    const passed = request(`${origin}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  };
}

function der(tag: number, content: Uint8Array | readonly number[]): Buffer {
  const bytes = Buffer.from(content);
  const { length } = bytes;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), bytes]);
}

const sequence = (...services: readonly Uint8Array[]) => der(0x30, Buffer.concat(services));
const octets = (content: Uint8Array) => der(0x04, content);

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (value: number): number[] =>
    value < 0x80 ? [value] : [...base128(value >> 7).map((byte) => byte | 0x80), value & 0x7f];
  return der(0x06, [first * 40 + second, ...rest.flatMap(base128)]);
}

function distinguished(name: string): Buffer {
  return sequence(der(0x31, sequence(oid(COMMON_NAME), der(0x0c, Buffer.from(name)))));
}

function altName(host: string): Buffer {
  return /^[\d.]+$/.test(host) ? der(0x87, host.split('.').map(Number)) : der(0x82, Buffer.from(host));
}

function time(days: number): Buffer {
  const text = new Date(Date.now() + days * DAY_MS).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(text));
}
