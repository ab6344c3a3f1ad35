/** What a person typed or pasted to name an entry. */
export type EntryReference = { readonly id: number } | { readonly path: string };

/** Ids are positive 32-bit integers. */
const MAX_ID = 2 ** 31 - 1;
/** Parameters that carry the entry id in addresses of the web client, old and new. */
const ID_PARAMETERS = ['id', 'docid', 'startid'];

/**
 * Reads an id (`15`, `#15`), a path (`\Email\x`, `/Email/x`, `Email\x`) or an address of the web client or the API
 * (`DocView.aspx?repo=…&id=15`, `Browse.aspx?repo=…#?id=15`, `…/Entries/15`). `undefined` when it is none of these.
 */
export function parseEntryReference(text: string): EntryReference | undefined {
  const typed = text.trim();
  const number = /^#?(\d+)$/.exec(typed)?.[1];
  if (number !== undefined) return reference(number);
  if (/^https?:\/\//i.test(typed)) return URL.canParse(typed) ? parseAddress(new URL(typed)) : undefined;
  if (typed.includes('\\')) return { path: toPath(typed) };
  return typed.startsWith('/') ? { path: toPath(typed.replaceAll('/', '\\')) } : undefined;
}

/** The part after # tells where the web client stands now; the query may be where it started. */
function parseAddress({ hash, search, pathname }: URL): EntryReference | undefined {
  const id = idParameter(hash.replace(/^#\??/, '')) ?? idParameter(search.slice(1));
  return reference(id ?? /\/Entries\/(\d+)(?:\/|$)/i.exec(pathname)?.[1]);
}

/** Parameters are parted by `&`, in addresses of old web clients by `;`, and their case does not count. */
function idParameter(query: string): string | undefined {
  const values = new Map(
    [...new URLSearchParams(query.replaceAll(';', '&'))].map(([name, value]) => [name.toLowerCase(), value]),
  );
  return ID_PARAMETERS.map((name) => values.get(name)).find((value) => value !== undefined);
}

function reference(id: string | undefined): EntryReference | undefined {
  if (id === undefined || !/^\d+$/.test(id)) return undefined;
  const number = Number(id);
  return number >= 1 && number <= MAX_ID ? { id: number } : undefined;
}

/** One backslash at the start, none at the end; the root is `\`. */
function toPath(typed: string): string {
  return `\\${typed.replace(/^\\+|(?<!\\)\\+$/g, '')}`;
}
