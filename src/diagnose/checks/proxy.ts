import { failed, ok, warning } from './findings';
import { settingOf } from './network';
import type { Scene } from './scene';
import type { Finding, HttpProxy, TunnelAnswer } from './types';

/** Which proxy is taken, and whether it lets VS Code through. */
export async function checkProxy(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { proxy } = scene;
  if (proxy.shown === undefined) return withoutProxy(scene);
  const told = `${proxy.shown}, from ${settingOf(scene)}`;
  const first = await scene.first(signal);
  const status = 'answer' in first ? first.answer.status : undefined;
  if (status !== undefined && status !== 407) return ok(`${told}; VS Code gets through.`);
  if (status === 407) return wantsSignIn(scene, told, undefined);
  if (!proxy.http || scene.url.protocol !== 'https:') return ok(`${told}.`);
  const tunnel = await openTunnel(scene, proxy.http, signal);
  if (!tunnel)
    return failed(`${told}, does not answer as a proxy.`, `Check host and port in ${settingOf(scene)}.`);
  if (tunnel.status === 407) return wantsSignIn(scene, told, tunnel.asksFor);
  if (tunnel.status >= 200 && tunnel.status < 300) return ok(`${told}; it opens the way to the server.`);
  return failed(
    `${told}, refuses the way to ${scene.host}:${scene.port} (HTTP ${tunnel.status}).`,
    `Ask whoever runs the proxy to allow ${scene.host}, or add it to the setting http.noProxy where it can be reached directly.`,
  );
}

async function openTunnel(
  { probes, host, port }: Scene,
  proxy: HttpProxy,
  signal: AbortSignal,
): Promise<TunnelAnswer | undefined> {
  try {
    return await probes.tunnel(proxy, { host, port }, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
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
      ? `Answer VS Code's question for the proxy's user name and password, or put them into ${settingOf(scene)} as http://user:password@host:port in your user settings; write special characters as %40 for @, %3A for :.`
      : `VS Code signs in with Kerberos where the setting http.proxyKerberosServicePrincipal names the proxy's service; else ask whoever runs the proxy for a way without ${scheme}.`,
  );
}
