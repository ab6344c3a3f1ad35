import { ApiError, type AccessToken, type ListedRepository } from '../../api';
import { failed, failedBy, ok, skipped, warning } from './findings';
import type { Scene } from './scene';
import type { Finding } from './types';

const ROOT = 1;
/** Ids of other repositories that are told at most. */
const TOLD = 5;
const CHECK_ID = 'Check the repository id in the connection; upper and lower case may count.';

export async function checkRepository(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { repoId } = scene.subject;
  if (scene.repositoryUnknown) return failed(`The server has no repository "${repoId}".`, CHECK_ID);
  if (!scene.token) return notSignedIn;
  const listed = await list(scene, scene.token, signal);
  const own = listed?.find((repository) => repository.repoId === repoId);
  if (own) return ok(own.name ? `${own.name} (${repoId}).` : `${repoId}.`);
  try {
    await scene.repository(scene.token).getEntry(ROOT, { signal });
    return ok(`${repoId}. The server keeps the list of its repositories to itself.`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The repository is there, but its root is closed: that is for the next check to say.
    if (error.reason === 'forbidden' && listed === undefined) return ok(`${repoId} answers.`);
    if (error.reason !== 'notFound' && error.reason !== 'forbidden') return failedBy(error);
    const others = (listed ?? []).slice(0, TOLD).map((repository) => repository.repoId);
    return failed(
      `The server has no repository "${repoId}" for whoever signed in here.`,
      others.length > 0 ? `${CHECK_ID} It has ${others.join(', ')}.` : CHECK_ID,
    );
  }
}

/** Undefined where the server keeps its list to itself. */
async function list(
  scene: Scene,
  token: AccessToken,
  signal: AbortSignal,
): Promise<readonly ListedRepository[] | undefined> {
  try {
    const found = await scene.repository(token).listRepositories({ signal });
    return found.length > 0 ? found : undefined;
  } catch (error) {
    if (error instanceof ApiError && ['notFound', 'forbidden', 'badRequest'].includes(error.reason))
      return undefined;
    throw error;
  }
}

const notSignedIn = skipped('Not checked, since nobody is signed in.');

export async function checkRead(scene: Scene, signal: AbortSignal): Promise<Finding> {
  if (!scene.token) return notSignedIn;
  try {
    const { name } = await scene.repository(scene.token).getEntry(ROOT, { signal });
    return ok(`The root folder can be read${name ? ` ("${name}")` : ''}.`);
  } catch (error) {
    if (!(error instanceof ApiError) || (error.reason !== 'forbidden' && error.reason !== 'notFound'))
      return failedBy(error);
    const code = error.errorCode === undefined ? '' : ` (${error.errorCode})`;
    return failed(
      `Access to the root folder is denied${code}.`,
      'Ask the administrator for the rights Browse and Read on the root folder, and on the folders you work in.',
    );
  }
}

export async function checkLinkTypes(scene: Scene, signal: AbortSignal): Promise<Finding> {
  if (!scene.token) return notSignedIn;
  const types = await scene.repository(scene.token).listLinkTypes({ signal });
  return types.length === 0
    ? warning('The repository has no link types.', 'Have its administrator create some: links need one.')
    : ok(`${types.length} can be read.`);
}
