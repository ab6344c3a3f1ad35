import { startHttpServer, type Given, type ReceivedRequest } from './httpServer';

/** What goes wrong on the way of one request. */
export interface Lie {
  /** The request is sent on when this has come. */
  readonly held?: Promise<void>;
  /** Sent on in place of the body. */
  readonly body?: string;
  /** Given in place of the answer, after the request was sent on. */
  readonly answer?: Given;
  /** With `answer`: that is given at once, and the request is sent on when this has come. */
  readonly setTimer?: Promise<void>;
}

/** What stands before a server and does not tell the truth about it where a test says so. */
export interface LyingProxy {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  lie: (request: ReceivedRequest) => Lie | undefined;
  /** The last request that was sent on later has been carried out. */
  sentOn: Promise<void>;
  close(): Promise<void>;
}

/** @param upstream origin of the server behind it. */
export async function startLyingProxy(upstream: string): Promise<LyingProxy> {
  const server = await startHttpServer(async (request) => {
    const { held, body = request.body, answer, setTimer } = proxy.lie(request) ?? {};
    const { authorization, 'content-type': type, accept, prefer } = request.headers;
    const headers = Object.entries({ authorization, 'content-type': type, accept, prefer }).flatMap(
      ([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []),
    );
    const init = { method: request.method, headers };
    const sendOn = () => fetch(`${upstream}${request.url}`, body === '' ? init : { ...init, body });
    if (answer && setTimer) {
      proxy.sentOn = setTimer.then(sendOn).then(() => undefined);
      return answer;
    }
    await held;
    const given = await sendOn();
    const text = await given.text();
    if (answer) return answer;
    return {
      status: given.status,
      headers: { 'Content-Type': given.headers.get('content-type') ?? 'application/json' },
      body: text,
    };
  });
  const proxy: LyingProxy = {
    origin: server.origin,
    requests: server.requests,
    lie: () => undefined,
    sentOn: Promise.resolve(),
    close: () => server.close(),
  };
  return proxy;
}
