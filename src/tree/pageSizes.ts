import { ApiError, type Page } from '../api';
import type { Entry } from '../domain';

/**
 * The largest page that is asked for. A server that sends so many needs a tenth of the requests of its default, and
 * reading the answer does not hold up the extension host for longer than a blink (5,000 entries: about 60 ms).
 */
const LARGEST = 2_000;

/** The largest page that each connection's server honours, as it turns out. */
export class PageSizes {
  readonly #honoured = new Map<string, number>();

  /**
   * Reads a page as large as the server gives. What it sends less of with more to come is its limit; one that refuses
   * a large page is asked for `first` again, which it gave before.
   * @param most no more than that, unless `first` is.
   */
  async large(
    connectionId: string,
    first: number,
    read: (pageSize: number) => Promise<Page<Entry>>,
    most = LARGEST,
  ): Promise<Page<Entry>> {
    const size = Math.max(first, Math.min(most, this.#honoured.get(connectionId) ?? LARGEST));
    try {
      const page = await read(size);
      const { length } = page.items;
      if (page.next !== undefined && length > 0 && length < size) this.#honoured.set(connectionId, length);
      return page;
    } catch (error) {
      if (size === first || !(error instanceof ApiError) || error.reason !== 'badRequest') throw error;
      this.#honoured.set(connectionId, first);
      return read(first);
    }
  }
}
