import { ApiError, type LinkType } from '../api';
import { findConflicts, isInRecycleBin, keyOf, readLinks, type LinkKey } from '../links';
import { AT_ONCE, atMost } from './atMost';
import type { HistoryItem } from './journal/journal';
import { readToShow } from './readSteadily';
import type {
  CannotReturn,
  EditorCallOptions,
  GroupOptions,
  LinkChange,
  LinkEditorOptions,
  PreparedUndo,
} from './types';
import { undoChange } from './undo';

/**
 * Looks what of past changes can be taken back: links whose target or type is gone are left out and told.
 * Costs the links of each entry and one request for each target to link again.
 */
export async function prepareUndo(
  options: LinkEditorOptions,
  items: readonly HistoryItem[],
  { signal, onProgress }: Omit<GroupOptions, 'confirm'>,
): Promise<PreparedUndo> {
  const call: EditorCallOptions = signal ? { signal } : {};
  const types = await options.linkTypes(call);
  const wishes = undoChange(items);
  let done = 0;
  const newest = new Map(wishes.toReversed().map((change) => [change.sourceId, change]));
  const prepared = await atMost(AT_ONCE, wishes, async (change) => {
    const isNewest = newest.get(change.sourceId) === change;
    const fresh = isNewest ? await onFreshBase(options, change, types, call) : change;
    const lost = await whatCannotReturn(options, fresh, types, call);
    done += 1;
    onProgress?.({ doing: 'reading', done, of: wishes.length });
    return { change: without(fresh, lost), lost };
  });
  return {
    changes: prepared.map(({ change }) => change),
    cannotReturn: prepared.flatMap(({ lost }) => lost),
  };
}

/** Where nobody else touched the same links since, the links as they are now are what a person is shown. */
async function onFreshBase(
  { repository }: LinkEditorOptions,
  change: LinkChange,
  types: readonly LinkType[],
  call: EditorCallOptions,
): Promise<LinkChange> {
  const { sourceId, edit, base = [] } = change;
  const now = await readToShow(() => repository.getLinks(sourceId, call), sourceId);
  const outgoingOf = (links: typeof now) => readLinks(links, sourceId, types).outgoing;
  const overlaps = findConflicts(outgoingOf(base), outgoingOf(now), edit).length > 0;
  return overlaps ? change : { ...change, base: now };
}

async function whatCannotReturn(
  { repository }: LinkEditorOptions,
  { sourceId, edit, base = [] }: LinkChange,
  types: readonly LinkType[],
  call: EditorCallOptions,
): Promise<CannotReturn[]> {
  const there = new Set(readLinks(base, sourceId, types).outgoing.map(keyOf));
  const toReturn = (edit.put ?? []).filter((link) => !there.has(keyOf(link)));
  const targetIds = [...new Set(toReturn.map(({ targetId }) => targetId))];
  const typeIds = new Set(types.map(({ linkTypeId }) => linkTypeId));
  const targets = new Map(
    await Promise.all(targetIds.map(async (id) => [id, await whyNotLinkable(repository, id, call)] as const)),
  );
  return toReturn.flatMap(({ targetId, linkTypeId, properties = {} }) => {
    const hasType = typeIds.has(linkTypeId);
    const why = hasType ? targets.get(targetId) : 'linkTypeGone';
    return why ? [{ sourceId, link: { targetId, linkTypeId, properties }, why }] : [];
  });
}

async function whyNotLinkable(
  repository: LinkEditorOptions['repository'],
  entryId: number,
  call: EditorCallOptions,
): Promise<CannotReturn['why'] | undefined> {
  try {
    const { fullPath } = await repository.getEntry(entryId, call);
    return fullPath && isInRecycleBin(fullPath) ? 'targetInRecycleBin' : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'notFound') return 'targetGone';
    if (error instanceof ApiError && error.reason === 'forbidden') return 'targetForbidden';
    throw error;
  }
}

function without(change: LinkChange, lost: readonly { readonly link: LinkKey }[]): LinkChange {
  const gone = new Set(lost.map(({ link }) => keyOf(link)));
  const put = (change.edit.put ?? []).filter((link) => !gone.has(keyOf(link)));
  return { ...change, edit: { ...change.edit, put } };
}
