import { ApiError, type AccessToken, type ListedRepository } from '../../api';
import { sameRepoId } from '../../domain';
import { failed, failedBy, type Finding, ok, skipped, warning } from './facts';
import type { Scene } from './scene';

/** Ids of other repositories that are told at most. */
const MAX_OTHERS = 5;

const notSignedIn = skipped({ code: 'nobodySignedIn' });

/** Gets a token as every request of the connection would. */
export async function checkSignIn(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { subject, send, probes } = scene;
  const { baseUrl, repoId, kind, signIn } = subject;
  try {
    const token = await signIn.requestToken({ baseUrl, repoId, send }, signal);
    scene.token = token;
    scene.secrets.push(token.token);
    const minutes = Math.max(0, Math.round((token.expiresAt - probes.now()) / 60_000));
    return ok({ code: 'signedIn', kind, minutes });
  } catch (error) {
    if (!(error instanceof ApiError)) return failedBy(error);
    if (
      ['notFound', 'noRepository'].includes(error.reason) &&
      (kind === 'selfHosted' || kind === 'sandbox')
    ) {
      scene.repositoryUnknown = true;
      return skipped({ code: 'signInStopped' });
    }
    return error.reason === 'badCredentials' && kind !== 'sandbox'
      ? failed({ code: 'signInRefused', kind, errorCode: error.errorCode })
      : failedBy(error);
  }
}

export async function checkRepository(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { repoId } = scene.subject;
  if (scene.repositoryUnknown) return failed({ code: 'noRepository', repoId });
  if (!scene.token) return notSignedIn;
  const listed = await list(scene, scene.token, signal);
  const own = listed?.find((repository) => sameRepoId(repository.repoId, repoId));
  if (own)
    return ok({ code: 'repository', repoId, name: own.name === '' ? undefined : (own.name ?? undefined) });
  try {
    await scene.repository(scene.token).getRoot({ signal });
    return ok({ code: 'repositoryUnlisted', repoId });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The repository is there, but its root is closed: that is for the next check to say.
    if (error.reason === 'forbidden' && listed === undefined)
      return ok({ code: 'repositoryAnswers', repoId });
    if (!['notFound', 'noRepository', 'forbidden'].includes(error.reason)) return failedBy(error);
    const others = (listed ?? []).slice(0, MAX_OTHERS).map((repository) => repository.repoId);
    return failed({ code: 'noRepositoryForMe', repoId, others });
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
    if (
      error instanceof ApiError &&
      ['notFound', 'noRepository', 'forbidden', 'badRequest'].includes(error.reason)
    )
      return undefined;
    throw error;
  }
}

export async function checkLinkTypes(scene: Scene, signal: AbortSignal): Promise<Finding> {
  if (!scene.token) return notSignedIn;
  const { length: count } = await scene.repository(scene.token).listLinkTypes({ signal });
  return count === 0 ? warning({ code: 'linkTypes', count }) : ok({ code: 'linkTypes', count });
}

/** What can be told of the right to write without writing. */
export function checkWrite({ subject, token }: Scene): Finding {
  if (subject.readOnly) return warning({ code: 'readOnly', by: subject.readOnly });
  if (!token) return notSignedIn;
  const scopes = scopesOf(token.token);
  if (scopes?.some((scope) => /^repository\.write$/i.test(scope))) return skipped({ code: 'tokenMayWrite' });
  if (scopes?.some((scope) => /^repository\./i.test(scope))) return failed({ code: 'tokenMayRead' });
  return skipped({ code: 'rightsNotTold' });
}

/** What a token says it is good for, where it is one that says so. */
function scopesOf(token: string): readonly string[] | undefined {
  const [, claims = ''] = token.split('.');
  try {
    const { scope, scp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      readonly scope?: unknown;
      readonly scp?: unknown;
    };
    const told = scope ?? scp;
    if (typeof told === 'string') return told.split(/[ ,]+/);
    return Array.isArray(told) ? told.filter((one): one is string => typeof one === 'string') : undefined;
  } catch {
    return undefined;
  }
}
