import type { CachedApi } from '../cache';
import type { LinkEditorOptions } from '../editing';
import type { Changing } from './changing';
import { laterEditor } from './laterEditor';
import { once } from './once';
import type { Connection, LinksChanged, Session } from './types';

export interface SessionOptions extends Pick<LinkEditorOptions, 'turn' | 'policy'> {
  readonly connection: Connection;
  /** As it is saved now: its name may be another one. */
  readonly saved: () => Connection | undefined;
  readonly cache: CachedApi;
  readonly changing: () => Promise<Changing>;
  readonly onLinksChanged: (change: LinksChanged) => void;
  readonly onRefresh: () => void;
}

/** A session also forgets what it read once, so that a refresh reads it again. */
export interface RefreshableSession extends Session {
  refresh(): void;
}

export function createSession(options: SessionOptions): RefreshableSession {
  const { connection, saved, cache, changing, turn, policy, onLinksChanged, onRefresh } = options;
  const repository = cache.api;
  const linkTypes: Session['linkTypes'] = (call) => repository.listLinkTypes(call);
  const webClientUrl = once(async () => {
    const list = await repository.listRepositories();
    return list.find(({ repoId }) => repoId === repository.repoId)?.webclientUrl ?? undefined;
  });
  const ownEditor = once(async () =>
    (await changing()).editor({
      connection,
      // A change reads for itself: nothing is written on the ground of an answer that was kept.
      repository: cache.direct,
      linkTypes,
      turn,
      policy,
      onWritten: (written) => onLinksChanged({ connectionId: connection.id, madeIn: connection, ...written }),
    }),
  );
  const editor = laterEditor(ownEditor.get);

  return {
    get connection() {
      return saved() ?? connection;
    },
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
