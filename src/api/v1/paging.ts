import { ApiError } from '../errors';
import type { Page } from '../repository';

/** More than any list has: a server that never comes to an end would fill the memory. */
const MOST_PAGES = 10_000;
const MOST_ITEMS = 1_000_000;

/** Reads a listing to its end. A next link that was followed before would never end: it is an `unexpectedAnswer`. */
export async function readAllPages<T>(
  firstUrl: string,
  readPage: (url: string) => Promise<Page<T>>,
  onPage?: (count: number) => void,
): Promise<readonly T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  for (let url: string | undefined = firstUrl; url !== undefined;) {
    seen.add(new URL(url).href);
    const page: Page<T> = await readPage(url);
    for (const item of page.items) items.push(item);
    onPage?.(page.items.length);
    url = page.next;
    if (url !== undefined && seen.has(new URL(url).href)) {
      throw new ApiError('unexpectedAnswer', 'The next links of a listing go round in a circle.');
    }
    if (url !== undefined && (seen.size >= MOST_PAGES || items.length >= MOST_ITEMS)) {
      throw new ApiError('unexpectedAnswer', 'A listing does not come to an end.');
    }
  }
  return items;
}
