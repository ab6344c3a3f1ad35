import { type AccessToken, ApiError, errorCodeOf, foreignPlaceOfNextPage } from '../../api';
import { failed, failedBy, type Finding, ok, skipped } from './facts';
import type { Scene } from './scene';

/**
 * Whether the root folder can be read, and its second page: that has an address which the server writes. Behind a proxy
 * it may name another host, port or path than the one that leads there from here.
 */
export async function checkRead(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const { token } = scene;
  if (!token) return skipped({ code: 'nobodySignedIn' });
  const root = await readRoot(scene, token, signal);
  return 'id' in root ? readPages(scene, { token, ...root }, signal) : root;
}

interface Root {
  readonly id: number;
  readonly name: string;
}

async function readRoot(scene: Scene, token: AccessToken, signal: AbortSignal): Promise<Root | Finding> {
  try {
    return await scene.repository(token).getRoot({ signal });
  } catch (error) {
    if (!(error instanceof ApiError) || !['forbidden', 'notFound', 'noRepository'].includes(error.reason))
      return failedBy(error);
    return failed({ code: 'rootClosed', errorCode: error.errorCode });
  }
}

interface RootWithToken extends Root {
  readonly token: AccessToken;
}

async function readPages(scene: Scene, root: RootWithToken, signal: AbortSignal): Promise<Finding> {
  const { baseUrl } = scene.subject;
  /** Where each page says that the next one is, if that is not ours. */
  const said: string[] = [];
  const repository = scene.repository(root.token, (url, text) => {
    const place = foreignPlaceOfNextPage(url, text, baseUrl);
    if (place !== undefined) said.push(place);
  });
  const list = (more: { readonly next?: string } = {}) =>
    repository.listChildren(root.id, { pageSize: 1, signal, ...more });
  let next: string | undefined;
  try {
    ({ next } = await list());
  } catch (error) {
    if (ApiError.is(error, 'forbidden')) return failed({ code: 'rootClosed', errorCode: error.errorCode });
    // Whatever else the answer says: the folder itself was there a moment ago.
    if (ApiError.is(error) && error.status === 404) return failed({ code: 'rootNotListed' });
    return foreignPage(error, said.at(-1), baseUrl) ?? failedBy(error);
  }
  const told = { code: 'rootReadable', name: root.name, baseUrl } as const;
  if (next === undefined) return ok({ ...told, pages: 'one', serverSays: undefined });
  const serverSays = said.at(-1);
  said.length = 0;
  try {
    await list({ next });
    return ok({ ...told, pages: 'several', serverSays });
  } catch (error) {
    return (
      foreignPage(error, said.at(-1), baseUrl) ?? failed({ code: 'secondPageFails', error: asSeen(error) })
    );
  }
}

function foreignPage(error: unknown, serverSays: string | undefined, baseUrl: string): Finding | undefined {
  return serverSays !== undefined && ApiError.is(error, 'foreignOrigin')
    ? failed({ code: 'pagesElsewhere', serverSays, baseUrl })
    : undefined;
}

const asSeen = (error: unknown): unknown =>
  error instanceof ApiError || errorCodeOf(error) === undefined
    ? error
    : new ApiError('network', '', { cause: error });
