import { pasted } from './pastedText';

export type BaseUrlProblem = 'empty' | 'notUrl' | 'protocol' | 'credentials' | 'query';

/** What a person typed can't be the base URL of a server; `reason` says why. */
export class BaseUrlError extends Error {
  override readonly name = 'BaseUrlError';
  constructor(readonly reason: BaseUrlProblem) {
    super(`Not a base URL: ${reason}`);
  }
}

/**
 * The base URL of a Repository API, for example `https://server/LFRepositoryAPI`, without a slash at the end.
 * People paste addresses of calls and of the API's try-it-out page: what follows the base is dropped.
 * @throws BaseUrlError
 */
export function normalizeBaseUrl(input: string): string {
  const typed = pasted(input);
  if (!typed) throw new BaseUrlError('empty');
  if (!URL.canParse(typed)) throw new BaseUrlError('notUrl');
  const url = new URL(typed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new BaseUrlError('protocol');
  if (url.username || url.password) throw new BaseUrlError('credentials');
  // The try-it-out page has its place on the page and its own parameters there.
  const isTryItOut = /\/swagger(\/|$)/i.test(url.pathname);
  if (!isTryItOut && (url.search || url.hash)) throw new BaseUrlError('query');
  const path = url.pathname.replace(/\/(v1|v2|swagger)(\/.*)?$/i, '').replace(/(?<!\/)\/+$/, '');
  return url.origin + path;
}
