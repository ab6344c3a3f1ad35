import { errorCodeOf } from '../../ui';
import { failed, failedBy, inBrackets, ok, skipped, warning } from './findings';
import type { Scene } from './scene';
import type { Finding, Handshake, NetworkSettings } from './types';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
/** Hosts of a certificate that are told at most. */
const TOLD = 5;
/** Products that put their own certificate in place of the server's, to read what passes. */
const INTERCEPTORS =
  /zscaler|netskope|forti(net|gate|web)|palo alto|umbrella|blue ?coat|sophos|skyhigh|mcafee|kaspersky|avast|\beset\b|bitdefender|mitmproxy|charles proxy|fiddler|squid|portswigger|websense|forcepoint|check ?point|barracuda/i;
/** Laserfiche Cloud has public certificates: any other was put in between. */
const CLOUD = /(^|\.)laserfiche\.(com|ca)$/;

type Problem = 'expired' | 'notYetValid' | 'wrongHost' | 'selfSigned' | 'unknownAuthority';

const PROBLEMS: Readonly<Record<string, Problem>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongHost',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'selfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownAuthority',
};

/** Who the server says it is, who vouches for it, and whether VS Code believes that: only the last decides. */
export async function checkCertificate(scene: Scene, signal: AbortSignal): Promise<Finding> {
  if (scene.url.protocol !== 'https:') return skipped('Without TLS there is no certificate.');
  const first = await scene.first(signal);
  const trusted = 'answer' in first;
  const code = trusted ? undefined : errorCodeOf(first.error);
  const problem = code === undefined ? undefined : PROBLEMS[code];
  const seen = await lookAt(scene, signal);
  if (!('certificate' in seen)) {
    if (trusted)
      return ok("VS Code trusts the server; its certificate can't be looked at through this proxy.");
    return problem
      ? failed(`The certificate is not trusted${inBrackets(first.error)}.`, trustAdvice(scene.network))
      : notSpoken(seen.error);
  }
  const facts = describe(seen);
  if (trusted) return accepted(scene, seen, facts);
  if (problem) return refused(scene, seen, problem, `${facts} VS Code refuses it${inBrackets(first.error)}.`);
  return ok(facts);
}

async function lookAt(scene: Scene, signal: AbortSignal): Promise<Handshake | { readonly error: unknown }> {
  const { proxy, probes, host, port } = scene;
  if (proxy.shown !== undefined && !proxy.http) return { error: undefined };
  try {
    return await probes.handshake({ host, port }, proxy.http, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return { error };
  }
}

function notSpoken(error: unknown): Finding {
  const code = errorCodeOf(error) ?? '';
  if (!/SSL|EPROTO|TLS|ECONNRESET/.test(code)) return failedBy(error);
  return failed(
    `The port does not speak TLS, or none that VS Code understands (${code}).`,
    'Check the port in the base URL, and with the administrator that the server offers TLS 1.2 or newer.',
  );
}

function describe({ protocol, certificate, publicAuthority }: Handshake): string {
  const { subject, issuer, validTo, selfSigned } = certificate;
  const by = selfSigned
    ? 'signed by itself'
    : `issued by ${issuer}, ${publicAuthority ? 'a public authority' : 'which is not a public authority'}`;
  return `${protocol}. Certificate of ${subject}, ${by}; valid until ${day(validTo)}.`;
}

function accepted(scene: Scene, seen: Handshake, facts: string): Finding {
  const { probes, network } = scene;
  const { certificate, publicAuthority } = seen;
  const { validTo } = certificate;
  const why = publicAuthority
    ? facts
    : network.systemCertificates && network.fetchSupport
      ? `${facts} VS Code trusts it through the certificates of the system.`
      : `${facts} VS Code trusts it.`;
  if (!publicAuthority && isBetween(scene, seen))
    return warning(
      `${why} A proxy or virus scanner stands in between and reads what passes.`,
      'If your organisation does that, all is well. Else ask its administrators: passwords would pass there too.',
    );
  const left = Math.floor((validTo - probes.now()) / DAY_MS);
  if (left >= SOON_DAYS) return ok(why);
  return warning(
    left < 0 ? `${why} That is past by the clock of this computer.` : `${why} That is in ${left} days.`,
    'Tell the administrator of the server to renew the certificate.',
  );
}

function refused(scene: Scene, seen: Handshake, problem: Problem, found: string): Finding {
  const { network, probes, host } = scene;
  const { certificate, publicAuthority, matchesHost } = seen;
  const wrongHost = `It is made for ${hostsOf(seen)}, not for ${host}.`;
  if (problem === 'expired' || problem === 'notYetValid')
    return failed(
      found,
      `Have the administrator of the server renew the certificate. If that was done, check the clock of this computer: it says ${day(probes.now())}.`,
    );
  if (problem === 'wrongHost')
    return failed(
      `${found} ${wrongHost}`,
      `Use a name in the base URL that the certificate is made for, or have the administrator add ${host} to it.`,
    );
  // Only the first reason to refuse comes as a code; trusting the authority would bring up the next.
  const others = [
    ...(certificate.validTo < probes.now() ? ['It has expired, too.'] : []),
    ...(matchesHost ? [] : [wrongHost]),
    ...(!publicAuthority && isBetween(scene, seen)
      ? ['A proxy or virus scanner seems to stand in between: the authority to trust is its own.']
      : []),
  ];
  return failed([found, ...others].join(' '), trustAdvice(network));
}

function hostsOf({ certificate: { names } }: Handshake): string {
  return names.slice(0, TOLD).join(', ') + (names.length > TOLD ? ', …' : '') || 'no host at all';
}

/** Whether another certificate than the server's own shows. */
function isBetween({ host }: Scene, { certificate }: Handshake): boolean {
  return INTERCEPTORS.test(certificate.issuer) || CLOUD.test(host);
}

/** What makes VS Code's own network trust an authority; measured, since its settings read as if there were more ways. */
export function trustAdvice({ systemCertificates, fetchSupport }: NetworkSettings): string {
  const system =
    'Add the authority that issued it (a self-signed certificate: itself) to the certificates that this system trusts';
  if (!fetchSupport)
    return `Turn the setting http.fetchAdditionalSupport on. ${system}, then restart VS Code.`;
  if (systemCertificates)
    return `${system}, and restart VS Code; the setting http.systemCertificates is on, as it must be. http.proxyStrictSSL makes no difference here, nor does NODE_EXTRA_CA_CERTS while http.systemCertificates is on.`;
  return `${system}, turn the setting http.systemCertificates on, and restart VS Code. Or, with that setting off and no proxy, start VS Code with the environment variable NODE_EXTRA_CA_CERTS naming the authority's PEM file.`;
}

const day = (time: number) =>
  Number.isNaN(time) ? 'an unknown day' : new Date(time).toISOString().slice(0, 10);
