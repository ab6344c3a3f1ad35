import { ApiError, normalizeBaseUrl, readRepositories, type RepositoryInfo, type Send } from '../api';

/**
 * The repositories of a self-hosted server, asked for without a sign-in, which needs a repository. None where the
 * server keeps its list to itself, as servers do by default.
 */
export async function listRepositories(
  baseUrl: string,
  send: Send,
  signal: AbortSignal | undefined,
): Promise<readonly RepositoryInfo[]> {
  try {
    const url = `${normalizeBaseUrl(baseUrl)}/v1/Repositories`;
    return await send({ method: 'GET', url, signal, read: readRepositories });
  } catch (error) {
    if (error instanceof ApiError && error.status !== undefined) return [];
    throw error;
  }
}
