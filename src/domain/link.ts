/** A directed relationship between two entries, as a repository tells it. */
export interface Link {
  readonly id?: number;
  readonly sourceId: number;
  readonly sourcePath?: string | null;
  readonly sourceLabel?: string | null;
  readonly targetId: number;
  readonly targetPath?: string | null;
  readonly targetLabel?: string | null;
  readonly description?: string | null;
  /** Not every server tells it: see `resolveLinkTypeId`. */
  readonly linkTypeId?: number;
  readonly typeDescription?: string | null;
  /** Custom properties. */
  readonly properties?: Readonly<Record<string, string>> | null;
  /**
   * The server told a property value that is no text (null, a number): `properties` has it as text to be shown, and it
   * can't be written back as it was.
   */
  readonly hasOddProperties?: true;
  /** URL of the source entry on the same server. */
  readonly sourceUrl?: string | null;
  /** URL of the target entry on the same server. */
  readonly targetUrl?: string | null;
}

/** One link of a complete set that is assigned to an entry. */
export interface LinkAssignment {
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly properties?: Readonly<Record<string, string>>;
}

/** What identifies an outgoing link of an entry: link ids may change with every PUT, this pair does not. */
export interface LinkKey {
  readonly targetId: number;
  readonly linkTypeId: number;
}

/** A link's custom properties; empty when it has none. */
export type LinkProperties = Readonly<Record<string, string>>;

/** An outgoing link that can be written back: its type is known for sure. */
export interface OutgoingLink extends LinkKey {
  readonly properties: LinkProperties;
}

/** Same target and type, other properties. */
export interface PropertyChange {
  readonly before: OutgoingLink;
  readonly after: OutgoingLink;
}

/** Which end of a link an entry is. */
export type LinkDirection = 'outgoing' | 'incoming';

export const NO_PROPERTIES: LinkProperties = {};

/** The key as text, for maps and ids. */
export function keyOf({ targetId, linkTypeId }: LinkKey): string {
  return `${targetId}:${linkTypeId}`;
}

export function sameProperties(a: LinkProperties, b: LinkProperties): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}

/**
 * What assigning a complete set of outgoing links sends, in the order given; a link without properties carries none.
 */
export function toPayload(links: readonly OutgoingLink[]): LinkAssignment[] {
  return links.map(({ targetId, linkTypeId, properties }) =>
    Object.keys(properties).length === 0
      ? { targetId, linkTypeId }
      : { targetId, linkTypeId, properties: { ...properties } },
  );
}

/** Path of an entry as its own links tell it. */
export function pathIn(links: readonly Link[], entryId: number): string | undefined {
  for (const { sourceId, sourcePath, targetId, targetPath } of links) {
    if (sourceId === entryId && sourcePath) return sourcePath;
    if (targetId === entryId && targetPath) return targetPath;
  }
  return undefined;
}

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

/** A link as seen from one of its two entries. */
export interface LinkView {
  readonly link: Link;
  readonly direction: LinkDirection;
  /** The entry at the other end. */
  readonly otherId: number;
  readonly otherPath: string;
  /** Last part of the path; `Entry 15` where the server sent none. */
  readonly otherName: string;
  /** Label of the end looked from, and of the other end. */
  readonly ownLabel: string;
  readonly otherLabel: string;
}

/** Describes `link` as seen from `entryId`; a self-link counts as outgoing. */
export function describeLink(link: Link, entryId: number): LinkView {
  const outgoing = link.sourceId === entryId;
  const otherId = outgoing ? link.targetId : link.sourceId;
  const otherPath = (outgoing ? link.targetPath : link.sourcePath) ?? '';
  return {
    link,
    direction: outgoing ? 'outgoing' : 'incoming',
    otherId,
    otherPath,
    otherName: nameOfPath(otherPath) || (otherId > 0 ? `Entry ${otherId}` : 'Unknown entry'),
    ownLabel: (outgoing ? link.sourceLabel : link.targetLabel) ?? '',
    otherLabel: (outgoing ? link.targetLabel : link.sourceLabel) ?? '',
  };
}

/** Last part of a path with backslashes; empty for the root. */
export function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
