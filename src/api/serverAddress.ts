import { BaseUrlError, normalizeBaseUrl } from './baseUrl';
import { pastedAddress } from './pastedText';

/** What a person typed or pasted as the address of a server, and where its API may be. */
export interface ServerAddress {
  /** As it was meant: without page, query and what follows the base. */
  readonly typed: string;
  /** Where to look, the likeliest first; `typed` is one of them, unless it is a page of the web client. */
  readonly candidates: readonly string[];
  /** The address was that of a page of the web client, which names its repository. */
  readonly repoId?: string;
}

const API = 'LFRepositoryAPI';
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * People paste what stands in their browser: the server alone, a page of the web client, the API's try-it-out page, or
 * `http` where `https` answers as well.
 * @throws BaseUrlError
 */
export function readServerAddress(text: string): ServerAddress {
  const meant = pastedAddress(text);
  const url = new URL(withScheme(meant));
  const isPage = /\.(aspx|html?)$/i.test(url.pathname) || url.search !== '' || url.hash !== '';
  const repoId = isPage ? repositoryIn(url) : undefined;
  const [bare = ''] = url.href.split(/[?#]/, 1);
  const typed = withoutTail(normalizeBaseUrl(bare));
  const own = `${url.origin}/${API}`;
  const here = isPage && !isApi(typed) ? [own] : [typed, own];
  // A port of its own says which protocol it speaks.
  const mayBeSafe = url.protocol === 'http:' && url.port === '' && !LOOPBACK.includes(url.hostname);
  const safe = mayBeSafe ? here.map((address) => address.replace(/^http:/, 'https:')) : [];
  const guessed = meant.includes('://') ? [] : here.map((address) => address.replace(/^https:/, 'http:'));
  return {
    typed,
    candidates: [...new Set([...safe, ...here, ...guessed])],
    ...(repoId !== undefined && { repoId }),
  };
}

function withScheme(text: string): string {
  if (text === '') throw new BaseUrlError('empty');
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const { hostname: host, href } = URL.canParse(whole) ? new URL(whole) : { hostname: '', href: '' };
  // A word alone is no address, unless it is followed by what only an address of the API has.
  if (host === '' || (whole !== text && !/[.:]|^localhost$/.test(host) && !isApi(href)))
    throw new BaseUrlError('notUrl');
  return whole;
}

const isApi = (address: string) => address.toLowerCase().includes(`/${API.toLowerCase()}`);

/** What follows the API's own folder, and pages of any kind. */
function withoutTail(address: string): string {
  const inside = new RegExp(`^(.*?/${API})(?:/.*)?$`, 'i').exec(address)?.[1];
  return inside ?? address.replace(/\/[^/]*\.(aspx|html?)$/i, '');
}

/** The web client tells its repository in the query, and its newer pages after the `#`. */
function repositoryIn({ search, hash }: URL): string | undefined {
  const parameters = new URLSearchParams(
    `${search.slice(1)}&${hash.replace(/^#\??/, '')}`.replaceAll(';', '&'),
  );
  const named = (parameter: string) =>
    [...parameters].find(([name, value]) => name.toLowerCase() === parameter && value !== '')?.[1];
  return named('repo') ?? named('db');
}
