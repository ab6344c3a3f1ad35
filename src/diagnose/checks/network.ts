import { isIP } from 'node:net';
import { errorCodeOf } from '../../ui';
import { failed, inBrackets, ok, warning } from './findings';
import type { Scene } from './scene';
import type { Finding, Place } from './types';

/** Shorter than the limit of the check: VS Code may still get through another way, and that is asked then. */
const CONNECT_LIMIT_MS = 5000;

interface Hop extends Place {
  /** Behind its name: what it is, where it is not the server. */
  readonly what: string;
}

/** Where the first connection goes: to the proxy, where one is taken. Undefined: to a proxy that is not asked directly. */
function firstHop({ proxy, host, port }: Scene): Hop | undefined {
  if (proxy.http) return { ...proxy.http, what: ' (the proxy)' };
  return proxy.shown === undefined ? { host, port, what: '' } : undefined;
}

const thePlace = ({ host, port }: Place) => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`);
const leftToVSCode = ({ proxy }: Scene) => ok(`Left to VS Code, which goes through ${proxy.shown ?? ''}.`);

export async function checkResolution(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const hop = firstHop(scene);
  if (!hop) return leftToVSCode(scene);
  if (isIP(hop.host)) return ok(`${hop.host}${hop.what} is an address: there is no name to look up.`);
  try {
    const addresses = await scene.probes.resolve(hop.host);
    return ok(`${hop.host}${hop.what} is ${addresses.join(', ')}.`);
  } catch (error) {
    return unlessThrough(
      scene,
      signal,
      `The name ${hop.host}${hop.what} can't be found${inBrackets(error)}.`,
      scene.proxy.http
        ? `Check the proxy's name in ${settingOf(scene)}.`
        : 'Check the spelling of the base URL, that the VPN is connected if the server needs it, and your DNS.',
    );
  }
}

export async function checkReach(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const hop = firstHop(scene);
  if (!hop) return leftToVSCode(scene);
  const startedAt = performance.now();
  try {
    await scene.probes.connect(hop, AbortSignal.any([signal, AbortSignal.timeout(CONNECT_LIMIT_MS)]));
    return ok(
      `${thePlace(hop)}${hop.what} answers after ${Math.max(1, Math.round(performance.now() - startedAt))} ms.`,
    );
  } catch (error) {
    if (signal.aborted) throw error;
    const refused = errorCodeOf(error) === 'ECONNREFUSED';
    return unlessThrough(
      scene,
      signal,
      refused
        ? `${thePlace(hop)}${hop.what} refuses connections: nothing listens there${inBrackets(error)}.`
        : `${thePlace(hop)}${hop.what} can't be reached${inBrackets(error)}.`,
      scene.proxy.http
        ? `Check the proxy in ${settingOf(scene)}.`
        : refused
          ? 'Check the port in the base URL, and that the Laserfiche API server is running.'
          : 'Check your network, VPN and firewall, and whether a proxy is needed (setting http.proxy).',
    );
  }
}

/** What counts is whether VS Code gets through: it may know a proxy of the system that can't be seen from here. */
async function unlessThrough(
  scene: Scene,
  signal: AbortSignal,
  found: string,
  advice: string,
): Promise<Finding> {
  const first = await scene.first(signal);
  if ('error' in first) return failed(found, advice);
  return warning(
    `${found} VS Code gets an answer all the same, likely through a proxy of the system.`,
    'Nothing needs to be done while it works.',
  );
}

/** Where a proxy was set. */
export function settingOf({ proxy }: Scene): string {
  return proxy.from === 'environment'
    ? 'the environment variable HTTPS_PROXY or HTTP_PROXY'
    : 'the setting http.proxy';
}
