import { isJson, type Quirk } from './quirk';

/** Changes the address of the next page of a listing. */
const nextLink = (change: (address: URL) => string): Quirk => ({
  change(body) {
    if (!isJson(body)) return body;
    const next = body['@odata.nextLink'];
    return typeof next === 'string' ? { ...body, '@odata.nextLink': change(new URL(next)) } : body;
  },
});

const inner = (address: unknown): unknown =>
  typeof address === 'string' && URL.canParse(address)
    ? `http://lf-inner:8080${new URL(address).pathname}`
    : address;

/** What a server behind a proxy writes of itself. */
export const ADDRESS_QUIRKS = {
  nextLinkInnerHost: nextLink(({ pathname, search }) => `http://lf-inner:8080${pathname}${search}`),
  nextLinkOtherPort: nextLink(
    ({ hostname, pathname, search }) => `https://${hostname}:1${pathname}${search}`,
  ),
  nextLinkOtherCase: nextLink(({ origin, pathname, search }) => origin + pathname.toUpperCase() + search),
  nextLinkRelative: nextLink(
    ({ pathname, search }) => pathname.slice(pathname.lastIndexOf('/') + 1) + search,
  ),
  linkAddressesInner: {
    change(body) {
      if (!isJson(body) || !Array.isArray(body['value'])) return body;
      const value = (body['value'] as unknown[]).map((row) =>
        isJson(row) && 'sourceLink' in row
          ? { ...row, sourceLink: inner(row['sourceLink']), targetLink: inner(row['targetLink']) }
          : row,
      );
      return { ...body, value };
    },
  },
} as const satisfies Readonly<Record<string, Quirk>>;
