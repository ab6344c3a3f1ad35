import { isIPv4 } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './context';
import { HttpProblem } from './problems';

/** Methods that change nothing. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps web pages out. A page whose host name was made to lead to this machine has the same origin as the sandbox, so
 * it could read answers and sign in; the browser sends that name as `Host`. A page of another origin can read nothing
 * but can still send requests; the browser sends its origin as `Origin`.
 */
export const localOnly: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { host: target, origin } = new URL(c.req.url);
  const named = c.req.header('host');
  // A request without `Host` comes from within the process. The request line may name another host than `Host` does.
  if (named !== undefined && !(isLoopbackHost(named) && isLoopbackHost(target)))
    throw new HttpProblem(421, 'The sandbox answers at addresses of this computer only, such as 127.0.0.1.');
  const from = c.req.header('origin');
  if (from !== undefined && from.toLowerCase() !== origin && !SAFE.has(c.req.method))
    throw new HttpProblem(403, 'Pages of other sites may not send anything to the sandbox.');
  await next();
};

/** Whether a `Host`, with or without a port, means this machine whatever any name server says. */
export function isLoopbackHost(host: string): boolean {
  const [, name = ''] = /^([a-z0-9._-]+|\[::1\])(?::\d{0,5})?$/.exec(host.toLowerCase()) ?? [];
  if (name === '[::1]') return true;
  if (isIPv4(name)) return name.startsWith('127.');
  return /^(?:.+\.)?localhost\.?$/.test(name);
}
