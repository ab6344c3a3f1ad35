import type { RepositoryApi } from '../api';
import { type LinkType, needsTypes, withTypes } from '../domain';

/** Link types that were asked for within this time are good enough to name links by; milliseconds. */
const RECENT_MS = 30_000;

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
