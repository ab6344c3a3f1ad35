import type { CachedApi } from '../api';
import type { LinkEditorOptions } from '../changes';
import { sameRepository } from '../domain';
import type { LinkEditors } from './linkEditors';
import { lazyEditor } from './lazyEditor';
import { once } from './once';
import { withTypedLinks } from './typedLinks';
import type { Connection, LinksChanged, LinksSettled, Session } from './types';

export interface SessionOptions extends Pick<LinkEditorOptions, 'lock' | 'policy'> {
  readonly connection: Connection;
  /** As it is saved now: its name may be another one, and it may lead elsewhere. */
  readonly saved: () => Connection | undefined;
  readonly cache: CachedApi;
  readonly changing: () => Promise<LinkEditors>;
  readonly onLinksChanged: (change: LinksChanged) => void;
  readonly onSettled: (settled: LinksSettled) => void;
  readonly onRefresh: () => void;
}

/** A session also forgets what it read once, so that a refresh reads it again. */
export interface RefreshableSession extends Session {
  /** The connection as it was when the session was opened. */
  readonly openedFor: Connection;
  refresh(): void;
}

export function createSession(options: SessionOptions): RefreshableSession {
  const { connection, saved, cache, changing, lock, policy, onLinksChanged, onSettled, onRefresh } = options;
  /** The connection as it is saved now, while it still leads to the repository of this session. */
  const current = () => {
    const now = saved();
    return now && sameRepository(now, connection) ? now : undefined;
  };
  const repository = withTypedLinks(cache.api);
  const linkTypes: Session['linkTypes'] = (call) => repository.listLinkTypes(call);
  const webClientUrl = once(async () => {
    const list = await repository.listRepositories();
    return list.find(({ repoId }) => repoId === repository.repoId)?.webClientUrl ?? undefined;
  });
  const ownEditor = once(async () =>
    (await changing()).editor({
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
  const editor = lazyEditor(ownEditor.get);

  return {
    get connection() {
      return current() ?? connection;
    },
    openedFor: connection,
    repository,
    linkTypes,
    webClientUrl: webClientUrl.get,
    editor,
    refresh() {
      cache.forget();
      webClientUrl.forget();
      onRefresh();
    },
  };
}
