import { isIP } from 'node:net';
import { BaseUrlError, errorCodeOf, normalizeBaseUrl } from '../../api';
import { failed, type Finding, type Hop, ok, skipped, warning } from './facts';
import { originOf } from './proxy';
import type { Scene } from './scene';

/** Shorter than the limit of the check: VS Code may still get through another way, and that is asked then. */
const CONNECT_LIMIT_MS = 5000;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The form of the base URL alone; whether it is the right one shows later. */
export function checkAddress({ subject, url }: Scene): Finding {
  const { baseUrl } = subject;
  try {
    if (normalizeBaseUrl(baseUrl) !== baseUrl) throw new BaseUrlError('notUrl');
  } catch (error) {
    if (!(error instanceof BaseUrlError)) throw error;
    return failed({ code: 'notBaseUrl' });
  }
  if (url.protocol === 'https:') return ok({ code: 'baseUrl', baseUrl, tls: 'used' });
  return LOOPBACK.test(url.hostname)
    ? ok({ code: 'baseUrl', baseUrl, tls: 'notNeeded' })
    : warning({ code: 'baseUrl', baseUrl, tls: 'notUsed' });
}

export async function checkResolution(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const hop = firstHop(scene);
  if (!hop) return notLookedUp(scene);
  const version = isIP(hop.host);
  scene.onlyIpV6 = version === 6;
  if (version !== 0) return ok({ code: 'isAddress', hop });
  try {
    const addresses = await scene.probes.resolve(hop.host);
    scene.onlyIpV6 = addresses.length > 0 && addresses.every((address) => isIP(address) === 6);
    return ok({ code: 'resolved', hop, addresses });
  } catch (error) {
    return obstacle('nameNotFound', { scene, hop, error }, signal);
  }
}

export async function checkReachability(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const hop = firstHop(scene);
  if (!hop) return notLookedUp(scene);
  const startedAt = performance.now();
  try {
    await scene.probes.connect(hop, AbortSignal.any([signal, AbortSignal.timeout(CONNECT_LIMIT_MS)]));
    return ok({ code: 'answers', hop, ms: Math.max(1, Math.round(performance.now() - startedAt)) });
  } catch (error) {
    if (signal.aborted) throw error;
    const isRefused = errorCodeOf(error) === 'ECONNREFUSED';
    return obstacle(isRefused ? 'refused' : 'unreachable', { scene, hop, error }, signal);
  }
}

/** To the proxy, where one is taken. Undefined: to one that has no address. */
function firstHop({ proxy, host, port }: Scene): Hop | undefined {
  if (proxy.place) return { ...proxy.place, isProxy: true };
  return proxy.shown === undefined ? { host, port, isProxy: false } : undefined;
}

function notLookedUp({ proxy }: Scene): Finding {
  return skipped({ code: 'notLookedUp', proxy: proxy.shown ?? '' });
}

/** What counts is whether VS Code gets through: it may know a proxy of the system that can't be seen from here. */
async function obstacle(
  code: 'nameNotFound' | 'refused' | 'unreachable',
  { scene, hop, error }: { readonly scene: Scene; readonly hop: Hop; readonly error: unknown },
  signal: AbortSignal,
): Promise<Finding> {
  const first = await scene.first(signal);
  const isPassed = !('error' in first);
  const fact = {
    ...{ code, hop, isPassed },
    ...{ errorCode: errorCodeOf(error), proxyFrom: originOf(scene.proxy), onlyIpV6: scene.onlyIpV6 },
  };
  return isPassed ? warning(fact) : failed(fact);
}
