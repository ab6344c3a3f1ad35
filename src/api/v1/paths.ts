/** The addresses of the calls, below a base URL as `normalizeBaseUrl` gives it. */

/** `/v1/Repositories`, below the base: whoever looks at a server without signing in may ask for it, in any version. */
export const repositoriesPath = (version: 1 | 2): string => `/v${version}/Repositories`;

/** The base of an address that is asked; one that has none is its own, and nothing else lies below it. */
export function baseOf(url: string): string {
  const { origin, pathname } = new URL(url);
  const at = pathname.toLowerCase().indexOf(repositoriesPath(1).toLowerCase());
  return origin + (at < 0 ? pathname : pathname.slice(0, at));
}

/** `{base}/v1/Repositories` */
export function repositoriesUrl(baseUrl: string): string {
  return baseUrl + repositoriesPath(1);
}

/** `{base}/v1/Repositories/{repoId}` */
export function repositoryUrl(baseUrl: string, repoId: string): string {
  return `${repositoriesUrl(baseUrl)}/${encode(repoId)}`;
}

/** `…/Entries/{id}` */
export function entryUrl(baseUrl: string, repoId: string, entryId: number): string {
  return `${repositoryUrl(baseUrl, repoId)}/Entries/${entryId}`;
}

/** The address that links of an entry are read from and assigned to: `…/Entries/{id}/links`. */
export function linksUrl(baseUrl: string, repoId: string, entryId: number): string {
  return `${entryUrl(baseUrl, repoId, entryId)}/links`;
}

/** `…/Entries/{id}/fields` */
export function fieldsUrl(baseUrl: string, repoId: string, entryId: number): string {
  return `${entryUrl(baseUrl, repoId, entryId)}/fields`;
}

/** `…/Token`, where user name and password give a token. */
export function tokenUrl(baseUrl: string, repoId: string): string {
  return `${repositoryUrl(baseUrl, repoId)}/Token`;
}

/** Adds a query. OData's `$` and commas stay as they are: both are allowed there, and the log is easier to read. */
export function withQuery(url: string, query: Readonly<Record<string, string | number | boolean>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${name}=${encode(String(value)).replaceAll('%2C', ',')}`,
  );
  return `${url}?${pairs.join('&')}`;
}

/** Halves of a surrogate pair have no UTF-8 form and would make `encodeURIComponent` throw. */
function encode(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
