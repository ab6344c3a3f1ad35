import { ApiError } from '../errors';

/**
 * An address that a server wrote, as a request of our own: behind a proxy it may name an inner host, port or scheme. Its
 * path and query count where they lie below our own base, letter case apart; the rest is ours, so no token can travel
 * elsewhere.
 * @param address absolute, or relative to what was asked.
 * @param asked the address that was asked, below `baseUrl`.
 * @throws ApiError `foreignOrigin` when it lies elsewhere, `unexpectedAnswer` when it is no address.
 */
export function ownAddress(address: string, asked: string, baseUrl: string): string {
  const told = URL.canParse(address, asked) ? new URL(address, asked) : undefined;
  if (!told) throw new ApiError('unexpectedAnswer', 'The server wrote an address that is none.');
  const isWeb = /^https?:$/.test(told.protocol) && !told.username && !told.password;
  // Our own spelling goes on: what the server's one lets slip can't add up from page to page.
  if (isWeb && samePath(told.href, asked)) {
    const same = new URL(asked);
    same.search = told.search;
    return same.href;
  }
  const own = new URL(baseUrl);
  const rest = isWeb ? below(told.pathname, own.pathname) : undefined;
  if (rest === undefined)
    throw new ApiError('foreignOrigin', `An address leads to ${told.origin}, not to ${own.origin}.`);
  own.pathname = [...segmentsOf(own.pathname), ...rest].join('/');
  own.search = told.search;
  return own.href;
}

/** The same text for the same request: servers ignore letter case in paths, but not in what a query carries. */
export function inOneSpelling(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return origin + pathname.toLowerCase() + search;
}

/** Whether two addresses have the same path, whatever their hosts and however each is spelled. */
export function samePath(a: string, b: string): boolean {
  const [ofA, ofB] = [a, b].map((url) => segmentsOf(new URL(url).pathname).map(plain));
  return JSON.stringify(ofA) === JSON.stringify(ofB);
}

/** The segments of a path below another one, as they are written; undefined when it does not lie there. */
function below(path: string, base: string): readonly string[] | undefined {
  const [segments, baseSegments] = [segmentsOf(path), segmentsOf(base)];
  const isBelow =
    segments.length > baseSegments.length &&
    baseSegments.every((segment, index) => plain(segments[index] ?? '') === plain(segment));
  return isBelow ? segments.slice(baseSegments.length) : undefined;
}

const segmentsOf = (path: string): readonly string[] =>
  path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .filter(Boolean);

/** A segment without the ways to write the same differently. */
function plain(segment: string): string {
  try {
    return decodeURIComponent(segment).toLowerCase();
  } catch {
    return segment.toLowerCase();
  }
}
