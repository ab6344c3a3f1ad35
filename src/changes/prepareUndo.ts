import { ApiError } from '../api';
import { findConflicts, isInRecycleBin, keyOf, type LinkKey, type LinkType, readLinks } from '../domain';
import { MAX_CONCURRENCY, mapConcurrent } from './mapConcurrent';
import { checkRepository } from './checks';
import type { HistoryItem } from './journal/journal';
import { typesFor } from './knownTypes';
import { readToShow } from './readConsistent';
import { repairOf } from './repair';
import type {
  CannotReturn,
  EditorCallOptions,
  GroupOptions,
  LinkChange,
  LinkEditorOptions,
  PreparedUndo,
} from './types';
import { undoChange } from './undo';

/** A change that takes something back, and what of it can't come back. */
interface Prepared {
  readonly change: LinkChange;
  readonly lost: readonly CannotReturn[];
}

/**
 * Looks what of past changes can be taken back: links whose target or type is gone are left out and told. Incoming links
 * that the server dropped with them come back through the entries that own them.
 * Costs the links of each entry and one request for each target to link again.
 * @throws EditError `otherRepository` where a change was made in another repository than the editor's
 */
export async function prepareUndo(
  options: LinkEditorOptions,
  items: readonly HistoryItem[],
  { signal, onProgress }: Omit<GroupOptions, 'confirm'>,
): Promise<PreparedUndo> {
  for (const { entryId, connection } of items)
    checkRepository({ sourceId: entryId, madeFor: connection }, options);
  const call: EditorCallOptions = signal ? { signal } : {};
  const known = await options.linkTypes(call);
  const undos = undoChange(items);
  const repairs = repairOf(items.flatMap(({ droppedIncoming = [] }) => droppedIncoming));
  const of = undos.length + repairs.length;
  const newest = new Map(undos.toReversed().map((change) => [change.sourceId, change]));
  let done = 0;
  const counted = async (prepare: Promise<Prepared>): Promise<Prepared> => {
    const prepared = await prepare;
    done += 1;
    onProgress?.({ operation: 'reading', done, of });
    return prepared;
  };
  const undone = await mapConcurrent(MAX_CONCURRENCY, undos, (change) =>
    counted(prepareOne(options, change, newest.get(change.sourceId) === change, known, call)),
  );
  const repaired = await mapConcurrent(MAX_CONCURRENCY, repairs, (change) =>
    counted(prepareRepair(options, { ...change, cause: 'undo', madeFor: options.connection }, known, call)),
  );
  const prepared = [...undone, ...repaired];
  return {
    changes: prepared.map(({ change }) => change),
    cannotReturn: prepared.flatMap(({ lost }) => lost),
  };
}

async function prepareOne(
  options: LinkEditorOptions,
  change: LinkChange,
  isNewest: boolean,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<Prepared> {
  const fresh = isNewest ? await onFreshBase(options, change, known, call) : change;
  const lost = await whatCannotReturn(options, fresh, known, call);
  return { change: without(fresh, lost), lost };
}

/** Incoming links of an entry are the outgoing ones of another, which may be gone or closed by now. */
async function prepareRepair(
  options: LinkEditorOptions,
  change: LinkChange,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<Prepared> {
  const { sourceId, edit } = change;
  try {
    const base = await readToShow(() => options.repository.getLinks(sourceId, call), sourceId);
    return await prepareOne(options, { ...change, base }, false, known, call);
  } catch (error) {
    const reason = error instanceof ApiError ? error.reason : undefined;
    if (reason !== 'notFound' && reason !== 'forbidden') throw error;
    const why = reason === 'notFound' ? 'sourceGone' : 'sourceForbidden';
    const lost = (edit.upsert ?? []).map(({ properties = {}, targetId, linkTypeId }): CannotReturn => {
      return { sourceId, link: { targetId, linkTypeId, properties }, why };
    });
    return { change: without(change, lost), lost };
  }
}

/** Where nobody else touched the same links since, the links as they are now are what a person is shown. */
async function onFreshBase(
  { repository, linkTypes }: LinkEditorOptions,
  change: LinkChange,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<LinkChange> {
  const { sourceId, edit, base = [] } = change;
  const now = await readToShow(() => repository.getLinks(sourceId, call), sourceId);
  const types = await typesFor(now, known, linkTypes, call);
  const outgoingOf = (links: typeof now) => readLinks(links, sourceId, types).outgoing;
  const overlaps = findConflicts(outgoingOf(base), outgoingOf(now), edit).length > 0;
  return overlaps ? change : { ...change, base: now };
}

async function whatCannotReturn(
  { repository, linkTypes }: LinkEditorOptions,
  { sourceId, edit, base = [] }: LinkChange,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<CannotReturn[]> {
  const types = await typesFor(base, known, linkTypes, call);
  const there = new Set(readLinks(base, sourceId, types).outgoing.map(keyOf));
  const toReturn = (edit.upsert ?? []).filter((link) => !there.has(keyOf(link)));
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
    const { path } = await repository.getEntry(entryId, call);
    return path && isInRecycleBin(path) ? 'targetInRecycleBin' : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'notFound') return 'targetGone';
    if (error instanceof ApiError && error.reason === 'forbidden') return 'targetForbidden';
    throw error;
  }
}

function without(change: LinkChange, lost: readonly { readonly link: LinkKey }[]): LinkChange {
  const gone = new Set(lost.map(({ link }) => keyOf(link)));
  const upsert = (change.edit.upsert ?? []).filter((link) => !gone.has(keyOf(link)));
  return { ...change, edit: { ...change.edit, upsert } };
}
