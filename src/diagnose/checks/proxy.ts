import { untilAborted } from '../../api';
import { failed, type Finding, ok, type ToldProxy, warning } from './facts';
import { proxyOrigin } from './network';
import type { Scene } from './scene';
import type { HttpProxy, TunnelAnswer } from './types';

/** Which proxy is taken, and whether it lets VS Code through. */
export async function checkProxy(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { shown, http } = scene.proxy;
  if (shown === undefined) return withoutProxy(scene);
  const proxy: ToldProxy = { shown, from: proxyOrigin(scene) };
  const taken = (how: 'signedIn' | 'through' | 'opens' | 'notAsked') =>
    ok({ code: 'proxyTaken', proxy, how });
  const wantsSignIn = (asksFor: string | undefined) =>
    failed({
      code: 'proxyWantsSignIn',
      proxy,
      hasCredentials: http?.credentials !== undefined && http.credentials !== '',
      scheme: asksFor?.split(' ', 1)[0],
    });
  const tunnel = http && scene.url.protocol === 'https:' ? await openTunnel(scene, http, signal) : undefined;
  if (tunnel === 'none') return failed({ code: 'noProxyThere', proxy });
  if (tunnel?.status === 407)
    return (await isThrough(scene, signal)) ? taken('signedIn') : wantsSignIn(tunnel.asksFor);
  const first = await scene.first(signal);
  if ('answer' in first)
    return first.answer.status === 407
      ? wantsSignIn(first.answer.header('Proxy-Authenticate') ?? undefined)
      : taken('through');
  if (tunnel === undefined) return taken('notAsked');
  if (tunnel.status >= 200 && tunnel.status < 300) return taken('opens');
  const { host, port } = scene;
  return failed({ code: 'proxyRefuses', proxy, host, port, status: tunnel.status });
}

/** VS Code may know the proxy's password already. If not it asks a person now, for whom a diagnosis does not wait. */
async function isThrough(scene: Scene, signal: AbortSignal): Promise<boolean> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), scene.proxySignInWaitMs);
  try {
    return 'answer' in (await untilAborted(scene.first(signal), limit.signal));
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
      return network.proxy !== '' && !network.fetchSupport
        ? warning({ code: 'settingIgnored' })
        : ok({ code: 'noProxy', why: 'off' });
    case 'loopback':
      return ok({ code: 'noProxy', why: 'loopback' });
    case 'excepted':
      return ok({ code: 'noProxy', why: 'excepted', host: url.hostname });
    case 'setting':
    case 'environment':
    case 'system':
      return ok({ code: 'noProxy', why: 'notSet' });
  }
}
