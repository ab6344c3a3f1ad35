import type { RepositoryApi } from '../api';
import { EditError, LinkEditor, type LinkChangeOutcome } from '../editing';
import { once } from './once';
import type { Connection, LinksChanged, Session } from './types';

export interface SessionOptions {
  readonly connection: Connection;
  readonly repository: RepositoryApi;
  readonly allowSelfLinks: () => boolean;
  readonly onLinksChanged: (change: LinksChanged) => void;
}

/** A session also forgets what it read once, so that a refresh reads it again. */
export interface RefreshableSession extends Session {
  refresh(): void;
}

export function createSession(options: SessionOptions): RefreshableSession {
  const { connection, repository, allowSelfLinks, onLinksChanged } = options;
  const linkTypes = once(() => repository.listLinkTypes());
  const webClientUrl = once(async () => {
    const list = await repository.listRepositories();
    return list.find(({ repoId }) => repoId === repository.repoId)?.webclientUrl ?? undefined;
  });
  const editor = new LinkEditor({ repository, linkTypes: linkTypes.get });
  const changed = (links: LinksChanged['links'], sourceId: number, targetIds: readonly number[]) =>
    onLinksChanged({ connectionId: connection.id, sourceId, links, targetIds });

  return {
    connection,
    repository,
    linkTypes: linkTypes.get,
    webClientUrl: webClientUrl.get,
    async changeLinks(change, callOptions) {
      try {
        const outcome = await editor.change({ ...change, allowSelfLinks: allowSelfLinks() }, callOptions);
        if (outcome.sent) changed(outcome.links, outcome.sourceId, touchedTargets(outcome));
        return outcome;
      } catch (error) {
        // The links differ from what everybody shows, although the change failed: show what the server has.
        if (
          error instanceof EditError &&
          (error.reason === 'notAsSent' || error.reason === 'outcomeUnknown')
        ) {
          const { links, sourceId } = error.details;
          if (links)
            changed(
              links,
              sourceId,
              links.map(({ targetId }) => targetId),
            );
        }
        throw error;
      }
    },
    refresh() {
      linkTypes.forget();
      webClientUrl.forget();
    },
  };
}

function touchedTargets({ plan }: LinkChangeOutcome): readonly number[] {
  return [
    ...new Set(
      [...plan.added, ...plan.removed, ...plan.changed.map(({ after }) => after)].map(
        (link) => link.targetId,
      ),
    ),
  ];
}
