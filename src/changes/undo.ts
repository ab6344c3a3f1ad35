import { ApiError, isGone } from '../api';
import {
  editBetween,
  findConflicts,
  isInRecycleBin,
  keyOf,
  type Link,
  type LinkConflict,
  type LinkEdit,
  type LinkKey,
  type LinkPlan,
  type LinkType,
  planEdit,
  readLinks,
  type RepositoryRef,
  sameRepository,
} from '../domain';
import { mapConcurrent, MAX_CONCURRENCY } from './batch';
import { checkRepository } from './checks';
import { repairOf } from './droppedIncoming';
import type { HistoryItem } from './journal/journal';
import { bySequence } from './journal/lines';
import { readToShow, typesToday } from './reading';
import type { CannotReturn, ChangeRequest, EditorCallOptions, LinkEditorOptions, UndoOptions } from './types';

/** What a change did to the links of its entry. */
export type Happened = Pick<LinkPlan, 'added' | 'removed' | 'changed'> & {
  /** Links that it left as they were. */
  readonly kept: number;
};

/**
 * What a change did, not what was meant: they differ where the server stored other links than were sent. Links that are
 * neither among those before nor among those sent are somebody else's, and no part of it.
 */
export function happened(item: HistoryItem): Happened {
  const { entryId, outcome, before, answer, payload, added, removed, changed, kept } = item;
  const meant = { added, removed, changed, kept };
  if (outcome !== 'notAsSent' || !answer) return meant;
  // Types are filled in; where a record is older than that, only what was meant can be told.
  const [was, is] = [readLinks(before, entryId, []), readLinks(answer, entryId, [])];
  if (was.untyped.length + is.untyped.length > 0) return meant;
  const ours = new Set([...was.outgoing, ...payload].map(keyOf));
  const after = is.outgoing.filter((link) => ours.has(keyOf(link)));
  const plan = planEdit(was.outgoing, editBetween(was.outgoing, after));
  return { added: plan.added, removed: plan.removed, changed: plan.changed, kept: plan.kept.length };
}

/** Takes back what a change did, and nothing else: what others did since stays. */
export function undoEdit(item: HistoryItem): LinkEdit {
  const { added, removed, changed } = happened(item);
  const before = readLinks(item.before, item.entryId, []).outgoing;
  const keysOf = (links: readonly LinkKey[]) =>
    links.map(({ targetId, linkTypeId }) => ({ targetId, linkTypeId }));
  return {
    upsert: [...removed, ...changed.map((change) => change.before)],
    remove: keysOf(added),
    ...(removed.length > 0 && before.length > 0 && { order: keysOf(before) }),
  };
}

/** The links as a change left them: what others did to the same links since then is a conflict. */
function leftBy({ entryId, outcome, answer, payload }: HistoryItem): readonly Link[] {
  if (outcome === 'notAsSent' && answer) return answer;
  return payload.map(({ targetId, linkTypeId, properties = null }) => ({
    sourceId: entryId,
    targetId,
    linkTypeId,
    properties: properties,
  }));
}

/** Changes that take past ones back, the newest first. What was refused has nothing to take back. */
export function undoChange(items: readonly HistoryItem[]): ChangeRequest[] {
  return items
    .filter(({ outcome }) => outcome !== 'refused')
    .toSorted((a, b) => bySequence(b, a))
    .map((item) => ({
      sourceId: item.entryId,
      edit: undoEdit(item),
      base: leftBy(item),
      madeFor: item.connection,
      cause: 'undo',
      undoOf: item.id,
    }));
}

/**
 * The newest change that stands, with the rest of its group; empty when there is none. Undos are passed over with what
 * they took back: to take an undo back, choose it in the history. Expects the whole history, the newest first.
 * @param repository only changes made there; all where left out.
 * @param passedOver ids of changes that had nothing left to take back.
 */
export function lastUndoable(
  history: readonly HistoryItem[],
  repository?: RepositoryRef,
  passedOver: ReadonlySet<string> = new Set(),
): readonly HistoryItem[] {
  const undone = takenBack(history);
  const candidates = history.filter(
    ({ id, connection, cause, outcome }) =>
      (repository === undefined || sameRepository(connection, repository)) &&
      cause !== 'undo' &&
      outcome !== 'refused' &&
      !undone.has(id) &&
      !passedOver.has(id),
  );
  const [newest] = candidates;
  if (!newest) return [];
  return newest.group === undefined ? [newest] : candidates.filter(({ group }) => group === newest.group);
}

/** Ids of changes that were taken back by an undo which itself stands. */
export function takenBack(history: readonly HistoryItem[]): ReadonlySet<string> {
  const undone = new Set<string>();
  // Newest first: whether an undo stands is known before what it took back is looked at.
  for (const { id, undoOf, outcome } of history)
    if (undoOf !== undefined && outcome === 'written' && !undone.has(id)) undone.add(undoOf);
  return undone;
}

/** A request that takes something back, and what of it can't come back. */
interface UndoRequest {
  readonly request: ChangeRequest;
  readonly lost: readonly CannotReturn[];
  /** Links that others changed since, and all links as they are now. */
  readonly overlap?: { readonly conflicts: readonly LinkConflict[]; readonly theirs: readonly Link[] };
}

/**
 * Looks what of past changes can be taken back: links whose target or type is gone are left out and told. Incoming links
 * that the server dropped with them come back through the entries that own them.
 * Costs the links of each entry and one request for each target to link again.
 * @throws EditError `otherRepository` where a change was made in another repository than the editor's
 */
export async function undoRequests(
  options: LinkEditorOptions,
  items: readonly HistoryItem[],
  { signal, onProgress, cause = 'undo' }: UndoOptions,
): Promise<UndoRequest[]> {
  for (const { entryId, connection } of items)
    checkRepository({ sourceId: entryId, madeFor: connection }, options);
  const call: EditorCallOptions = signal ? { signal } : {};
  const known = await options.linkTypes(call);
  const undos = undoChange(items);
  const repairs = repairOf(items.flatMap(({ droppedIncoming = [] }) => droppedIncoming));
  const of = undos.length + repairs.length;
  const newest = new Map(undos.toReversed().map((request) => [request.sourceId, request]));
  let done = 0;
  const counted = async (prepare: Promise<UndoRequest>): Promise<UndoRequest> => {
    const prepared = await prepare;
    done += 1;
    onProgress?.({ operation: 'reading', done, of });
    return prepared;
  };
  const undone = await mapConcurrent(MAX_CONCURRENCY, undos, (request) =>
    counted(prepareOne(options, request, newest.get(request.sourceId) === request, known, call)),
  );
  const repaired = await mapConcurrent(MAX_CONCURRENCY, repairs, (request) =>
    counted(prepareRepair(options, { ...request, madeFor: options.connection }, known, call)),
  );
  return [...undone, ...repaired].map(({ request: { undoOf, ...request }, ...prepared }) => ({
    ...prepared,
    // Whatever came after a restored state goes as well: it is no undo of the one change.
    request: { ...request, cause, ...(cause === 'undo' && undoOf !== undefined && { undoOf }) },
  }));
}

async function prepareOne(
  options: LinkEditorOptions,
  request: ChangeRequest,
  isNewest: boolean,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<UndoRequest> {
  const { overlap, ...fresh } = isNewest ? await onFreshBase(options, request, known, call) : { request };
  const lost = await whatCannotReturn(options, fresh.request, known, call);
  return { request: without(fresh.request, lost), lost, ...(overlap && { overlap }) };
}

/** Incoming links of an entry are the outgoing ones of another, which may be gone or closed by now. */
async function prepareRepair(
  options: LinkEditorOptions,
  request: ChangeRequest,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<UndoRequest> {
  const { sourceId, edit } = request;
  try {
    const base = await readToShow(() => options.repository.getLinks(sourceId, call), sourceId);
    return await prepareOne(options, { ...request, base }, false, known, call);
  } catch (error) {
    if (!isGone(error) && !ApiError.is(error, 'forbidden')) throw error;
    const why = isGone(error) ? 'sourceGone' : 'sourceForbidden';
    const lost = (edit.upsert ?? []).map(({ properties = {}, targetId, linkTypeId }): CannotReturn => {
      return { sourceId, link: { targetId, linkTypeId, properties }, why };
    });
    return { request: without(request, lost), lost };
  }
}

/** Where nobody else touched the same links since, the links as they are now are what a person is shown. */
async function onFreshBase(
  { repository, linkTypes }: LinkEditorOptions,
  request: ChangeRequest,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<Pick<UndoRequest, 'request' | 'overlap'>> {
  const { sourceId, edit, base = [] } = request;
  const now = await readToShow(() => repository.getLinks(sourceId, call), sourceId);
  const types = await typesToday({ linkTypes }, now, known, call);
  const outgoingOf = (links: typeof now) => readLinks(links, sourceId, types).outgoing;
  const conflicts = findConflicts(outgoingOf(base), outgoingOf(now), edit);
  return conflicts.length > 0
    ? { request, overlap: { conflicts, theirs: now } }
    : { request: { ...request, base: now } };
}

async function whatCannotReturn(
  { repository, linkTypes }: LinkEditorOptions,
  { sourceId, edit, base = [] }: ChangeRequest,
  known: readonly LinkType[],
  call: EditorCallOptions,
): Promise<CannotReturn[]> {
  const types = await typesToday({ linkTypes }, base, known, call);
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
    if (isGone(error)) return 'targetGone';
    if (ApiError.is(error, 'forbidden')) return 'targetForbidden';
    throw error;
  }
}

function without(request: ChangeRequest, lost: readonly { readonly link: LinkKey }[]): ChangeRequest {
  const gone = new Set(lost.map(({ link }) => keyOf(link)));
  const upsert = (request.edit.upsert ?? []).filter((link) => !gone.has(keyOf(link)));
  return { ...request, edit: { ...request.edit, upsert } };
}
