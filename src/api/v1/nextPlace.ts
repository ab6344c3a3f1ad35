import { repositoriesPath } from './paths';

/** More of an address is nothing to read. */
const LONGEST_PLACE = 200;

/**
 * Where a server says that the next page of a list is, where that is not below our own base: origin and base of the API
 * that the link names, letter case apart. Its query may hold anything and is left out.
 * @param url the address that was asked.
 * @param text the answer, as the server wrote it.
 */
export function foreignPlaceOfNextPage(url: string, text: string, baseUrl: string): string | undefined {
  const nextLink = nextLinkIn(text);
  if (nextLink === undefined || !URL.canParse(nextLink, url)) return undefined;
  const { protocol, host, pathname } = new URL(nextLink, url);
  const place = `${protocol}//${host}${baseIn(pathname)}`;
  const own = new URL(baseUrl);
  const isOurs = isSameText(place, own.origin + own.pathname.replace(/\/$/, ''));
  return isOurs ? undefined : place.slice(0, LONGEST_PLACE);
}

/** A path that is none of the API's is told as a whole. */
function baseIn(path: string): string {
  const at = path.toLowerCase().indexOf(repositoriesPath(1).toLowerCase());
  return at < 0 ? path : path.slice(0, at);
}

const isSameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function nextLinkIn(text: string): string | undefined {
  try {
    const page = JSON.parse(text.replace(/^\uFEFF/, '')) as { readonly '@odata.nextLink'?: unknown } | null;
    const nextLink = page?.['@odata.nextLink'];
    return typeof nextLink === 'string' && nextLink !== '' ? nextLink : undefined;
  } catch {
    return undefined;
  }
}
