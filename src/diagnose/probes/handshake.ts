import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, rootCertificates, type TLSSocket } from 'node:tls';
import type { Certificate, Handshake, HttpProxy, Place } from '../checks';
import { connected, openTunnel } from './sockets';

/** Looks at a server's certificate without trusting it, and sends nothing over the connection. */
export async function lookAtCertificate(
  to: Place,
  proxy: HttpProxy | undefined,
  signal: AbortSignal,
): Promise<Handshake> {
  const socket = proxy ? await throughProxy(proxy, to, signal) : await connected(to, signal);
  try {
    return await shakeHands(socket, to.host, signal);
  } finally {
    socket.destroy();
  }
}

async function throughProxy(proxy: HttpProxy, to: Place, signal: AbortSignal): Promise<Socket> {
  const { socket, answer } = await openTunnel(proxy, to, signal);
  if (answer.status >= 200 && answer.status < 300) return socket;
  socket.destroy();
  throw new Error(`The proxy answers ${answer.status}.`);
}

function shakeHands(socket: Socket, host: string, signal: AbortSignal): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    const onClose = () => reject(new Error('The server closed the connection.'));
    const secure: TLSSocket = connect({
      socket,
      // Whoever it is shall say so; whether to believe it is not decided here.
      rejectUnauthorized: false,
      ...(isIP(host) ? {} : { servername: host }),
    });
    signal.addEventListener('abort', onAbort, { once: true });
    secure.once('error', reject).once('close', onClose);
    secure.once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort);
      try {
        resolve(describe(secure, host));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      secure.destroy();
    });
  });
}

function describe(secure: TLSSocket, host: string): Handshake {
  const own = secure.getPeerX509Certificate();
  if (!own) throw new Error('The server showed no certificate.');
  return {
    protocol: (secure.getProtocol() ?? 'TLS').replace(/^TLSv/, 'TLS '),
    certificate: readCertificate(own),
    publicAuthority: chainOf(own).some(isVouchedFor),
    matchesHost: (isIP(host) ? own.checkIP(host) : own.checkHost(host)) !== undefined,
  };
}

export function readCertificate(certificate: X509Certificate): Certificate {
  const { subject, issuer, subjectAltName = '', validFrom, validTo } = certificate;
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    names: subjectAltName.split(', ').flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? []),
    validFrom: Date.parse(validFrom),
    validTo: Date.parse(validTo),
    selfSigned: certificate.checkIssued(certificate),
  };
}

/** As the server sent them, its own first. */
function chainOf(own: X509Certificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (
    let at: X509Certificate | undefined = own;
    at && chain.length < 10 && !chain.some(({ fingerprint256 }) => fingerprint256 === at?.fingerprint256);
    at = at.issuerCertificate
  )
    chain.push(at);
  return chain;
}

let known: readonly X509Certificate[] | undefined;

/** Whether a certificate is, or was issued by, an authority that Node brings along. */
function isVouchedFor(certificate: X509Certificate): boolean {
  known ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return known.some(
    (root) =>
      root.fingerprint256 === certificate.fingerprint256 ||
      (certificate.checkIssued(root) && certificate.verify(root.publicKey)),
  );
}

/** The common name, or what comes closest, of `C=US\nO=Some\nCN=server`. */
function nameOf(distinguished: string): string {
  const part = (key: string) =>
    distinguished
      .split('\n')
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1);
  const [common, organisation] = [part('CN'), part('O')];
  if (common === undefined) return organisation ?? 'nobody in particular';
  return organisation === undefined || organisation === common ? common : `${common} (${organisation})`;
}
