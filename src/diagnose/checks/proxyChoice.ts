import type { HttpProxy, NetworkSettings } from './types';

/** Which proxy VS Code takes to an address, as far as that can be told from its settings and the environment. */
export interface ProxyChoice {
  /** Where the choice comes from; `system`: VS Code asks the system, which can't be seen from here. */
  readonly from: 'setting' | 'environment' | 'loopback' | 'excepted' | 'off' | 'system';
  /** The proxy without credentials; undefined where none is taken. */
  readonly shown?: string;
  /** The proxy where it speaks plain HTTP: only such a one is asked directly. */
  readonly http?: HttpProxy;
  readonly password?: string;
}

/** As VS Code itself compares, by text. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Follows the order of VS Code's own resolver. */
export function chooseProxy(url: URL, network: NetworkSettings): ProxyChoice {
  if (network.proxySupport === 'off' || !network.fetchSupport) return { from: 'off' };
  if (LOOPBACK.has(url.hostname)) return { from: 'loopback' };
  const exceptions =
    network.noProxy.length > 0 ? network.noProxy : (ofEnvironment(network, 'no_proxy') ?? '').split(',');
  if (isExcepted(url, exceptions)) return { from: 'excepted' };
  const configured = readProxy(network.proxy);
  if (configured) return { from: 'setting', ...configured };
  const inherited = readProxy(ofEnvironment(network, 'https_proxy') ?? ofEnvironment(network, 'http_proxy'));
  return inherited ? { from: 'environment', ...inherited } : { from: 'system' };
}

function ofEnvironment({ environment }: NetworkSettings, name: string): string | undefined {
  return environment[name] ?? environment[name.toUpperCase()];
}

/** Names with everything below them, each with a port where it has one; a star excepts everything. */
function isExcepted({ hostname, port, protocol }: URL, exceptions: readonly string[]): boolean {
  const own = port || (protocol === 'https:' ? '443' : '80');
  return exceptions
    .map((exception) => exception.trim().toLowerCase())
    .filter((exception) => exception !== '')
    .some((exception) => {
      if (exception.includes('*')) return true;
      const [name = '', itsPort] = exception.split(':', 2);
      return (
        `.${hostname}`.endsWith(name.startsWith('.') ? name : `.${name}`) &&
        (itsPort === undefined || itsPort === own)
      );
    });
}

function readProxy(text: string | undefined): Pick<ProxyChoice, 'shown' | 'http' | 'password'> | undefined {
  const typed = text?.trim() ?? '';
  if (!/^(https?|socks[45]?[ah]?):\/\//i.test(typed) || !URL.canParse(typed)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(typed);
  const credentials = username ? `${decode(username)}:${decode(password)}` : undefined;
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    shown: `${protocol}//${hostname}${port && `:${port}`}`,
    ...(password && { password: decode(password) }),
    ...(protocol === 'http:' && { http: { host, port: Number(port || 80), credentials } }),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
