import type { RepositoryApi } from '../api';

/** Passes every call through `watch`. */
export function withSignInState(
  api: RepositoryApi,
  watch: <T>(call: () => Promise<T>) => Promise<T>,
): RepositoryApi {
  return {
    baseUrl: api.baseUrl,
    repoId: api.repoId,
    // Servers may keep their list to themselves: a refusal tells nothing of the sign-in.
    listRepositories: (call) => api.listRepositories(call),
    getEntry: (id, call) => watch(() => api.getEntry(id, call)),
    getEntryByPath: (path, call) => watch(() => api.getEntryByPath(path, call)),
    getEntryByUrl: (url, call) => watch(() => api.getEntryByUrl(url, call)),
    listChildren: (id, call) => watch(() => api.listChildren(id, call)),
    getLinks: (id, call) => watch(() => api.getLinks(id, call)),
    assignLinks: (id, payload, call) => watch(() => api.assignLinks(id, payload, call)),
    reserve: (call) => watch(() => api.reserve(call)),
    listLinkTypes: (call) => watch(() => api.listLinkTypes(call)),
    search: (searchCommand, call) => watch(() => api.search(searchCommand, call)),
  };
}
