import type { RepositoryApi } from '../api';
import { LinkEditor, type LinkEditorOptions } from '../editing';
import { once } from './once';
import type { Connection, LinksChanged, Session } from './types';

export interface SessionOptions extends Pick<LinkEditorOptions, 'journal' | 'turn' | 'policy'> {
  readonly connection: Connection;
  /** As it is saved now: its name may be another one. */
  readonly saved: () => Connection | undefined;
  readonly repository: RepositoryApi;
  readonly onLinksChanged: (change: LinksChanged) => void;
  readonly onRefresh: () => void;
}

/** A session also forgets what it read once, so that a refresh reads it again. */
export interface RefreshableSession extends Session {
  refresh(): void;
}

export function createSession(options: SessionOptions): RefreshableSession {
  const { connection, saved, repository, journal, turn, policy, onLinksChanged, onRefresh } = options;
  const linkTypes = once(() => repository.listLinkTypes());
  const webClientUrl = once(async () => {
    const list = await repository.listRepositories();
    return list.find(({ repoId }) => repoId === repository.repoId)?.webclientUrl ?? undefined;
  });
  const editor = new LinkEditor({
    connection,
    repository,
    linkTypes: linkTypes.get,
    journal,
    turn,
    policy,
    onWritten: (written) => onLinksChanged({ connectionId: connection.id, ...written }),
  });

  return {
    get connection() {
      return saved() ?? connection;
    },
    repository,
    linkTypes: linkTypes.get,
    webClientUrl: webClientUrl.get,
    editor,
    changeLinks: (change, call) => editor.change(change, call),
    refresh() {
      linkTypes.forget();
      webClientUrl.forget();
      onRefresh();
    },
  };
}
