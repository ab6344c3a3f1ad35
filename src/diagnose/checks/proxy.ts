import { errorCodeOf, untilAborted } from '../../api';
import { isOfCertificate } from './certificate';
import { failed, type Finding, ok, type ProxyOrigin, type ToldProxy, warning } from './facts';
import { chooseProxy, SUPPORTED, type ProxyChoice } from './proxyChoice';
import type { FirstAnswer, Scene } from './scene';
import type { HttpProxy, NetworkSettings, TunnelAnswer } from './types';

/** Which proxy is taken, and whether it lets VS Code through. */
export async function checkProxy(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { shown, http } = scene.proxy;
  if (shown === undefined) return withoutProxy(scene);
  const proxy = { shown, from: originOf(scene.proxy) };
  return http && scene.url.protocol === 'https:'
    ? askProxy(scene, { proxy, http }, signal)
    : askVSCode(scene, proxy, signal);
}

interface Asked {
  readonly proxy: ToldProxy;
  readonly http: HttpProxy;
}

/** The proxy itself says why it does not open a way. */
async function askProxy(scene: Scene, { proxy, http }: Asked, signal: AbortSignal): Promise<Finding> {
  const tunnel = await openTunnel(scene, http, signal);
  if (tunnel === 'none') return failed({ code: 'noProxyThere', proxy });
  if (tunnel.status === 407)
    return (await isThrough(scene, signal))
      ? taken(proxy, 'signedIn')
      : wantsSignIn(scene, proxy, schemesOf(tunnel.asksFor));
  const isOpen = tunnel.status >= 200 && tunnel.status < 300;
  const first = await scene.first(signal);
  // Some transports hand on the proxy's own refusal as if the server had answered.
  const isServers = 'answer' in first && (isOpen || first.answer.status !== tunnel.status);
  if (isServers) return answered(scene, proxy, first);
  return isOpen ? taken(proxy, 'opens') : refuses(scene, proxy, tunnel.status);
}

/** Where nothing can be asked of the proxy directly, what VS Code comes to says how it stands. */
async function askVSCode(scene: Scene, proxy: ToldProxy, signal: AbortSignal): Promise<Finding> {
  const first = await scene.first(signal);
  if ('answer' in first) return answered(scene, proxy, first);
  if (!scene.proxy.place) return failed({ code: 'noAddressOfProxy', proxy });
  const status = refusalIn(first.error);
  if (status === 407) return wantsSignIn(scene, proxy, []);
  if (status !== undefined) return refuses(scene, proxy, status);
  const errorCode = errorCodeOf(first.error);
  // A certificate that is refused is for the next check to tell.
  if (scene.proxy.http || isOfCertificate(errorCode)) return taken(proxy, 'notAsked');
  const isDoubtful = scene.network.usesFetch && proxy.shown.startsWith('socks');
  return failed({ code: 'noWayThrough', proxy, errorCode, isDoubtful });
}

function answered(
  scene: Scene,
  proxy: ToldProxy,
  { answer }: Extract<FirstAnswer, { answer: unknown }>,
): Finding {
  return answer.status === 407
    ? wantsSignIn(scene, proxy, schemesOf(answer.header('Proxy-Authenticate')))
    : taken(proxy, 'through');
}

function taken(proxy: ToldProxy, how: 'signedIn' | 'through' | 'opens' | 'notAsked'): Finding {
  return ok({ code: 'proxyTaken', proxy, how });
}

function wantsSignIn(scene: Scene, proxy: ToldProxy, schemes: readonly string[]): Finding {
  const hasCredentials = scene.proxy.http?.credentials !== undefined;
  return failed({ code: 'proxyWantsSignIn', proxy, hasCredentials, schemes });
}

function refuses({ host, port }: Scene, proxy: ToldProxy, status: number): Finding {
  return failed({ code: 'proxyRefuses', proxy, host, port, status });
}

/** The ways to sign in of `Negotiate, Basic realm="x, y"`. */
export function schemesOf(asksFor: string | null | undefined): readonly string[] {
  const unquoted = (asksFor ?? '').replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const found = unquoted.matchAll(/(?:^|,)\s*([a-z][\w-]*)(?=\s*(?:,|$)|\s+[^\s=,])/gi);
  return [...new Set([...found].map(([, scheme = '']) => scheme.slice(0, 20)))];
}

/** VS Code's fetch tells how a proxy refused to open a way by the message alone. */
function refusalIn(error: unknown): number | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    const [, status] = /^Proxy response \((\d{3})\)/.exec(at.message) ?? [];
    if (status !== undefined) return Number(status);
  }
  return undefined;
}

/** VS Code may know the proxy's password already. If not it asks a person now, for whom a diagnosis does not wait. */
async function isThrough(scene: Scene, signal: AbortSignal): Promise<boolean> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), scene.proxySignInWaitMs);
  try {
    const first = await untilAborted(scene.first(signal), limit.signal);
    return 'answer' in first && first.answer.status !== 407;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function openTunnel(
  { probes, host, port }: Scene,
  proxy: HttpProxy,
  signal: AbortSignal,
): Promise<TunnelAnswer | 'none'> {
  try {
    return await probes.tunnel(proxy, { host, port }, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return 'none';
  }
}

function withoutProxy({ proxy, network, url }: Scene): Finding {
  switch (proxy.from) {
    case 'off':
      return switchedOff(url, network, proxy.by ?? '');
    case 'loopback':
      return ok({ code: 'noProxy', why: 'loopback' });
    case 'excepted': {
      const by = originOf(proxy);
      return ok({ code: 'noProxy', why: 'excepted', host: url.hostname, by });
    }
    case 'none':
      return ok({ code: 'noProxy', why: 'notSetAtAll' });
    case 'setting':
    case 'environment':
    case 'system':
      return ok({
        code: 'noProxy',
        why: network.systemProxy === 'desktop' ? 'notSetAsksDesktop' : 'notSet',
      });
  }
}

/** Whoever turned proxies off meant it; whoever turned something else off may not know what follows. */
function switchedOff(url: URL, network: NetworkSettings, by: string): Finding {
  const { proxySupport } = network;
  if (!SUPPORTED.has(proxySupport))
    return proxySupport === 'off'
      ? ok({ code: 'noProxy', why: 'off', by })
      : warning({ code: 'supportUnknown', value: proxySupport });
  const ignored = chooseProxy(url, { ...network, fetchSupport: true });
  return ignored.shown === undefined
    ? ok({ code: 'noProxy', why: 'off', by })
    : warning({ code: 'proxyIgnored', from: originOf(ignored) });
}

/** Where what decided over the proxy stands. */
export function originOf({ by = 'http.proxy' }: ProxyChoice): ProxyOrigin {
  return { kind: by.startsWith('http.') ? 'setting' : 'environment', name: by };
}
