import { createRepositoryApi, type RepositoryApi } from '../../src/api';

const nothing = () => Promise.reject(new Error('Nothing is sent here.'));

/** The requests of a repository that is never asked anything: for those that are made up otherwise. */
export function requestFor(place: Pick<RepositoryApi, 'baseUrl' | 'repoId'>): RepositoryApi['requestFor'] {
  const { baseUrl, repoId } = place;
  const api = createRepositoryApi({ baseUrl, repoId, signIn: { requestToken: nothing }, transport: nothing });
  return (change) => api.requestFor(change);
}
