import type { CallOptions } from '../api';
import { type Link, type LinkType, needsTypes } from '../domain';
import { checkChange, wantsUnknownType } from './checks';
import type { ChangeRequest, LinkEditorOptions } from './types';

/**
 * The link types that links are to be told by: those known, as long as each link tells its own. Where one does not, its
 * labels do, and what was kept of them may be older than the last change of an administrator: they are asked for anew.
 */
export async function typesFor(
  links: readonly Link[],
  known: readonly LinkType[],
  linkTypes: LinkEditorOptions['linkTypes'],
  call: CallOptions,
): Promise<readonly LinkType[]> {
  return needsTypes(links) ? linkTypes({ ...call, fresh: true }) : known;
}

/** Refuses what can't be meant. @returns the link types, asked for anew where the wish names one that was not known. */
export async function checkWish(
  { linkTypes, policy }: Pick<LinkEditorOptions, 'linkTypes' | 'policy'>,
  change: ChangeRequest,
  call: CallOptions,
): Promise<readonly LinkType[]> {
  const kept = await linkTypes(call);
  const types = wantsUnknownType(change, kept) ? await linkTypes({ ...call, fresh: true }) : kept;
  checkChange(change, types, policy());
  return types;
}
