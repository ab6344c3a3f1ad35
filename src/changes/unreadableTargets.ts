import { ApiError, type RepositoryApi } from '../api';
import type { Link, LinkPlan } from '../domain';

/** Enough to find the reason of a refusal, few enough for a server that counts calls. */
const MOST_LOOKED_AT = 20;

/**
 * Why a server refused a set of links: those that lead to entries which are gone or may not be opened.
 * Looks at new links first, then at those whose path the server did not tell, then at others.
 */
export async function findUnreadable(
  repository: Pick<RepositoryApi, 'getEntry'>,
  sourceId: number,
  plan: LinkPlan,
  current: readonly Link[],
): Promise<Link[]> {
  const added = plan.added.map(({ targetId, linkTypeId }): Link => ({ sourceId, targetId, linkTypeId }));
  const staying = new Set(
    [...plan.kept, ...plan.changed.map(({ after }) => after)].map((link) => link.targetId),
  );
  const kept = current.filter((link) => link.sourceId === sourceId && staying.has(link.targetId));
  const suspects = [
    ...added,
    ...kept.filter(({ targetPath }) => !targetPath),
    ...kept.filter(({ targetPath }) => targetPath),
  ];
  const targetIds = [...new Set(suspects.map(({ targetId }) => targetId))].slice(0, MOST_LOOKED_AT);
  const unreadable = await Promise.all(
    targetIds.map(async (id) => ((await isReadable(repository, id)) ? [] : [id])),
  );
  const ids = new Set(unreadable.flat());
  return suspects.filter(({ targetId }) => ids.has(targetId));
}

async function isReadable(repository: Pick<RepositoryApi, 'getEntry'>, entryId: number): Promise<boolean> {
  try {
    await repository.getEntry(entryId);
    return true;
  } catch (error) {
    return !(error instanceof ApiError && (error.reason === 'notFound' || error.reason === 'forbidden'));
  }
}
