import { ApiError, type CachedApi, type RepositoryApi } from '../api';
import type { LinkEditorOptions } from '../changes';
import { needsTypes, sameRepoId, sameRepository, withTypes, type LinkType } from '../domain';
import { lazyMethods, loadCode, once } from '../ui';
import type { LinkEditors } from './linkEditors';
import { noticingLinks } from './recentLinks';
import { rootIdOf } from './saved';
import type { Connection, LinkEditorApi, LinksChanged, LinksSettled, Recents, Session } from './types';

/** Link types that were asked for within this time are good enough to name links by; milliseconds. */
const RECENT_MS = 30_000;

export interface SessionOptions extends Pick<LinkEditorOptions, 'lock' | 'policy'> {
  readonly connection: Connection;
  /** As it is saved now: its name may be another one, and it may lead elsewhere. */
  readonly saved: () => Connection | undefined;
  readonly cache: CachedApi;
  readonly linkEditors: () => Promise<LinkEditors>;
  readonly recents: Recents;
  readonly onLinksChanged: (change: LinksChanged) => void;
  readonly onSettled: (settled: LinksSettled) => void;
  readonly onRefresh: () => void;
  /** The root folder has another id than was known. */
  readonly onRootFound: (rootId: number) => Promise<void>;
}

/** A session also forgets what it read once, so that a refresh reads it again. */
export interface RefreshableSession extends Session {
  /** The connection as it was when the session was opened. */
  readonly openedFor: Connection;
  /** What was read is old: other than a refresh, this tries no refused sign-in again. */
  forgetAnswers(): void;
  refresh(): void;
}

export function createSession(options: SessionOptions): RefreshableSession {
  const { connection, saved, cache, linkEditors, recents, lock, policy } = options;
  const { onLinksChanged, onSettled, onRefresh, onRootFound } = options;
  /** The connection as it is saved now, while it still leads to the repository of this session. */
  const current = () => {
    const now = saved();
    return now && sameRepository(now, connection) ? now : undefined;
  };
  const repository = withTypedLinks(cache.api);
  const linkTypes: Session['linkTypes'] = (call) => repository.listLinkTypes(call);
  const webClientUrl = once(async () => {
    const list = await repository.listRepositories();
    return list.find(({ repoId }) => sameRepoId(repoId, repository.repoId))?.webClientUrl ?? undefined;
  });
  const ownSearches = once(async () => {
    const { createSearches } = await loadCode(() => import('./linkEditors'));
    return createSearches({ repository, linkTypes });
  });
  const ownEditor = once(async () =>
    (await linkEditors()).editor({
      connection,
      // A change reads for itself: nothing is written on the ground of an answer that was kept.
      repository: cache.direct,
      linkTypes,
      lock,
      policy,
      // Whoever shows the connection shows another repository once it leads elsewhere.
      onWritten: (written) => {
        if (current()) onLinksChanged({ connectionId: connection.id, madeIn: connection, ...written });
      },
      onSettled: (settled) => onSettled({ connectionId: connection.id, ...settled }),
    }),
  );
  const editor: LinkEditorApi = noticingLinks(
    lazyMethods(ownEditor.get, ['plan', 'planSwap', 'planUndo', 'planRepair', 'apply', 'change']),
    recents,
  );

  return {
    get connection() {
      return current() ?? connection;
    },
    openedFor: connection,
    repository,
    linkTypes,
    webClientUrl: webClientUrl.get,
    async otherRoot(known, error, call) {
      if (!ApiError.is(error, 'notFound', 'forbidden')) throw error;
      const { id } = await repository.getRoot(call).catch((closed: unknown) => {
        // That there is no other one says no more than the refusal; an outage or a cancel does.
        throw ApiError.is(closed, 'notFound', 'forbidden', 'badRequest') ? error : closed;
      });
      if (id === known) throw error;
      // That it can't be remembered costs a question next time.
      if (rootIdOf(current() ?? connection) !== id) await onRootFound(id).catch(() => undefined);
      return id;
    },
    editor,
    searches: lazyMethods(ownSearches.get, ['commandOf', 'first', 'all', 'findByName']),
    recents,
    forgetAnswers: () => cache.forget(),
    refresh() {
      cache.forget();
      webClientUrl.forget();
      onRefresh();
    },
  };
}

/**
 * Fills in the types of links where the server does not tell them, as the labels mean them when the links are read: an
 * administrator may give a label to another type later, and what is shown, chosen and edited must not change its type
 * with it.
 */
export function withTypedLinks(api: RepositoryApi, now: () => number = Date.now): RepositoryApi {
  let recent: { readonly at: number; readonly types: Promise<readonly LinkType[]> } | undefined;

  function recentTypes(fresh: boolean): Promise<readonly LinkType[]> {
    const at = now();
    if (!fresh && recent && Math.abs(at - recent.at) <= RECENT_MS) return recent.types;
    const types = api.listLinkTypes({ fresh: true });
    const asked = { at, types };
    recent = asked;
    types.catch(() => {
      if (recent === asked) recent = undefined;
    });
    return types;
  }

  return {
    ...api,
    async getLinks(entryId, call) {
      const links = await api.getLinks(entryId, call);
      return needsTypes(links) ? withTypes(links, await recentTypes(call?.fresh ?? false)) : links;
    },
  };
}
