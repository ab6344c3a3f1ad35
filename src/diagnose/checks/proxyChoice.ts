import type { HttpProxy, NetworkSettings, Place } from './types';

/** Which proxy VS Code takes to an address, as far as that can be told from its settings and the environment. */
export interface ProxyChoice extends Partial<Proxy> {
  /** What the choice comes from; `system`: VS Code asks the system, which can't be seen from here. */
  readonly from: 'setting' | 'environment' | 'loopback' | 'excepted' | 'off' | 'system' | 'none';
  /** The name of the setting or variable that decided, where one did. */
  readonly by?: string;
}

interface Proxy {
  /** Without credentials. */
  readonly shown: string;
  /** Undefined where no place can be made out: VS Code takes it all the same, and gets nowhere. */
  readonly place?: Place;
  /** The proxy where it speaks plain HTTP: only such a one is asked directly. */
  readonly http?: HttpProxy;
  readonly password?: string;
}

/** As VS Code itself compares, by text. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** The values of `http.proxySupport` with which VS Code looks for a proxy; any other counts as `off`. */
export const SUPPORTED: ReadonlySet<string> = new Set(['on', 'fallback', 'override']);

/** Follows the order of VS Code's own resolver, which tests compare it with. */
export function chooseProxy(url: URL, network: NetworkSettings): ProxyChoice {
  if (!SUPPORTED.has(network.proxySupport)) return { from: 'off', by: 'http.proxySupport' };
  if (!network.fetchSupport) return { from: 'off', by: 'http.fetchAdditionalSupport' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (LOOPBACK.has(host)) return { from: 'loopback' };
  const exceptions = exceptionsOf(network);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (isExcepted(host, port, exceptions.list)) return { from: 'excepted', by: exceptions.by };
  const configured = readProxy(network.proxy);
  if (configured) return { from: 'setting', by: 'http.proxy', ...configured };
  const variable = ofEnvironment(network, 'https_proxy') ?? ofEnvironment(network, 'http_proxy');
  const inherited = readProxy(variable?.value);
  if (variable && inherited) return { from: 'environment', by: variable.name, ...inherited };
  return { from: network.systemProxy === 'notAsked' ? 'none' : 'system' };
}

/** One list or the other: where the setting has anything, the variables count for nothing. */
function exceptionsOf(network: NetworkSettings): { readonly by: string; readonly list: readonly string[] } {
  const { noProxy } = network;
  if (noProxy.length > 0) return { by: 'http.noProxy', list: noProxy.map((exception) => exception.trim()) };
  const { name, value } = ofEnvironment(network, 'no_proxy') ?? { name: '', value: '' };
  return { by: name, list: value.trim().split(',') };
}

/** An empty variable is none, so that it hides none of the other spelling. */
function ofEnvironment({ environment }: NetworkSettings, lower: string) {
  for (const name of [lower, lower.toUpperCase()]) {
    const value = environment[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
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
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };
const SOCKS_PORT = 1080;

/** A text without a scheme that VS Code knows is no proxy there. */
function readProxy(text: string | undefined): Proxy | undefined {
  const typed = text?.trim() ?? '';
  const [, scheme = '', rest = ''] = SCHEMES.exec(typed) ?? [];
  if (scheme === '') return undefined;
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  // An @ after the host was meant to end a password: what stands before it may be a part of that.
  if (!url?.hostname || `${url.pathname}${url.search}${url.hash}`.includes('@'))
    return { shown: `${scheme.toLowerCase()}://${rest.slice(rest.lastIndexOf('@') + 1)}` };
  const { protocol, hostname, port, username, password } = url;
  const place = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (DEFAULT_PORTS[protocol] ?? SOCKS_PORT)),
  };
  // VS Code sends a user name only together with a password.
  const credentials = username && password ? `${decode(username)}:${decode(password)}` : undefined;
  return {
    shown: `${protocol}//${hostname}${port && `:${port}`}`,
    place,
    ...(password && { password: decode(password) }),
    ...(protocol === 'http:' && { http: { ...place, credentials } }),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
