import type { CallOptions } from '../api';
import {
  type Entry,
  type EntryLinks,
  isNoChange,
  type LinkKey,
  type LinkPlan,
  type LinkType,
  planEdit,
  readLinks,
  type RepositoryRef,
  sameRepository,
} from '../domain';
import { EditError } from './errors';
import type { ChangeRequest, EditPolicy, LinkEditorOptions } from './types';

/** Refuses a write where writing is switched off. */
export function checkPolicy({ sourceId }: Pick<ChangeRequest, 'sourceId'>, { readOnly }: EditPolicy): void {
  if (readOnly === false) return;
  throw new EditError('readOnly', { sourceId, ...(readOnly !== true && { readOnlyBy: readOnly }) });
}

/** Whether a change wants links of types that are not among those known. */
function wantsUnknownType({ edit }: ChangeRequest, types: readonly LinkType[]): boolean {
  const known = new Set(types.map(({ linkTypeId }) => linkTypeId));
  return (edit.upsert ?? []).some(({ linkTypeId }) => !known.has(linkTypeId));
}

/**
 * The entry whose links are changed, as far as it is known. One whose type a listing did not tell is read by itself, which
 * tells a shortcut's target: the links of a shortcut are those of its target, and where that has none nothing else shows it.
 */
async function sourceOf(
  { repository }: Pick<LinkEditorOptions, 'repository'>,
  { sourceId, known = [] }: ChangeRequest,
  call: CallOptions,
): Promise<Entry | undefined> {
  const source = known.find(({ id }) => id === sourceId);
  return source?.hasUnknownType ? repository.getEntry(sourceId, { ...call, fresh: true }) : source;
}

/** Whether a link of the entry to itself was there before: what is only changed or brought back is nobody's mistake. */
function hadSelfLink({ sourceId, cause, base = [], edit: { remove = [] } }: ChangeRequest): boolean {
  const isSelfLink = ({ targetId }: Pick<LinkKey, 'targetId'>) => targetId === sourceId;
  return (
    cause === 'undo' ||
    cause === 'restore' ||
    remove.some(isSelfLink) ||
    base.some((link) => link.sourceId === sourceId && isSelfLink(link))
  );
}

/** Refuses what can't be meant, before links are read. */
function checkChange(
  request: ChangeRequest,
  source: Entry | undefined,
  types: readonly LinkType[],
  { allowSelfLinks }: EditPolicy,
): void {
  const { sourceId, edit } = request;
  if (source?.entryType === 'Shortcut') {
    const { targetId } = source;
    throw new EditError('shortcut', { sourceId, ...(targetId !== undefined && { targetId }) });
  }
  for (const { targetId, linkTypeId } of edit.upsert ?? []) {
    if (targetId === sourceId && !allowSelfLinks && !hadSelfLink(request))
      throw new EditError('selfLink', { sourceId });
    if (!types.some((type) => type.linkTypeId === linkTypeId)) {
      throw new EditError('unknownLinkType', { sourceId, linkTypeId });
    }
  }
}

/**
 * Refuses a write that would lose or change links which can't be sent as they are. A target that is not readable is
 * no reason: its id and type are all that a PUT needs, and the server says so if it disagrees.
 */
export function checkEcho(sourceId: number, { untyped, foreign }: EntryLinks): void {
  const links = [...untyped.map(({ link }) => link), ...foreign];
  const why = untyped[0]?.why;
  if (links.length > 0) throw new EditError('unresolvedLinks', { sourceId, links, ...(why && { why }) });
}

/** Refuses what was made for another repository: the same ids are other entries there. */
export function checkRepository(
  { sourceId, madeFor }: Pick<ChangeRequest, 'sourceId' | 'madeFor'>,
  { connection }: Pick<LinkEditorOptions, 'connection'>,
): void {
  if (!madeFor || sameRepository(madeFor, connection)) return;
  const refOf = ({ baseUrl, repoId }: RepositoryRef): RepositoryRef => ({ baseUrl, repoId });
  throw new EditError('otherRepository', {
    sourceId,
    madeFor: refOf(madeFor),
    leadsTo: refOf(connection),
  });
}

/**
 * The plan of an edit that changes nothing against its base: told without asking the server for links. Link types are
 * asked for only where the base does not tell its own. `undefined` when it changes something, or can't be told.
 */
export async function unchangedSinceBase(
  { sourceId, edit, base }: ChangeRequest,
  linkTypes: () => Promise<readonly LinkType[]>,
): Promise<LinkPlan | undefined> {
  if (!base) return undefined;
  const bare = readLinks(base, sourceId, []);
  const links = bare.untyped.length > 0 ? readLinks(base, sourceId, await linkTypes()) : bare;
  const plan = planEdit(links.outgoing, edit);
  return links.untyped.length === 0 && isNoChange(plan) ? plan : undefined;
}

/** Refuses what can't be meant. @returns the link types, asked for anew where the request names one that was not known. */
export async function checkRequest(
  { repository, linkTypes, policy }: Pick<LinkEditorOptions, 'repository' | 'linkTypes' | 'policy'>,
  change: ChangeRequest,
  call: CallOptions,
): Promise<readonly LinkType[]> {
  const kept = await linkTypes(call);
  const types = wantsUnknownType(change, kept) ? await linkTypes({ ...call, fresh: true }) : kept;
  checkChange(change, await sourceOf({ repository }, change, call), types, policy());
  return types;
}
