import { spelled } from '../http/spelling';
import { ADDRESS_QUIRKS } from './addresses';
import { FAILURE_QUIRKS } from './failures';
import type { Quirk, QuirkAnswer, QuirkRequest } from './quirk';
import { REFUSAL_QUIRKS } from './refusals';
import { ROW_QUIRKS } from './rows';

const QUIRKS = { ...ADDRESS_QUIRKS, ...REFUSAL_QUIRKS, ...ROW_QUIRKS, ...FAILURE_QUIRKS } as const;

export type QuirkName = keyof typeof QUIRKS;
/** All ways in which the sandbox can be odd. */
export const QUIRK_NAMES = Object.keys(QUIRKS) as readonly QuirkName[];

type Fetch = (request: Request) => Response | Promise<Response>;

/** A server that is odd in the ways that `names` tells at each request. */
export function withQuirks(fetch: Fetch, names: () => readonly QuirkName[]): Fetch {
  return async (received) => {
    const quirks: readonly Quirk[] = names().map((name) => QUIRKS[name]);
    const url = new URL(received.url);
    url.pathname = spelled(url.pathname);
    const asked: QuirkRequest = { method: received.method, url, headers: received.headers };
    for (const { refuse } of quirks) {
      const refusal = refuse?.(asked);
      if (refusal) return respond(changed(refusal, asked, quirks));
    }
    for (const { path } of quirks) url.pathname = path?.(asked) ?? url.pathname;
    const same = url.href === received.url;
    const response = await fetch(same ? received : await redirected(received, url));
    if (quirks.length === 0 || !/json/i.test(response.headers.get('Content-Type') ?? '')) return response;
    const headers = Object.fromEntries(response.headers);
    delete headers['content-length'];
    return respond(changed({ status: response.status, headers, body: await response.text() }, asked, quirks));
  };
}

async function redirected(received: Request, url: URL): Promise<Request> {
  const { method, headers } = received;
  const body = method === 'GET' || method === 'HEAD' ? null : await received.text();
  return new Request(url, { method, headers, body });
}

/** Good answers are changed in what they tell, then each in how it is told. */
function changed(answer: QuirkAnswer, request: QuirkRequest, quirks: readonly Quirk[]): QuirkAnswer {
  let { body } = answer;
  if (answer.status < 300 && body !== '') {
    let value: unknown = JSON.parse(body);
    for (const { change } of quirks) value = change ? change(value, request) : value;
    body = JSON.stringify(value);
  }
  return quirks.reduce<QuirkAnswer>((told, { answer: tell }) => (tell ? tell(told, request) : told), {
    ...answer,
    body,
  });
}

function respond({ status, headers = {}, body }: QuirkAnswer): Response {
  return new Response(body === '' ? null : body, { status, headers: { ...headers } });
}
