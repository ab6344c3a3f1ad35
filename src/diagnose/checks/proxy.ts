import { untilAborted } from '../../api';
import { failed, ok, warning } from './findings';
import { settingOf } from './network';
import type { Scene } from './scene';
import type { Finding, HttpProxy, TunnelAnswer } from './types';

/** Which proxy is taken, and whether it lets VS Code through. */
export async function checkProxy(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { proxy } = scene;
  if (proxy.shown === undefined) return withoutProxy(scene);
  const told = `${proxy.shown}, from ${settingOf(scene)}`;
  const tunnel =
    proxy.http && scene.url.protocol === 'https:' ? await openTunnel(scene, proxy.http, signal) : undefined;
  if (tunnel === 'none')
    return failed(`${told}, does not answer as a proxy.`, `Check host and port in ${settingOf(scene)}.`);
  if (tunnel?.status === 407)
    return (await isThrough(scene, signal))
      ? ok(`${told}; VS Code is signed in to it.`)
      : wantsSignIn(scene, told, tunnel.asksFor);
  const first = await scene.first(signal);
  if ('answer' in first)
    return first.answer.status === 407
      ? wantsSignIn(scene, told, first.answer.header('Proxy-Authenticate') ?? undefined)
      : ok(`${told}; VS Code gets through.`);
  if (tunnel === undefined) return ok(`${told}.`);
  if (tunnel.status >= 200 && tunnel.status < 300) return ok(`${told}; it opens the way to the server.`);
  return failed(
    `${told}, refuses the way to ${scene.host}:${scene.port} (HTTP ${tunnel.status}).`,
    `Ask whoever runs the proxy to allow ${scene.host}, or add it to the setting http.noProxy where it can be reached directly.`,
  );
}

/** VS Code may know the proxy's password already. If not it asks a person now, for whom a diagnosis does not wait. */
async function isThrough(scene: Scene, signal: AbortSignal): Promise<boolean> {
  const delayedProgress = new AbortController();
  const timer = setTimeout(() => delayedProgress.abort(), scene.patienceMs);
  try {
    return 'answer' in (await untilAborted(scene.first(signal), delayedProgress.signal));
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
        ? warning(
            "http.proxy is set, but http.fetchAdditionalSupport is off: VS Code goes without proxy and without the system's certificates.",
            'Turn the setting http.fetchAdditionalSupport on.',
          )
        : ok('None: the setting http.proxySupport or http.fetchAdditionalSupport is off.');
    case 'loopback':
      return ok('None: VS Code never takes one to this computer.');
    case 'excepted':
      return ok(`None: ${url.hostname} is excepted by http.noProxy or NO_PROXY.`);
    case 'setting':
    case 'environment':
    case 'system':
      return ok(
        "None in http.proxy, HTTPS_PROXY and HTTP_PROXY. VS Code may take one that the system has set; that can't be seen from here.",
      );
  }
}

function wantsSignIn(scene: Scene, told: string, asksFor: string | undefined): Finding {
  const { proxy } = scene;
  const scheme = asksFor?.split(' ', 1)[0];
  const basic = scheme === undefined || /^basic$/i.test(scheme);
  const found = proxy.http?.credentials
    ? `${told}, does not accept the user name and password given there (407).`
    : `${told}, asks for a sign-in of its own (407${scheme === undefined ? '' : `, ${scheme}`}).`;
  return failed(
    found,
    basic
      ? `If VS Code asks for the proxy's user name and password, answer it; else put them as user:password@ before the host in ${settingOf(scene)}, best in your user settings (%40 stands for @, %3A for a colon).`
      : `VS Code signs in with Kerberos where the setting http.proxyKerberosServicePrincipal names the proxy's service; else ask whoever runs the proxy for a way without ${scheme}.`,
  );
}
