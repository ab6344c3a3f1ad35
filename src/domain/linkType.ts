import type { Link } from './link';

/** A link type: what a link means, told by a label for each of its ends. */
export interface LinkType {
  readonly linkTypeId: number;
  readonly sourceLabel: string;
  readonly targetLabel: string;
  readonly description?: string | null;
}

/** Why a link's type could not be told. */
export type UnresolvedType = 'unknown' | 'ambiguous';

/**
 * The type of a link. Servers seen in guides leave `linkTypeId` out of their answers; then the pair of labels
 * tells, which is unique per repository. Where it is not, guessing could change the link: the answer says why not.
 */
export function resolveLinkTypeId(link: Link, types: readonly LinkType[]): number | UnresolvedType {
  if (link.linkTypeId !== undefined && link.linkTypeId > 0) return link.linkTypeId;
  const [first, ...more] = types.filter(
    (type) => type.sourceLabel === link.sourceLabel && type.targetLabel === link.targetLabel,
  );
  if (!first) return 'unknown';
  return more.length > 0 ? 'ambiguous' : first.linkTypeId;
}

/** Both ends of a type, for example `Message → Attachment`: labels are roles or verbs, so no sentence is made of them. */
export function linkTypeTitle(type: LinkType): string {
  return `${type.sourceLabel} → ${type.targetLabel}`;
}
