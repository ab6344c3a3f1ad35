import { startHttpServer } from './httpServer';

/** What shows on the way of an answer through a server whose names bite. */
export interface HostileServer {
  /** The base URL to connect to. */
  readonly baseUrl: string;
  /** From now on each change is refused with this text. Undefined: it is passed on. */
  refuseWith(text: string | undefined): void;
  close(): Promise<void>;
  /** Requests for links wait from now on until the function that it gives is called. */
  holdLinks(): () => void;
}

/** Passes requests on to a sandbox; every text of its answers goes through `rename`. */
export async function startHostileServer(
  baseUrl: string,
  rename: (text: string) => string,
): Promise<HostileServer> {
  const { origin, pathname } = new URL(baseUrl);
  let refusal: string | undefined;
  let held: Promise<void> = Promise.resolve();
  const server = await startHttpServer(async ({ method, url, headers, body }) => {
    if (method === 'PUT' && refusal !== undefined)
      return {
        status: 400,
        headers: { 'content-type': 'application/problem+json' },
        body: { type: 'about:blank', title: refusal, detail: refusal, status: 400 },
      };
    if (/\/links(\?|$)/.test(url)) await held;
    const passed = Object.fromEntries(
      Object.entries(headers).filter(
        ([name]) => !/^(host|connection|content-length|transfer-encoding)$/.test(name),
      ),
    ) as Record<string, string>;
    const answer = await fetch(origin + url, { method, headers: passed, ...(body && { body }) });
    const text = (await answer.text()).replaceAll(origin, server.origin);
    return {
      status: answer.status,
      body: text === '' ? '' : JSON.stringify(renamed(JSON.parse(text), rename)),
    };
  });
  return {
    baseUrl: server.origin + pathname,
    close: () => server.close(),
    refuseWith: (text) => (refusal = text),
    holdLinks() {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
}

function renamed(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, rename)]));
}
