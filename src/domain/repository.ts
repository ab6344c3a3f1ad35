/** What tells one repository of one server from another, as a connection has it. */
export interface RepositoryRef {
  /** Empty for the sandbox, whose address changes with each start. */
  readonly baseUrl: string;
  readonly repoId: string;
}

/**
 * Whether two connections lead to the same repository, as far as their addresses tell. Letter case counts for nothing:
 * servers ignore it. Two spellings of one server (its name and its IP address) are taken for two: to refuse is cheap.
 */
export function sameRepository(a: RepositoryRef, b: RepositoryRef): boolean {
  return repositoryKey(a) === repositoryKey(b);
}

/** Whether two ids are of one repository of a server: letter case counts for nothing. */
export const sameRepoId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The same text for the same repository. */
export function repositoryKey({ baseUrl, repoId }: RepositoryRef): string {
  return JSON.stringify([placeOf(baseUrl), repoId.toLowerCase()]);
}

/** An address in one spelling: case, default port, a dot after the host and a slash at the end say nothing. */
function placeOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl.toLowerCase();
  const { protocol, hostname, port, pathname } = new URL(baseUrl);
  const host = hostname.replace(/\.$/, '');
  return `${protocol}//${host}:${port}${pathname.replace(/(?<!\/)\/+$/, '')}`.toLowerCase();
}
