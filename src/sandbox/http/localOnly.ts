import { isIPv4 } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './context';
import { HttpProblem } from './problems';

/** Methods that change nothing. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps web pages out. A page of anybody whose host name leads to this machine would be of one origin with the sandbox,
 * could read what it answers and sign in at it; a browser tells that name as `Host`. Pages of other origins can read
 * nothing, since nothing permits them to; but they can send: a browser tells where from as `Origin`.
 */
export const localOnly: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { host: target, origin } = new URL(c.req.url);
  const named = c.req.header('host');
  // A request without a host comes from within the process. One that names a host may name another one as its target.
  if (named !== undefined && !(isLoopbackHost(named) && isLoopbackHost(target)))
    throw new HttpProblem(421, 'The sandbox answers at addresses of this computer only, such as 127.0.0.1.');
  const from = c.req.header('origin');
  if (from !== undefined && from.toLowerCase() !== origin && !SAFE.has(c.req.method))
    throw new HttpProblem(403, 'Pages of other sites may not send anything to the sandbox.');
  await next();
};

/** Whether a `Host` can only be this machine, whoever answers for names: with any port or none. */
export function isLoopbackHost(host: string): boolean {
  const [, name = ''] = /^([a-z0-9._-]+|\[::1\])(?::\d{0,5})?$/.exec(host.toLowerCase()) ?? [];
  if (name === '[::1]') return true;
  if (isIPv4(name)) return name.startsWith('127.');
  return /^(?:.+\.)?localhost\.?$/.test(name);
}
