import { ApiError, errorCodeOf } from '../../api';
import {
  type CertificateProblem,
  failed,
  failedBy,
  type Finding,
  ok,
  skipped,
  type ToldCertificate,
  type TrustSettings,
  warning,
} from './facts';
import type { Scene } from './scene';
import type { Handshake } from './types';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
/** Products that put their own certificate in place of the server's, to read what passes. */
const INTERCEPTORS =
  /zscaler|netskope|forti(net|gate|web)|palo alto|umbrella|blue ?coat|sophos|skyhigh|mcafee|kaspersky|avast|\beset\b|bitdefender|mitmproxy|charles proxy|fiddler|squid|portswigger|websense|forcepoint|check ?point|barracuda/i;
/** Laserfiche Cloud has public certificates: any other was put in between. */
const CLOUD = /(^|\.)laserfiche\.(com|ca)$/;

const PROBLEMS: Readonly<Record<string, CertificateProblem>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongHost',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'selfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownAuthority',
};

const NO_TLS = /SSL|EPROTO|TLS/;

/** Whether a failure is a certificate that was refused. */
export const isOfCertificate = (errorCode: string | undefined): boolean =>
  errorCode !== undefined && Object.hasOwn(PROBLEMS, errorCode);

/** Who the server says it is, who vouches for it, and whether VS Code believes that: only the last decides. */
export async function checkCertificate(scene: Scene, signal: AbortSignal): Promise<Finding> {
  if (scene.url.protocol !== 'https:') return skipped({ code: 'noTls' });
  const first = await scene.first(signal);
  const isTrusted = 'answer' in first;
  const errorCode = isTrusted ? undefined : errorCodeOf(first.error);
  const problem = errorCode === undefined ? undefined : PROBLEMS[errorCode];
  const seen = await lookAt(scene, signal);
  if (!('certificate' in seen)) {
    if (isTrusted) return ok({ code: 'certificateHidden' });
    return problem
      ? failed({ code: 'notTrusted', errorCode, settings: settingsOf(scene) })
      : notSpoken(seen.error ?? new ApiError('network', '', { cause: first.error }));
  }
  if (isTrusted) return accepted(scene, seen);
  return problem ? refused(scene, seen, { problem, errorCode }) : ok(plainFact(seen));
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
  const errorCode = errorCodeOf(error);
  // Nothing but a connection that ends without a word has no code.
  const isEnded = errorCode === 'ECONNRESET' || (errorCode === undefined && !(error instanceof ApiError));
  return isEnded || NO_TLS.test(errorCode ?? '')
    ? failed({ code: 'noTlsThere', errorCode })
    : failedBy(error);
}

function plainFact(seen: Handshake) {
  return {
    code: 'certificate',
    seen: told(seen),
    trusted: undefined,
    isIntercepted: false,
    daysLeft: undefined,
  } as const;
}

function accepted({ probes, network, host }: Scene, seen: Handshake): Finding {
  const { certificate, publicAuthority } = seen;
  const trusted = publicAuthority
    ? 'publicly'
    : network.systemCertificates && network.fetchSupport
      ? 'bySystem'
      : 'otherwise';
  const isIntercepted = isBetween(host, seen);
  const days = Math.floor((certificate.validTo - probes.now()) / DAY_MS);
  const isSound = isIntercepted || days >= SOON_DAYS;
  const fact = {
    ...plainFact(seen),
    trusted,
    isIntercepted,
    daysLeft: isSound ? undefined : days,
  } as const;
  return isIntercepted || !isSound ? warning(fact) : ok(fact);
}

function refused(
  scene: Scene,
  seen: Handshake,
  why: { readonly problem: CertificateProblem; readonly errorCode: string | undefined },
): Finding {
  const { problem, errorCode } = why;
  const { probes, host } = scene;
  return failed({
    code: 'certificateRefused',
    seen: told(seen),
    problem,
    errorCode,
    isIntercepted: isBetween(host, seen),
    host,
    otherHosts: seen.matchesHost && problem !== 'wrongHost' ? undefined : seen.certificate.names,
    now: probes.now(),
    settings: settingsOf(scene),
  });
}

/** Only what decides over trust: the others may hold the credentials of a proxy. */
function settingsOf({ network: { systemCertificates, fetchSupport } }: Scene): TrustSettings {
  return { systemCertificates, fetchSupport };
}

/** Whether another certificate than the server's own shows. */
function isBetween(host: string, { certificate, publicAuthority }: Handshake): boolean {
  return !publicAuthority && (INTERCEPTORS.test(certificate.issuer) || CLOUD.test(host));
}

function told({ protocol, certificate, publicAuthority }: Handshake): ToldCertificate {
  const { subject, issuer, validTo, selfSigned } = certificate;
  return { protocol, subject, issuer, validTo, selfSigned, publicAuthority };
}
