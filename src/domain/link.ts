/** A directed relationship between two entries, as a repository tells it. */
export interface Link {
  readonly linkId?: number;
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
