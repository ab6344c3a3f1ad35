import { ApiError, type LinkType } from '../api';
import { findConflicts, isInRecycleBin, keyOf, readLinks, type LinkKey } from '../links';
import type { HistoryItem } from './journal/journal';
import { readToShow } from './readSteadily';
import type { CannotReturn, EditorCallOptions, LinkChange, LinkEditorOptions, PreparedUndo } from './types';
import { undoChange } from './undo';

/**
 * Looks what of past changes can be taken back: links whose target or type is gone are left out and told.
 * Costs the links of each entry and one request for each target to link again.
 */
export async function prepareUndo(
  options: LinkEditorOptions,
  items: readonly HistoryItem[],
  call: EditorCallOptions,
): Promise<PreparedUndo> {
  const types = await options.linkTypes(call);
  const changes: LinkChange[] = [];
  const cannotReturn: CannotReturn[] = [];
  for (const change of undoChange(items)) {
    const isNewest = !changes.some(({ sourceId }) => sourceId === change.sourceId);
    const fresh = isNewest ? await onFreshBase(options, change, types, call) : change;
    const lost = await whatCannotReturn(options, fresh, types, call);
    cannotReturn.push(...lost);
    changes.push(without(fresh, lost));
  }
  return { changes, cannotReturn };
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
  const targets = new Map(
    await Promise.all(targetIds.map(async (id) => [id, await whyNotLinkable(repository, id, call)] as const)),
  );
  return toReturn.flatMap(({ targetId, linkTypeId, properties = {} }) => {
    const hasType = types.some((type) => type.linkTypeId === linkTypeId);
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
