import type { Link, LinkAssignment, LinkType } from '../api/types';

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

export type { Link, LinkAssignment, LinkType };
