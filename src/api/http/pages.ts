import { ApiError } from '../errors';
import { around, type ApiRequest, type Http, type Paging } from './request';

/** More than any list has: a server that never comes to an end would fill the memory. */
const MOST_PAGES = 10_000;
const MOST_ITEMS = 1_000_000;

/** Reads lists of several pages to their end, each page by a request of its own. */
export function withAllPages(http: Http): Http {
  return around(
    (request) => (request.paging ? allPages(http, request, request.paging) : http(request)),
    http.reserve,
  );
}

/** A next link that was followed before would never end: it is an `unexpectedAnswer`. */
async function allPages<T>(http: Http, request: ApiRequest<T>, paging: Paging<T>): Promise<T> {
  const pages: T[] = [];
  const seen = new Set<string>();
  let items = 0;
  for (let url: string | undefined = request.url; url !== undefined;) {
    seen.add(new URL(url).href);
    const page: T = await http({ ...request, url });
    pages.push(page);
    items += paging.count(page);
    paging.onPage?.(paging.count(page));
    url = paging.next(page);
    if (url !== undefined && seen.has(new URL(url).href))
      throw new ApiError('unexpectedAnswer', 'The next links of a listing go round in a circle.');
    if (url !== undefined && (seen.size >= MOST_PAGES || items >= MOST_ITEMS))
      throw new ApiError('unexpectedAnswer', 'A listing does not come to an end.');
  }
  return paging.join(pages);
}
