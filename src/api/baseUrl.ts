import { pastedAddress } from './pastedText';

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
  const typed = pastedAddress(input);
  if (!typed) throw new BaseUrlError('empty');
  if (!URL.canParse(typed)) throw new BaseUrlError('notUrl');
  const url = new URL(typed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new BaseUrlError('protocol');
  if (url.username || url.password) throw new BaseUrlError('credentials');
  // Calls and the try-it-out page have parameters and places of their own, behind the base.
  const isBehindBase = /\/(v1|v2|swagger)(\/|$)/i.test(url.pathname);
  if (!isBehindBase && (url.search || url.hash)) throw new BaseUrlError('query');
  const path = url.pathname.replace(/\/(v1|v2|swagger)(\/.*)?$/i, '').replace(/(?<!\/)\/+$/, '');
  return url.origin + path;
}
