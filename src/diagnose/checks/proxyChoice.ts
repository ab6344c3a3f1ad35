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
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Follows the order of VS Code's own resolver, which a test compares it with. */
export function chooseProxy(url: URL, network: NetworkSettings): ProxyChoice {
  if (network.proxySupport === 'off' || !network.fetchSupport) return { from: 'off' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (LOOPBACK.has(host)) return { from: 'loopback' };
  const exceptions =
    network.noProxy.length > 0
      ? network.noProxy.map((exception) => exception.trim())
      : (ofEnvironment(network, 'no_proxy') ?? '').trim().split(',');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (isExcepted(host, port, exceptions)) return { from: 'excepted' };
  const configured = readProxy(network.proxy);
  if (configured) return { from: 'setting', ...configured };
  const inherited = readProxy(ofEnvironment(network, 'https_proxy') ?? ofEnvironment(network, 'http_proxy'));
  return inherited ? { from: 'environment', ...inherited } : { from: 'system' };
}

/** An empty variable is none, so that it hides none of the other spelling. */
function ofEnvironment({ environment }: NetworkSettings, name: string): string | undefined {
  return [environment[name], environment[name.toUpperCase()]].find(
    (value) => value !== undefined && value !== '',
  );
}

/**
 * Names with everything below them, each with a port where it has one. A star that stands alone excepts everything; one
 * within a name is a character like any other. Addresses count by their text: no ranges, and no colons.
 */
function isExcepted(host: string, ownPort: string, exceptions: readonly string[]): boolean {
  if (exceptions.includes('*')) return true;
  return exceptions.some((exception) => {
    const [name = '', port] = exception.toLowerCase().trim().split(':', 2);
    if (name === '') return false;
    const domain = name.startsWith('.') ? name : `.${name}`;
    return `.${host}`.endsWith(domain) && (!port || port === ownPort);
  });
}

const SCHEMES = /^(https?|socks|socks5h?|socks4a?):\/\/(.*)$/i;

/** A text without a scheme that VS Code knows is no proxy there. */
function readProxy(text: string | undefined): Pick<ProxyChoice, 'shown' | 'http' | 'password'> | undefined {
  const typed = text?.trim() ?? '';
  const [, scheme = '', rest = ''] = SCHEMES.exec(typed) ?? [];
  if (scheme === '') return undefined;
  // Taken as it is, though it leads nowhere.
  if (!URL.canParse(typed))
    return { shown: `${scheme.toLowerCase()}://${rest.slice(rest.lastIndexOf('@') + 1)}` };
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
